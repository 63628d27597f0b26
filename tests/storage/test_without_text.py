"""With WERDEGANG_STORE_TEXT off, nothing that is typed is stored, and all works."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered

from werdegang.channels.web.transcript import transcript
from werdegang.storage.conversations import ConversationStore

from .conftest import bytes_of, slot, turn

WORD = "Tausendschoen"
TALK = [
    f"Welchen Abschluss brauche ich, {WORD}?",
    "und ohne?",
    f"{WORD} als Buchhalterin?",
    "Woher weißt du das?",
    f"{WORD} grmpf xyzzy",
    "What skills do I need?",
    f"tell me more, {WORD}",
    f"Zeig mir meine Daten, {WORD}",
    f"Bitte lösche meine Daten, {WORD}",
    "nein",
    "Was verdient man?",
]


@pytest.fixture
def without(domain: Domain, file: Path) -> ConversationStore:
    return ConversationStore(domain, address=f"sqlite:///{file}", store_text=False)


async def test_of_a_message_only_its_intent_is_left(without, file: Path) -> None:
    said = {"id-1.1": {"value": "down", "word": WORD, "at": 1.0}}
    for made in ("id-1", "id-2", "id-3"):
        await turn(without, "me", WORD, slot("feedback", said), made=made)
    assert WORD.encode() not in bytes_of(file)
    tracker = await without.retrieve("me")
    assert tracker.latest_message.intent_name == "greet"
    assert tracker.latest_message.entities == []
    kept = tracker.get_slot("feedback")
    assert kept == {"id-1.1": {"value": "down", "word": "", "at": 1.0}}
    whole = await without.retrieve_full_tracker("me")
    assert [(m.id, m.who) for m in transcript(whole.events)] == [
        ("id-1.1", "assistant"),
        ("id-2.1", "assistant"),
        ("id-3.1", "assistant"),
    ]
    (asked, reply) = [
        e
        for e in await without.exchange("me", "id-2")
        if isinstance(e, (UserUttered, BotUttered))
    ]
    assert (asked.message_id, reply.text) == ("id-2", "Antwort id-2")


async def test_what_our_own_commands_stand_for_stays(without, file: Path) -> None:
    await turn(without, "me", "/greet")
    await turn(without, "me", f"/greet{WORD}")
    texts = [e["text"] for e in without.events("me") if e["event"] == "user"]
    assert texts == ["/greet", None]
    assert WORD.encode() not in bytes_of(file)


@pytest.mark.model
def test_answers_are_the_same(
    loop: asyncio.AbstractEventLoop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    assistant: Any,
) -> None:
    from actions.knowledge import settings as of_actions
    from werdegang.serving.assistant import Assistant
    from werdegang.serving.model import present_model
    from werdegang.settings import Settings

    monkeypatch.setenv("WERDEGANG_VAR", str(tmp_path))
    found: dict[str, list[Any]] = {}
    for text in ("yes", "no"):
        monkeypatch.setenv("WERDEGANG_STORE_TEXT", text)
        of_actions.cache_clear()
        settings = Settings.from_environment()
        model = present_model(settings)
        talking = loop.run_until_complete(Assistant.load(model, settings, keeps=True))
        replies = [
            loop.run_until_complete(talking.reply(typed, f"conversation {text}"))
            for typed in TALK
        ]
        found[text] = [(r.intent, r.answer, r.buttons) for r in replies]
        exported = replies[7].replies[-1]
        assert (WORD in exported) is (text == "yes")
        assert "Quellen" in exported, "the replies are shown"
        database = tmp_path / "conversations.sqlite"
        assert (WORD.encode() in bytes_of(database)) is (text == "yes")
        if text == "yes":
            database.rename(tmp_path / "other.sqlite")
            for log in tmp_path.glob("conversations.sqlite-*"):
                log.unlink()
    monkeypatch.undo()
    of_actions.cache_clear()
    assert found["yes"] == found["no"]
