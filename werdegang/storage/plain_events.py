"""Events as they are stored, with or without what people typed. No side effects."""

from __future__ import annotations

from typing import Any, Dict

from rasa.shared.core.events import Event, SlotSet, UserUttered

from werdegang.storage import FEEDBACK
from werdegang.storage.recent import StoredEvent

INTENT = ("name", "confidence")


def as_stored(event: Event, with_text: bool) -> StoredEvent:
    """Returns an event as plain data.

    Args:
        event: of a tracker.
        with_text: whether what people typed is part of it. Without it, there is left
            of a message which intent it had, when and in which channel it came.
    """
    data: StoredEvent = event.as_dict()
    if with_text:
        return data
    if isinstance(event, UserUttered) and event.text != f"/{event.intent_name}":
        return _without_text(data)
    if isinstance(event, SlotSet) and event.key == FEEDBACK:
        return {**data, "value": without_words(event.value)}
    return data


def without_words(feedback: Any) -> Any:
    """Returns feedback without what was written to it."""
    if not isinstance(feedback, dict):
        return feedback
    return {about: {**said, "word": ""} for about, said in feedback.items()}


def slots_as_stored(slots: Dict[str, Any], with_text: bool) -> Dict[str, Any]:
    """Returns the values of slots as they are stored."""
    if with_text or FEEDBACK not in slots:
        return slots
    return {**slots, FEEDBACK: without_words(slots[FEEDBACK])}


def _without_text(data: StoredEvent) -> StoredEvent:
    read = data["parse_data"]
    intent = {name: read["intent"].get(name) for name in INTENT}
    return {
        **data,
        "text": None,
        "parse_data": {
            "intent": intent,
            "entities": [],
            "text": None,
            "message_id": data["message_id"],
            "metadata": data["metadata"],
        },
    }
