"""Uttering a reply with its machine-readable part, and remembering the turn."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn
from werdegang.careers import Answer, Language, Question


def buttons(questions: Sequence[Question]) -> List[Dict[str, str]]:
    """Returns buttons that send what they say."""
    return [{"title": q.text, "payload": q.text} for q in questions]


def say_answer(dispatcher: CollectingDispatcher, turn: Turn, answer: Answer) -> None:
    """Utters an answer of the careers module, with what to ask next."""
    say_languages(dispatcher, turn)
    dispatcher.utter_message(
        text=answer.text,
        buttons=buttons(answer.next_questions),
        json_message={"answer": answer.as_dict()},
    )


def say_response(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    response: str,
    outcome: str,
    questions: Sequence[Question] = (),
    **values: Any,
) -> None:
    """Utters a fixed text of the domain, which chooses its language by the slot."""
    say_languages(dispatcher, turn)
    dispatcher.utter_message(
        response=response,
        buttons=buttons(questions),
        json_message={"answer": bare_answer(outcome, turn.language)},
        **values,
    )


def language_first(
    action: str, tracker: Tracker, turn: Turn
) -> Optional[List[EventType]]:
    """Returns events that store a new language and run the action again, if it is new.

    Rasa chooses between the fixed texts by the slot, before an action's own events
    take effect.
    """
    if tracker.get_slot("language") == turn.language:
        return None
    return [SlotSet("language", turn.language), FollowupAction(action)]


def say_languages(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Says which languages it speaks, where the message is in another."""
    if turn.foreign:
        dispatcher.utter_message(response="utter_languages")


def bare_answer(outcome: str, language: Language) -> Dict[str, Any]:
    """Returns the machine-readable part of a reply that states no facts."""
    return {
        "outcome": outcome,
        "language": language,
        "needs": [],
        "role": None,
        "facts": [],
        "disagreement": False,
        "sources": [],
    }


def remember(
    turn: Turn,
    answer: Optional[Answer] = None,
    offered: Sequence[str] = (),
    misses: int = 0,
    asked: Optional[str] = None,
) -> List[EventType]:
    """Returns the events that keep what later turns refer back to."""
    events: List[EventType] = [SlotSet("language", turn.language)]
    if answer is not None:
        events += [
            SlotSet("needs", list(answer.needs)),
            SlotSet("role", answer.role),
        ]
        offered = [question.need for question in answer.next_questions]
    events += [
        SlotSet("offered", list(offered)),
        SlotSet("misses", misses),
        SlotSet("asked", asked),
    ]
    return events
