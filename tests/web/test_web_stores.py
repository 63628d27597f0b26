"""Erasing and keeping for so long, in each kind of store."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from rasa.core.tracker_store import (
    AwaitableTrackerStore,
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    SQLTrackerStore,
    TrackerStore,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered

from werdegang.serving.retention import erase_silent
from werdegang.serving.stores import (
    CannotErase,
    answers,
    erase,
    parts_of,
)
from werdegang.storage.conversations import ConversationStore
from werdegang.storage.database import IN_MEMORY

DAY = 86400


@pytest.fixture(params=["ours", "memory", "Rasa's memory", "sql", "wrapped"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> TrackerStore:
    domain = Domain.empty()
    if request.param == "ours":
        address = f"sqlite:///{tmp_path / 'ours.sqlite'}"
        return ConversationStore(domain, address=address)
    if request.param == "memory":
        return ConversationStore(domain, address=IN_MEMORY)
    if request.param == "Rasa's memory":
        return InMemoryTrackerStore(domain)
    sql = SQLTrackerStore(domain, dialect="sqlite", db=str(tmp_path / "events.db"))
    if request.param == "sql":
        return sql
    return FailSafeTrackerStore(AwaitableTrackerStore(sql))


async def fill(store: TrackerStore, conversation: str, at: float) -> None:
    tracker = await store.get_or_create_tracker(
        conversation, append_action_listen=False
    )
    tracker.update(UserUttered("hallo", timestamp=at))
    await store.save(tracker)


async def test_one_conversation_is_erased_and_no_other(store: TrackerStore) -> None:
    await fill(store, "a", time.time())
    await fill(store, "b", time.time())
    await erase(store, "a")
    await erase(store, "never there")
    assert await store.retrieve("a") is None
    assert list(await store.keys()) == ["b"]


async def test_nothing_is_left_in_the_database(tmp_path: Path) -> None:
    file = tmp_path / "events.db"
    store = SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(file))
    await fill(store, "a", time.time())
    await erase(store, "a")
    with store.session_scope() as session:
        assert session.query(store.SQLEvent).count() == 0


async def test_erasing_reaches_what_was_written_while_the_store_was_away(
    store: TrackerStore,
) -> None:
    safe = FailSafeTrackerStore(store)
    await fill(safe.fallback_tracker_store, "a", time.time())
    await erase(safe, "a")
    for part in parts_of(safe):
        assert await part.retrieve("a") is None


async def test_only_silent_conversations_go(store: TrackerStore) -> None:
    now = time.time()
    await fill(store, "old", now - 31 * DAY)
    await fill(store, "young", now - 29 * DAY)
    await fill(store, "taken up", now - 40 * DAY)
    await fill(store, "taken up", now - DAY)
    assert await erase_silent(store, 30, now) == 1
    assert sorted(await store.keys()) == ["taken up", "young"]


async def test_unknown_store_is_not_said_to_be_erased() -> None:
    class Other(TrackerStore):
        pass

    with pytest.raises(CannotErase, match="Other"):
        await erase(Other(Domain.empty()), "a")


async def test_store_that_does_not_answer() -> None:
    class Broken(InMemoryTrackerStore):
        async def retrieve(self, sender_id: str) -> None:
            raise OSError("gone")

    assert not await answers(FailSafeTrackerStore(Broken(Domain.empty())))
    assert await answers(FailSafeTrackerStore(InMemoryTrackerStore(Domain.empty())))
