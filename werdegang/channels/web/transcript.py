"""A conversation as the person saw it, read from Rasa's events. No side effects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Literal, Optional, Set, Tuple

from rasa.shared.core.events import BotUttered, Event, UserUttered


@dataclass(frozen=True)
class Said:
    """One message.

    Attributes:
        id: of the person's message the id that their client made, of the assistant's
            that one with a number: `ID.1`, `ID.2`.
        at: when, in seconds since 1970.
        answer: the machine-readable part of a reply.
    """

    id: str
    at: float
    who: Literal["person", "assistant"]
    text: str
    buttons: Tuple[Dict[str, str], ...] = ()
    answer: Optional[Dict[str, Any]] = None

    def as_dict(self) -> Dict[str, Any]:
        """Returns it as plain data."""
        return {
            "id": self.id,
            "at": self.at,
            "who": self.who,
            "text": self.text,
            "buttons": list(self.buttons),
            "answer": self.answer,
        }

    def as_line(self) -> Dict[str, Any]:
        """Returns a reply as a line of the stream."""
        whole = self.as_dict()
        del whole["who"]
        return {"type": "message", **whole}


def reply(asked: str, number: int, message: Dict[str, Any]) -> Said:
    """Returns a message that Rasa sends.

    Args:
        asked: id of the message that it replies to.
        number: how many replies it is the last of.
        message: `BotUttered.message()`.
    """
    custom = message.get("custom") or {}
    return Said(
        id=f"{asked}.{number}",
        at=float(message["timestamp"]),
        who="assistant",
        text=message["text"],
        buttons=tuple(
            {"title": button["title"], "payload": button["payload"]}
            for button in message.get("buttons") or ()
        ),
        answer=custom.get("answer"),
    )


def transcript(events: Iterable[Event]) -> List[Said]:
    """Returns all that was said, in order.

    A message that was sent again, as its turn had failed, is there once; one whose text
    is not stored is not there, but the replies to it are.
    """
    said: List[Said] = []
    asked, number = "", 0
    ids: Set[str] = set()
    for event in events:
        if isinstance(event, UserUttered) and not (event.text or "").startswith("/"):
            asked, number = event.message_id or "", 0
            if event.text and asked not in ids:
                at = float(event.timestamp)
                said.append(Said(asked, at, "person", str(event.text)))
            ids.add(asked)
        elif isinstance(event, BotUttered) and event.text:
            number += 1
            said.append(reply(asked, number, event.message()))
    return said


def replies_to(said: Iterable[Said], asked: str) -> List[Said]:
    """Returns what was replied to a message."""
    of_message = re.compile(rf"{re.escape(asked)}\.\d+")
    return [
        message
        for message in said
        if message.who == "assistant" and of_message.fullmatch(message.id)
    ]
