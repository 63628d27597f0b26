"""The web channel on a database, across Rasa's sessions, without a model."""

from __future__ import annotations

import json
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, AsyncIterator, Dict, List

import pytest
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import FailSafeTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from werdegang.channels.web import feedback
from werdegang.channels.web.incoming import Feedback, Message
from werdegang.channels.web.refusals import Refusal
from werdegang.channels.web.transcript import Said, transcript
from werdegang.channels.web.turns import Turns, whole_tracker
from werdegang.serving import server
from werdegang.storage import ERASE, FEEDBACK
from werdegang.storage.conversations import ConversationStore

from .conftest import ROOT

CONVERSATION = "web-0123456789"


class Processor:
    """Stands for Rasa's, and begins a session with every message."""

    def __init__(self, store: FailSafeTrackerStore) -> None:
        self._store = store
        self.handled = 0

    async def handle_message(self, message: Any) -> None:
        self.handled += 1
        tracker = await self._store.get_or_create_tracker(message.sender_id)
        kept = tracker.get_slot(FEEDBACK)
        tracker.update(ActionExecuted("action_session_start"))
        tracker.update(SessionStarted())
        if kept:
            tracker.update(SlotSet(FEEDBACK, kept))
        tracker.update(UserUttered(message.text, message_id=message.message_id))
        reply = BotUttered(f"Antwort auf {message.text}")
        await message.output_channel.send_response(message.sender_id, reply.message())
        tracker.update(reply)
        if message.text == "lösche":
            tracker.update(SlotSet(ERASE, True))
        await self._store.save(tracker)


@pytest.fixture(params=["ours", "Rasa's"])
async def agent(request: Any, tmp_path: Path) -> AsyncIterator[Any]:
    domain = Domain.load(str(ROOT / "domain.yml"))
    file = tmp_path / "events.db"
    if request.param == "ours":
        sql: Any = ConversationStore(domain, address=f"sqlite:///{file}")
    else:
        sql = SQLTrackerStore(domain, dialect="sqlite", db=str(file))
    store = FailSafeTrackerStore(sql)
    yield SimpleNamespace(
        tracker_store=store,
        lock_store=InMemoryLockStore(),
        processor=Processor(store),
        is_ready=lambda: True,
    )


async def say(agent: Any, made: str, text: str) -> List[Dict[str, Any]]:
    message = Message(made, text, None)
    return [line async for line in Turns().lines(agent, CONVERSATION, message)]


async def said_in(agent: Any, conversation: str) -> List[Said]:
    tracker = await whole_tracker(agent, conversation)
    return transcript(tracker.events) if tracker is not None else []


async def test_history_reaches_over_sessions(agent: Any) -> None:
    for number in range(3):
        await say(agent, f"id-{number}", f"Frage {number}")
    said = await said_in(agent, CONVERSATION)
    assert [message.id for message in said] == [
        f"id-{number}{reply}" for number in range(3) for reply in ("", ".1")
    ]


async def test_repeat_is_found_in_an_earlier_session(agent: Any) -> None:
    first = await say(agent, "id-0", "Frage")
    await say(agent, "id-1", "Noch eine")
    assert await say(agent, "id-0", "Frage") == first
    assert agent.processor.handled == 2


async def test_feedback_on_an_earlier_session_changes_nothing_else(agent: Any) -> None:
    await say(agent, "id-0", "Frage")
    await say(agent, "id-1", "Noch eine")
    before = [message.as_dict() for message in await said_in(agent, CONVERSATION)]
    for number in range(2):
        await feedback.keep(agent, CONVERSATION, Feedback(f"id-{number}.1", "up", ""))
    await say(agent, "id-2", "Eine dritte")
    await feedback.keep(agent, CONVERSATION, Feedback("id-0.1", "down", "nein"))
    after = [message.as_dict() for message in await said_in(agent, CONVERSATION)]
    assert after[: len(before)] == before
    kept = feedback.feedback_in(await whole_tracker(agent, CONVERSATION))
    assert {name: entry["value"] for name, entry in kept.items()} == {
        "id-0.1": "down",
        "id-1.1": "up",
    }
    with pytest.raises(Refusal, match="message_unknown"):
        await feedback.keep(agent, CONVERSATION, Feedback("id-9.1", "up", ""))
    with pytest.raises(Refusal, match="message_unknown"):
        await feedback.keep(agent, "web-other", Feedback("id-0.1", "up", ""))


async def test_asking_for_erasing_empties_the_database_too(agent: Any) -> None:
    await say(agent, "id-0", "Frage")
    found = await say(agent, "id-1", "lösche")
    assert [line["type"] for line in found] == ["working", "message", "erased", "done"]
    assert await said_in(agent, CONVERSATION) == []
    assert list(await agent.tracker_store.keys()) == []


async def test_health_says_that_the_store_is_away(agent: Any) -> None:
    app = SimpleNamespace(ctx=SimpleNamespace(agent=agent))

    async def health() -> Any:
        answer = await server.health(SimpleNamespace(app=app))
        return answer.status, json.loads(answer.body)

    assert await health() == (200, {"model": True, "store": True})
    main = agent.tracker_store._tracker_store

    async def gone(conversation: str) -> None:
        raise OSError("no connection")

    main.retrieve = gone
    assert await health() == (503, {"model": True, "store": False})
    app.ctx = SimpleNamespace()
    started = time.monotonic()
    assert await health() == (503, {"model": False, "store": False})
    assert time.monotonic() - started < 1
