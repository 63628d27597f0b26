"""Where conversations are kept, and how they are erased."""

from __future__ import annotations

import asyncio
from typing import Iterator

from rasa.core.tracker_store import (
    AwaitableTrackerStore,
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    RedisTrackerStore,
    SQLTrackerStore,
    TrackerStore,
)
from rasa.shared.core.trackers import DialogueStateTracker

ERASE = "deleting"
"""The slot by which an action asks for the conversation to be erased."""
PROBE = "health"
SECONDS_TO_ANSWER = 2.0


class CannotErase(RuntimeError):
    """Raised where a kind of store is not known, so that nothing would be erased."""


class ErasableInMemoryTrackerStore(InMemoryTrackerStore):
    """Keeps conversations in memory; erases one where an action asks for it."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the conversation, or drops all of it."""
        if tracker.get_slot(ERASE):
            self.store.pop(tracker.sender_id, None)
            return
        await super().save(tracker)


def parts_of(store: TrackerStore) -> Iterator[TrackerStore]:
    """Yields the stores that Rasa's wrappers write to: the main one first."""
    if isinstance(store, FailSafeTrackerStore):
        yield from parts_of(store._tracker_store)
        if store._fallback_tracker_store is not None:
            yield from parts_of(store._fallback_tracker_store)
    elif isinstance(store, AwaitableTrackerStore):
        yield from parts_of(store._tracker_store)
    else:
        yield store


async def erase(store: TrackerStore, conversation: str) -> None:
    """Removes all of a conversation, with what people thought of it.

    Args:
        store: where conversations are kept.
        conversation: its id; nothing happens where there is none.

    Raises:
        CannotErase: if the kind of store is not known.
    """
    for part in parts_of(store):
        _erase(part, conversation)


def _erase(store: TrackerStore, conversation: str) -> None:
    if isinstance(store, InMemoryTrackerStore):
        store.store.pop(conversation, None)
    elif isinstance(store, SQLTrackerStore):
        with store.session_scope() as session:
            events = session.query(store.SQLEvent)
            events.filter(store.SQLEvent.sender_id == conversation).delete()
            session.commit()
    elif isinstance(store, RedisTrackerStore):
        store.red.delete(store.key_prefix + conversation)
    else:
        raise CannotErase(
            f"Conversations in a {type(store).__name__} cannot be erased; use a store "
            "in memory, SQL or Redis."
        )


async def answers(store: TrackerStore) -> bool:
    """Tells whether the main store answers within two seconds."""
    main = next(parts_of(store))
    try:
        await asyncio.wait_for(main.retrieve(PROBE), SECONDS_TO_ANSWER)
    except Exception:
        return False
    return True
