"""The profile check: asking for a background, and comparing it with a role."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, List, Optional, Sequence, Tuple

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import knowledge
from actions.profile_joining import CORRECTING, joined
from actions.profile_past import said_before
from actions.profile_state import (
    CORRECTION,
    SUMMARY,
    Asked,
    Check,
    next_topic,
)
from actions.saying import (
    ASK_AGAIN,
    CHECK,
    bare_answer,
    hear,
    language_first,
    read,
    say_languages,
)
from actions.turn import Turn
from werdegang.careers import answer, compare, profile_text
from werdegang.careers.profile import Profile

NEED = "profile_check"
MOST_MISREAD = 2
"""After so many answers that could not be read, a question is left out."""


class CheckProfile(Action):
    """Opens the check, takes answers in, and ends with the comparison."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return CHECK

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Takes the message in and asks for what is missing."""
        turn = Turn.of(tracker)
        again = language_first(self.name(), tracker, turn)
        if again:
            return again
        if turn.check.open:
            return _answered(dispatcher, turn)
        return _opened(dispatcher, turn, tracker)


class AskAgain(Action):
    """Goes on with the check's question after something else was answered."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return ASK_AGAIN

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Asks what was asked last; this message has no machine-readable part."""
        turn = Turn.of(tracker)
        again = language_first(self.name(), tracker, turn)
        if again:
            return again
        asked = turn.check.asked
        if asked is None:
            return []
        if asked == SUMMARY:
            dispatcher.utter_message(response="utter_profile_summary_again")
            return []
        if asked != CORRECTION:
            asked = next_topic(turn.profile, turn.check, knowledge()) or SUMMARY
        _utter(dispatcher, turn, turn.profile, asked, answer_part=None)
        return [SlotSet("profile_check", turn.check.asking(asked).as_dict())]


def _opened(
    dispatcher: CollectingDispatcher, turn: Turn, tracker: Tracker
) -> List[EventType]:
    said = read(turn.text, turn.unknown)
    correcting = turn.intent == "change_profile" or bool(CORRECTING.match(turn.text))
    before = turn.profile
    if before == Profile():
        before = said_before(tracker, turn.check)
    profile = joined(before, said, knowledge(), correcting)
    check = replace(turn.check, role=_role(turn), skipped=_skipped(turn))
    others = [need for need in turn.needs if need != NEED]
    needs = list(dict.fromkeys(turn.needs or (NEED,)))
    if others:
        _answer_others(dispatcher, turn, others, needs)
    if turn.check.judged and said == Profile():
        return verdict(dispatcher, turn, profile, check)
    if not others:
        say_languages(dispatcher, turn)
    topic: Asked = next_topic(profile, check, knowledge()) or SUMMARY
    part = None if others else _clarifying(turn, check.role)
    if topic != SUMMARY and before == Profile():
        dispatcher.utter_message(response="utter_profile_begin")
    _utter(dispatcher, turn, profile, topic, part)
    return _kept(turn, profile, check.asking(topic))


def _answered(dispatcher: CollectingDispatcher, turn: Turn) -> List[EventType]:
    check, said = turn.check, hear(turn)
    check = replace(check, role=turn.role_aimed_at(knowledge()) or check.role)
    part = _clarifying(turn, check.role)
    say_languages(dispatcher, turn)
    if said.kind == "stop":
        dispatcher.utter_message(
            response="utter_profile_stopped",
            json_message={"answer": bare_answer("conversation", turn.language)},
        )
        return _kept(turn, turn.profile, check.asking(None))
    if said.kind == "confirm":
        return verdict(dispatcher, turn, said.profile, check)
    if said.kind == "correct":
        _utter(dispatcher, turn, said.profile, CORRECTION, part)
        return _kept(turn, said.profile, check.asking(CORRECTION))
    if said.kind == "skip":
        check = check.without(check.asked)
    if said.kind == "unread":
        return _misread(dispatcher, turn, check, part)
    following: Asked = next_topic(said.profile, check, knowledge()) or SUMMARY
    _utter(dispatcher, turn, said.profile, following, part)
    return _kept(turn, said.profile, check.asking(following))


def _misread(
    dispatcher: CollectingDispatcher, turn: Turn, check: Check, part: Dict[str, Any]
) -> List[EventType]:
    misread = check.misread + 1
    asked: Asked = check.asked or SUMMARY
    if misread >= MOST_MISREAD and asked not in (SUMMARY, CORRECTION):
        check = check.without(asked)
        asked = next_topic(turn.profile, check, knowledge()) or SUMMARY
        dispatcher.utter_message(response="utter_profile_left_out")
        _utter(dispatcher, turn, turn.profile, asked, part)
        return _kept(turn, turn.profile, check.asking(asked))
    dispatcher.utter_message(response="utter_profile_unread")
    _utter(dispatcher, turn, turn.profile, asked, part)
    return _kept(turn, turn.profile, replace(check, misread=misread))


def verdict(
    dispatcher: CollectingDispatcher, turn: Turn, profile: Profile, check: Check
) -> List[EventType]:
    """Compares a profile with the role, and remembers that it was."""
    comparison = compare(knowledge(), profile, check.role, turn.language)
    machine_readable = {
        "outcome": "answered" if comparison.rows else "not_in_sources",
        "language": turn.language,
        "needs": [NEED],
        "role": comparison.role,
        "facts": list(comparison.facts),
        "disagreement": comparison.disagreement,
        "sources": comparison.as_dict()["sources"],
    }
    dispatcher.utter_message(
        text=comparison.text,
        json_message={
            "answer": machine_readable,
            "comparison": comparison.as_dict(),
            "profile": profile.as_dict(),
        },
    )
    dispatcher.utter_message(response="utter_profile_next")
    judged = replace(check.asking(None), role=comparison.role, judged=True)
    return _kept(turn, profile, judged)


def _utter(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    profile: Profile,
    asked: Asked,
    answer_part: Optional[Dict[str, Any]],
) -> None:
    custom = {} if answer_part is None else {"answer": answer_part}
    dispatcher.utter_message(
        response=f"utter_profile_{asked}",
        json_message=custom or None,
        summary=profile_text(knowledge(), profile, turn.language),
    )


def _answer_others(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    others: Sequence[str],
    needs: Sequence[str],
) -> None:
    """Answers what else the message asks for, before the check begins."""
    known = [need for need in others if need in knowledge().needs]
    said = answer(knowledge(), known, turn.language)
    say_languages(dispatcher, turn)
    part = {**said.as_dict(), "needs": list(needs)}
    dispatcher.utter_message(text=said.text, json_message={"answer": part})


def _clarifying(turn: Turn, role: Optional[str]) -> Dict[str, Any]:
    part = bare_answer("clarify", turn.language)
    return {**part, "needs": [NEED], "role": role}


def _role(turn: Turn) -> str:
    """Returns the role to compare with: named, talked of, or the default."""
    remembered = turn.check.role or turn.memory.role
    if remembered not in knowledge().roles:
        remembered = None
    return turn.role_aimed_at(knowledge()) or remembered or knowledge().default_role


def _skipped(turn: Turn) -> Tuple[str, ...]:
    """Skipped questions are asked anew in a new check, but not after a verdict."""
    return turn.check.skipped if turn.check.judged else ()


def _kept(turn: Turn, profile: Profile, check: Check) -> List[EventType]:
    return [
        SlotSet("language", turn.language),
        SlotSet("profile", profile.as_dict()),
        SlotSet("profile_check", check.as_dict()),
        SlotSet("needs", [NEED]),
        SlotSet("role", check.role),
        SlotSet("offered", []),
        SlotSet("misses", 0),
        SlotSet("asked", None),
    ]
