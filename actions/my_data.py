"""Deleting and showing what the conversation has left behind."""

from __future__ import annotations

import json
from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import settings
from actions.saying import language_first, remember, say_response
from actions.turn import Turn

DELETE = "delete"
"""What the slot `asked` holds while a yes would delete the conversation."""
EXPORT = "utter_export"


class DeleteData(Action):
    """Deletes the conversation."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return "action_delete_data"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Asks first; after a yes, the tracker store drops it at the turn's end."""
        turn = Turn.of(tracker)
        again = language_first(self.name(), tracker, turn)
        if again:
            return again
        if turn.memory.asked != DELETE or turn.intent != "affirm":
            say_response(dispatcher, turn, "utter_ask_delete", "conversation")
            return remember(turn, asked=DELETE)
        say_response(dispatcher, turn, "utter_deleted", "conversation")
        return [SlotSet("deleting", True)]


class ExportData(Action):
    """Shows what was remembered of the conversation."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return "action_export_data"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Shows messages and remembered values as JSON."""
        turn = Turn.of(tracker)
        again = language_first(self.name(), tracker, turn)
        if again:
            return again
        say_response(dispatcher, turn, EXPORT, "conversation", data=_as_json(tracker))
        return remember(turn)


def _as_json(tracker: Tracker) -> str:
    """Returns what is stored, without what earlier exports repeat of it."""
    shown = ("user", "bot") if settings().store_text else ("bot",)
    said = [
        {"who": event["event"], "text": event["text"]}
        for event in tracker.events
        if event.get("event") in shown and event.get("text") and not _is_export(event)
    ]
    remembered = {k: value for k, value in tracker.slots.items() if value is not None}
    return json.dumps(
        {"messages": said, "remembered": remembered}, ensure_ascii=False, indent=1
    )


def _is_export(event: Dict[str, Any]) -> bool:
    return (event.get("metadata") or {}).get("utter_action") == EXPORT
