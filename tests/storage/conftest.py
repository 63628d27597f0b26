"""A store on a file, and turns as Rasa's processor makes them."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from werdegang.storage.conversations import ConversationStore

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "conversations.sqlite"


@pytest.fixture
def store(domain: Domain, file: Path) -> Iterator[ConversationStore]:
    opened = ConversationStore(domain, address=f"sqlite:///{file}")
    yield opened
    opened.close()


async def turn(
    store: Any, conversation: str, text: str, *events: Event, made: str | None = None
) -> None:
    """A turn with the events that Rasa adds around an action's own."""
    tracker = await store.get_or_create_tracker(
        conversation, append_action_listen=False
    )
    if not tracker.events:
        tracker.update(ActionExecuted("action_session_start"))
        tracker.update(SessionStarted())
        tracker.update(ActionExecuted("action_listen"))
    made = made or f"message-{next(NUMBERS)}"
    intent = {"name": "greet", "confidence": 0.9}
    read = {
        "intent": intent,
        "text": text,
        "entities": [{"entity": "role", "value": text}],
        "text_tokens": [[0, len(text)]],
        "intent_ranking": [intent],
    }
    message = UserUttered(text, intent, read["entities"], read, message_id=made)
    tracker.update(message)
    for event in (
        ActionExecuted("action_answer"),
        BotUttered(f"Antwort {made}"),
        *events,
        ActionExecuted("action_listen"),
    ):
        tracker.update(event)
    await store.save(tracker)


def slot(name: str, value: Any) -> SlotSet:
    return SlotSet(name, value)


def bytes_of(file: Path) -> bytes:
    """Everything that is on disk of a database, its log included."""
    return b"".join(f.read_bytes() for f in sorted(file.parent.glob(f"{file.name}*")))


def rows(file: Path, table: str) -> int:
    with sqlite3.connect(file) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
