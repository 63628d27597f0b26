"""Reading and writing the records of a conversation, each in one transaction."""

from __future__ import annotations

import json
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

import sqlalchemy as sa
from rasa.shared.core.events import UserUttered
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from werdegang.storage.database import CONVERSATIONS, EVENTS, MESSAGES
from werdegang.storage.recent import State, StoredEvent

AT_ONCE = 50
"""Events that are read where one turn is looked up; it has about ten."""


class Overtaken(RuntimeError):
    """Raised where a conversation has gone on elsewhere since it was read."""


class Erased(RuntimeError):
    """Raised where a conversation was erased since it was read."""


class Recent(NamedTuple):
    """What the next turn needs.

    Attributes:
        version: how often the conversation was saved.
        state: what earlier turns have left; nothing where Rasa's own store wrote it.
        events: the last ones, or all where there is no state.
    """

    version: int
    state: Optional[State]
    events: List[StoredEvent]


def read_recent(connection: Connection, conversation: str) -> Optional[Recent]:
    """Returns what the next turn needs, or nothing where nothing is stored."""
    mine = sa.select(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation)
    row = connection.execute(mine).first()
    if row is None:
        return None
    if row.state is None:
        return Recent(row.version, None, read_all(connection, conversation))
    last = _events_of(conversation).order_by(EVENTS.c.id.desc()).limit(row.kept)
    found = _plain(connection.execute(last))[::-1]
    return Recent(row.version, State.loads(row.state, row.kept), found)


def version_of(connection: Connection, conversation: str) -> Optional[int]:
    """Returns how often a conversation was saved, or nothing if it never was."""
    version = sa.select(CONVERSATIONS.c.version)
    mine = version.where(CONVERSATIONS.c.id == conversation)
    found: Optional[int] = connection.execute(mine).scalar()
    return found


def read_all(connection: Connection, conversation: str) -> List[StoredEvent]:
    """Returns all events of a conversation, oldest first."""
    every = _events_of(conversation).order_by(EVENTS.c.id)
    return _plain(connection.execute(every))


def read_from_message(
    connection: Connection, conversation: str, message: str
) -> Optional[List[StoredEvent]]:
    """Returns events from a message on, or nothing if it was never stored.

    Args:
        connection: to the database.
        conversation: where it was said.
        message: its id; of one that came twice, the last is meant.
    """
    asked = sa.select(sa.func.max(MESSAGES.c.event)).where(
        MESSAGES.c.conversation == conversation, MESSAGES.c.message == message
    )
    begins = connection.execute(asked).scalar()
    if begins is None:
        return None
    following = _events_of(conversation).where(EVENTS.c.id >= begins)
    return _plain(connection.execute(following.order_by(EVENTS.c.id).limit(AT_ONCE)))


def append(
    connection: Connection,
    conversation: str,
    version: Optional[int],
    state: State,
    events: Sequence[StoredEvent],
) -> int:
    """Adds events to a conversation, and what its next turn builds on.

    Args:
        connection: to the database.
        conversation: which.
        version: when it was read; nothing where there was none.
        state: what the next turn builds on.
        events: the new ones, at least one.

    Returns:
        its version from now on.

    Raises:
        Overtaken: if it has another version by now.
        Erased: if it was there and is no more.
    """
    new_version = (version or 0) + 1
    values = {
        "version": new_version,
        "spoken": events[-1].get("timestamp"),
        "kept": state.kept,
        "state": state.dumps(),
    }
    if version is None:
        _begin(connection, conversation, values)
    else:
        same = (CONVERSATIONS.c.id == conversation) & (
            CONVERSATIONS.c.version == version
        )
        changed = connection.execute(
            sa.update(CONVERSATIONS).where(same).values(values)
        )
        if not changed.rowcount:
            there = version_of(connection, conversation) is not None
            raise Overtaken if there else Erased
    rows = [_row_of(conversation, event) for event in events]
    connection.execute(EVENTS.insert(), rows)
    _note_messages(connection, conversation, events)
    return new_version


def _begin(connection: Connection, conversation: str, values: Dict[str, Any]) -> None:
    try:
        connection.execute(CONVERSATIONS.insert().values(id=conversation, **values))
    except IntegrityError:
        raise Overtaken from None


def count(connection: Connection, conversation: str) -> int:
    """Returns how many events of a conversation are stored."""
    every = sa.select(sa.func.count()).select_from(EVENTS)
    mine = every.where(EVENTS.c.sender_id == conversation)
    return int(connection.execute(mine).scalar() or 0)


def erase(connection: Connection, conversation: str) -> None:
    """Removes all of a conversation; nothing happens where there is none."""
    for column in (
        CONVERSATIONS.c.id,
        EVENTS.c.sender_id,
        MESSAGES.c.conversation,
    ):
        connection.execute(sa.delete(column.table).where(column == conversation))


def silent_since(connection: Connection, moment: float) -> List[str]:
    """Returns the conversations whose last event is older than a moment."""
    silent = sa.select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.spoken < moment)
    return list(connection.execute(silent).scalars())


def ids(connection: Connection) -> List[str]:
    """Returns the ids of all conversations."""
    return list(connection.execute(sa.select(CONVERSATIONS.c.id)).scalars())


def _events_of(conversation: str) -> Any:
    return sa.select(EVENTS.c.data).where(EVENTS.c.sender_id == conversation)


def _plain(rows: Any) -> List[StoredEvent]:
    return [json.loads(row.data) for row in rows]


def _row_of(conversation: str, event: StoredEvent) -> Dict[str, Any]:
    intent = (event.get("parse_data") or {}).get("intent") or {}
    return {
        "sender_id": conversation,
        "type_name": event["event"],
        "timestamp": event.get("timestamp"),
        "intent_name": intent.get("name"),
        "action_name": event.get("name"),
        "data": json.dumps(event),
    }


def _note_messages(
    connection: Connection, conversation: str, stored: Sequence[StoredEvent]
) -> None:
    """Notes where the messages begin that were just stored."""
    asked = [
        event.get("message_id")
        for event in stored
        if event["event"] == UserUttered.type_name
    ]
    if not asked:
        return
    last = (
        sa.select(EVENTS.c.id)
        .where(
            EVENTS.c.sender_id == conversation,
            EVENTS.c.type_name == UserUttered.type_name,
        )
        .order_by(EVENTS.c.id.desc())
        .limit(len(asked))
    )
    begins = list(connection.execute(last).scalars())[::-1]
    noted = [
        {"conversation": conversation, "message": message, "event": event}
        for message, event in zip(asked, begins, strict=True)
        if message
    ]
    if noted:
        connection.execute(MESSAGES.insert(), noted)
