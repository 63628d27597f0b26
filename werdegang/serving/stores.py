"""Where conversations are kept, and how they are erased."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, Iterable, Iterator, Optional

from rasa.core.agent import Agent
from rasa.core.tracker_store import (
    AwaitableTrackerStore,
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    RedisTrackerStore,
    SQLTrackerStore,
    TrackerStore,
)
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from werdegang.storage import ERASE, FEEDBACK
from werdegang.storage.conversations import ConversationStore

PROBE = "health"
SECONDS_TO_ANSWER = 2.0


class CannotErase(RuntimeError):
    """Raised where a kind of store is not known, so that nothing would be erased."""


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
        if isinstance(part, ConversationStore):
            await part.erase(conversation)
        else:
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


async def erase_if_asked(store: TrackerStore, conversation: str) -> bool:
    """Sees to it that a conversation is erased whose last turn asked for that.

    Returns:
        whether it is gone.
    """
    main = main_of(store)
    if isinstance(main, ConversationStore):
        return not await main.exists(conversation)
    tracker = await main.retrieve(conversation)
    if tracker is not None and tracker.get_slot(ERASE):
        await erase(store, conversation)
        return True
    return tracker is None


async def events_since(
    store: TrackerStore, conversation: str, message: str
) -> Iterable[Event]:
    """Returns events in which a message is found; none if it was never stored.

    Args:
        store: where conversations are kept.
        conversation: where it was said.
        message: its id.
    """
    main = main_of(store)
    if isinstance(main, ConversationStore):
        return await main.exchange(conversation, message) or ()
    tracker = await main.retrieve_full_tracker(conversation)
    return tracker.events if tracker is not None else ()


def remembered(tracker: Optional[DialogueStateTracker]) -> Dict[str, Any]:
    """Returns what later turns of a conversation refer back to."""
    slots = tracker.current_slot_values() if tracker is not None else {}
    return {
        name: value
        for name, value in slots.items()
        if value is not None and name != FEEDBACK
    }


def main_of(store: TrackerStore) -> TrackerStore:
    """Returns the store that Rasa's wrappers write to first."""
    return next(parts_of(store))


def report_failures(agent: Agent) -> None:
    """Has a turn fail that cannot be stored, so that its person is told.

    Rasa wraps each store in one that passes over its errors: it then forgets what was
    said, and takes the next message for the first.

    Args:
        agent: before it has a model.
    """
    agent.tracker_store = main_of(agent.tracker_store)


async def answers(store: TrackerStore) -> bool:
    """Tells whether the main store answers within two seconds."""
    main = main_of(store)
    try:
        await asyncio.wait_for(main.retrieve(PROBE), SECONDS_TO_ANSWER)
    except Exception:
        return False
    return True
