"""Greetings, small talk and what else is answered with a fixed text."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import knowledge, settings
from actions.saying import form_first, language_first, remember, say_response
from actions.turn import Turn
from werdegang.careers import questions

OFFERED = ("how_to_become", "degree_needed", "start_small")
"""What is offered where nothing was asked yet."""
INTENTS_WITH_OFFER = frozenset(
    ("greet", "capabilities", "chitchat", "out_of_scope", "change_language", "deny")
)
OUTCOMES = {"out_of_scope": "out_of_scope"}


class Converse(Action):
    """Says the domain's text for the intent."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return "action_converse"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Says the text, in the language stored last; a new one is stored first."""
        turn = Turn.of(tracker)
        for_check = form_first(turn)
        if for_check:
            return for_check
        again = language_first(self.name(), tracker, turn)
        if again:
            return again
        intent = turn.intent
        response = f"utter_{intent}"
        if intent == "human_contact" and not settings().human_contact:
            response = "utter_no_human_contact"
        offered = OFFERED if intent in INTENTS_WITH_OFFER else ()
        say_response(
            dispatcher,
            turn,
            response,
            OUTCOMES.get(intent, "conversation"),
            questions(knowledge(), offered, turn.language),
            contact=settings().human_contact,
            limit=settings().longest_message,
        )
        return remember(turn, offered=offered)
