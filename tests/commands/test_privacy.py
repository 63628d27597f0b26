"""What is stored of a person is shown and erased everywhere, by any of their names."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered

from werdegang.__main__ import main
from werdegang.channels.telegram import identity
from werdegang.channels.telegram.plan import QUESTION, Button, Plan, Step
from werdegang.channels.telegram.store import Store
from werdegang.channels.web.people import conversation_id
from werdegang.serving.secrets import key_for
from werdegang.storage.conversations import ConversationStore

SECRET = "an-installation-secret-of-32-characters"
ISSUER = "https://intranet.example.com"
BOT, USER, GROUP = 4711, 12345678, -99
WORD = b"Tausendschoen"
DAY = 86400


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WERDEGANG_VAR", str(tmp_path))
    monkeypatch.setenv("WERDEGANG_SECRET", SECRET)
    monkeypatch.setenv("WERDEGANG_JWT_ISSUER", ISSUER)
    monkeypatch.setenv("WERDEGANG_JWT_SECRET", "x" * 32)


def said(conversation: str, at: float | None = None) -> None:
    """Has a conversation stored in which the word was said."""

    async def work() -> None:
        store = ConversationStore(Domain.load("domain.yml"))
        tracker = await store.get_or_create_tracker(conversation)
        at_ = time.time() if at is None else at
        for event in (
            UserUttered(f"{WORD.decode()} fragt", message_id="id-1", timestamp=at_),
            SlotSet("role", "accountant", timestamp=at_),
            SlotSet("feedback", {"id-1.1": {"value": "up", "word": ""}}, timestamp=at_),
            BotUttered("Antwort", timestamp=at_),
        ):
            tracker.update(event)
        await store.save(tracker)
        store.close()

    asyncio.run(work())


def conversations() -> set[str]:
    async def work() -> set[str]:
        store = ConversationStore(Domain.empty())
        return set(await store.keys())

    return asyncio.run(work())


def in_telegram(tmp_path: Path, user: int, chat: int, number: int) -> str:
    """Has the channel remember a conversation, and an update that waits."""
    secret = SECRET.encode()
    conversation = identity.conversation_id(secret, BOT, user, chat)
    store = Store(tmp_path / f"telegram-{BOT}.sqlite")
    message = {"from": {"id": user}, "chat": {"id": chat}, "text": WORD.decode()}
    store.accept([{"update_id": number, "message": message}])
    button = Button("Titel", QUESTION, "Frage?", f"token-{number}")
    plan = Plan([Step("message", "x", [button])], conversation, {"language": "en"})
    person = identity.person_id(secret, BOT, user)
    store.answered_with(number, plan, person)
    store.close()
    said(conversation)
    return conversation


def on_disk(tmp_path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(tmp_path.glob("*.sqlite*")))


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_conversation_is_shown_and_erased(tmp_path, capsys) -> None:
    said("web-1")
    said("web-2")
    assert main(["privacy", "export", "web-1"]) == 0
    (shown,) = printed(capsys)["conversations"]
    assert shown["conversation"] == "web-1"
    assert [m["text"] for m in shown["messages"]] == [
        f"{WORD.decode()} fragt",
        "Antwort",
    ]
    assert shown["feedback"] == {"id-1.1": {"value": "up", "word": ""}}
    assert shown["remembered"] == {"role": "accountant"}
    assert {event["event"] for event in shown["events"]} >= {"user", "bot", "slot"}

    assert main(["privacy", "erase", "web-1"]) == 0
    assert capsys.readouterr().out == "Erased: 1.\n"
    assert conversations() == {"web-2"}
    assert main(["privacy", "erase", "web-1", "never-there"]) == 0
    assert "Nothing is stored" in capsys.readouterr().out
    assert main(["privacy", "erase", "web-2"]) == 0
    assert WORD not in on_disk(tmp_path)


def test_somebody_signed_in_is_named_by_the_subject(capsys) -> None:
    key = key_for(SECRET.encode(), "conversations")
    theirs = conversation_id(key, "employee", ISSUER, "erika")
    elsewhere = conversation_id(key, "employee", "https://other.example", "erika")
    for conversation in (theirs, elsewhere, "web-other"):
        said(conversation)
    assert main(["privacy", "export", "--user", "erika"]) == 0
    (shown,) = printed(capsys)["conversations"]
    assert shown["conversation"] == theirs
    assert main(["privacy", "erase", "--user", "erika"]) == 0
    assert conversations() == {elsewhere, "web-other"}
    other = ["--issuer", "https://other.example"]
    assert main(["privacy", "erase", "--user", "erika", *other]) == 0
    assert conversations() == {"web-other"}


def test_somebody_in_telegram_is_named_by_the_number(tmp_path, capsys) -> None:
    private = in_telegram(tmp_path, USER, USER, 1)
    group = in_telegram(tmp_path, USER, GROUP, 2)
    other = in_telegram(tmp_path, 999, GROUP, 3)
    assert main(["privacy", "export", "--telegram", str(USER)]) == 0
    shown = printed(capsys)
    found = {one["conversation"]: one for one in shown["conversations"]}
    assert set(found) == {private, group}
    assert found[group]["telegram"] == [{"language": "en"}]
    assert [body["update_id"] for body in shown["not_answered_yet"]] == [1, 2]

    assert main(["privacy", "erase", "--telegram", str(USER)]) == 0
    assert conversations() == {other}
    store = Store(tmp_path / f"telegram-{BOT}.sqlite")
    assert [update.number for update in store.waiting()] == [3]
    assert store.remembered(private).language is None
    assert store.button("token-1", private) is None
    assert store.remembered(other).language == "en"
    store.close()
    assert str(USER).encode() not in on_disk(tmp_path)


def test_retention_erases_what_is_old_everywhere(tmp_path, capsys, monkeypatch) -> None:
    old = in_telegram(tmp_path, USER, USER, 1)
    said("web-old")
    later = time.time() + 29 * DAY
    said("web-young", later)
    assert main(["privacy", "retention"]) == 0
    assert conversations() == {old, "web-old", "web-young"}

    monkeypatch.setattr(time, "time", lambda: later + 2 * DAY)
    capsys.readouterr()
    assert main(["privacy", "retention"]) == 0
    assert capsys.readouterr().out.startswith("Erased: 2 conversations")
    assert conversations() == {"web-young"}
    assert main(["privacy", "retention", "--days", "1"]) == 0
    assert conversations() == set()
    assert WORD not in on_disk(tmp_path)
    store = Store(tmp_path / f"telegram-{BOT}.sqlite")
    assert store.remembered(old).language is None
    store.close()


@pytest.mark.parametrize(
    ("arguments", "variables", "said_"),
    [
        (["erase"], {}, "Say whose"),
        (["export"], {}, "Say whose"),
        (
            ["erase", "--user", "erika"],
            {"JWT_ISSUER": "", "JWT_SECRET": ""},
            "--issuer",
        ),
        (["retention", "--days", "0"], {}, "--days"),
        (["erase", "web-1"], {"TRACKER_STORE": "memory"}, "WERDEGANG_TRACKER_STORE"),
        (
            ["erase", "web-1"],
            {"TRACKER_STORE": "postgresql://u:TopSecret@127.0.0.1:1/d"},
            "cannot be used",
        ),
    ],
)
def test_mistakes_end_in_one_sentence(
    arguments, variables, said_, capsys, monkeypatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"WERDEGANG_{name}", value)
    assert main(["privacy", *arguments]) == 2
    shown = capsys.readouterr().err.strip()
    assert said_ in shown
    assert "TopSecret" not in shown and "Traceback" not in shown
    assert len(shown.splitlines()) == 1


def test_files_of_an_earlier_version_are_taken_up(tmp_path) -> None:
    import sqlite3

    file = tmp_path / f"telegram-{BOT}.sqlite"
    with sqlite3.connect(file) as before:
        before.execute(
            "CREATE TABLE conversation (id TEXT PRIMARY KEY, language TEXT,"
            " question INTEGER, digest TEXT, keyboard INTEGER)"
        )
        before.execute("INSERT INTO conversation (id, language) VALUES ('c', 'en')")
    before.close()
    store = Store(file)
    assert store.remembered("c").language == "en"
    assert store.forget_silent(time.time() - DAY) == 0
    assert store.forget_silent(time.time() + DAY) == 1
    store.close()
