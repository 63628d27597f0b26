"""Erasing conversations in which nothing was said for so many days."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Awaitable, Callable, List

from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from sqlalchemy import func

from werdegang.serving.logs import place_of
from werdegang.serving.stores import erase, parts_of
from werdegang.storage.conversations import ConversationStore

logger = logging.getLogger(__name__)

SECONDS_PER_DAY = 86400
SECONDS_BETWEEN = 3600


async def silent_since(store: TrackerStore, moment: float) -> List[str]:
    """Returns the conversations whose last event is older than a moment.

    Args:
        store: where conversations are kept.
        moment: in seconds since 1970.
    """
    found: List[str] = []
    for part in parts_of(store):
        if isinstance(part, ConversationStore):
            found += await part.silent_since(moment)
            continue
        if isinstance(part, SQLTrackerStore):
            found += _silent_in_sql(part, moment)
            continue
        for conversation in list(await part.keys()):
            tracker = await part.retrieve(conversation)
            last = (
                tracker.events[-1] if tracker is not None and tracker.events else None
            )
            if last is not None and last.timestamp < moment:
                found.append(conversation)
            await asyncio.sleep(0)
    return found


def _silent_in_sql(store: SQLTrackerStore, moment: float) -> List[str]:
    event = store.SQLEvent
    with store.session_scope() as session:
        last = session.query(event.sender_id).group_by(event.sender_id)
        return [row[0] for row in last.having(func.max(event.timestamp) < moment)]


async def erase_silent(store: TrackerStore, days: int, now: float) -> int:
    """Erases the conversations that have been silent for so many days.

    Args:
        store: where conversations are kept.
        days: of silence.
        now: in seconds since 1970.

    Returns:
        how many there were.
    """
    silent = await silent_since(store, now - days * SECONDS_PER_DAY)
    for conversation in silent:
        await erase(store, conversation)
        await asyncio.sleep(0)
    return len(silent)


async def for_ever(erasing: Callable[[float], Awaitable[int]]) -> None:
    """Erases now and every hour.

    Args:
        erasing: erases what is old enough at a time, in seconds since 1970.
    """
    while True:
        try:
            await erasing(time.time())
        except Exception as error:
            logger.error("Old conversations could not be erased: %s.", place_of(error))
        await asyncio.sleep(SECONDS_BETWEEN)
