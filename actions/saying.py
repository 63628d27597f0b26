"""Uttering a reply with its machine-readable part, and remembering the turn."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, List, Optional, Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import forms, knowledge, present_year
from actions.profile_said import Heard, heard
from actions.turn import Turn
from werdegang.careers import Answer, Language, Question
from werdegang.careers.profile import Profile
from werdegang.understanding.background import Lists, fields_named, read_background

CHECK, ASK_AGAIN = "action_profile_check", "action_ask_again"
ENDING = frozenset(("goodbye", "distress"))
"""Intents after which the profile check asks nothing more."""
NOT_PRESSED = frozenset(("delete_my_data",))
"""Intents after which another question is waited for."""


def buttons(questions: Sequence[Question]) -> List[Dict[str, str]]:
    """Returns buttons that send what they say."""
    return [{"title": q.text, "payload": q.text} for q in questions]


def say_answer(dispatcher: CollectingDispatcher, turn: Turn, answer: Answer) -> None:
    """Utters an answer of the careers module, with what to ask next."""
    say_languages(dispatcher, turn)
    dispatcher.utter_message(
        text=answer.text,
        buttons=[] if turn.check.open else buttons(answer.next_questions),
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
        buttons=[] if turn.check.open else buttons(questions),
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
    if turn.check.open:
        events += _check_goes_on(turn)
    return events


def form_first(turn: Turn) -> Optional[List[EventType]]:
    """Returns what hands a message to the profile check, if it is for it."""
    if not turn.check.open or turn.memory.asked is not None:
        return None
    return None if hear(turn).kind == "aside" else [FollowupAction(CHECK)]


def hear(turn: Turn) -> Heard:
    """Returns what the message is to the question of the profile check."""
    said = read(turn.text, turn.unknown)
    fields = fields_named(turn.text, forms(), turn.unknown)
    return heard(
        turn.check,
        turn.profile,
        said,
        turn.text,
        turn.intent,
        turn.needs,
        fields,
        knowledge(),
    )


def read(text: str, unknown: Sequence[str]) -> Profile:
    """Returns what a message says of the person."""
    return _read(text, tuple(unknown), present_year(), forms())


@lru_cache(maxsize=1)
def _read(text: str, unknown: Sequence[str], year: int, lists: Lists) -> Profile:
    """Reads a message once, which several actions of its turn ask for."""
    return read_background(text, knowledge(), lists, year, unknown)


def _check_goes_on(turn: Turn) -> List[EventType]:
    """Returns what goes on with the check once a message in between was answered."""
    if turn.intent in ENDING:
        return [SlotSet("profile_check", turn.check.asking(None).as_dict())]
    events: List[EventType] = []
    kept = hear(turn).profile
    if kept != turn.profile:
        events.append(SlotSet("profile", kept.as_dict()))
    if turn.memory.asked is None and turn.intent not in NOT_PRESSED:
        events.append(FollowupAction(ASK_AGAIN))
    return events
