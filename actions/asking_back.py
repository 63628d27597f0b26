"""What happens when a message is not understood."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import knowledge, settings
from actions.saying import form_first, language_first, remember, say_response
from actions.turn import Turn
from werdegang.careers import questions

MOST_CHOICES = 3
TOPICS = ("how_to_become", "degree_needed", "skills")


class AskBack(Action):
    """Asks once what was meant, then names topics and a person to turn to."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return "action_ask_back"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Asks back in the language of the conversation."""
        turn = Turn.of(tracker)
        for_check = form_first(turn)
        if for_check:
            return for_check
        again = language_first(self.name(), tracker, turn)
        if again:
            return again
        misses = turn.memory.misses + 1
        likely = [name for name in turn.ranking if name in knowledge().needs]
        if misses == 1 and len(likely) >= 2:
            response, choices = "utter_ask_back", tuple(likely[:MOST_CHOICES])
        elif settings().human_contact:
            response, choices = "utter_topics_and_contact", TOPICS
        else:
            response, choices = "utter_topics", TOPICS
        say_response(
            dispatcher,
            turn,
            response,
            "clarify",
            questions(knowledge(), choices, turn.language),
            contact=settings().human_contact,
        )
        return remember(turn, offered=choices, misses=misses)
