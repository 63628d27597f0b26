"""The person's profile: shown, forgotten, compared with all roles, handed over."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import knowledge
from actions.profile_past import messages_so_far, said_before
from actions.profile_state import Check
from actions.saying import CHECK, bare_answer, language_first, remember
from actions.turn import Turn
from werdegang.careers import compare_roles, profile_text
from werdegang.careers.profile import Profile


def profile_of(turn: Turn, tracker: Tracker) -> Profile:
    """Returns the profile kept, or what earlier messages say."""
    if turn.profile != Profile():
        return turn.profile
    return said_before(tracker, turn.check)


class ShowProfile(Action):
    """Says what is known of the person."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return "action_my_profile"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Shows the profile, or says that there is none."""
        turn = Turn.of(tracker)
        again = language_first(self.name(), tracker, turn)
        if again:
            return again
        profile = profile_of(turn, tracker)
        known = profile != Profile()
        dispatcher.utter_message(
            response="utter_profile_known" if known else "utter_profile_empty",
            json_message={
                "answer": bare_answer("conversation", turn.language),
                "profile": profile.as_dict(),
            },
            summary=profile_text(knowledge(), profile, turn.language),
        )
        return remember(turn)


class ForgetProfile(Action):
    """Deletes the profile; the conversation stays."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return "action_forget_profile"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Forgets it, and does not read earlier messages for it again."""
        turn = Turn.of(tracker)
        again = language_first(self.name(), tracker, turn)
        if again:
            return again
        dispatcher.utter_message(
            response="utter_profile_forgotten",
            json_message={"answer": bare_answer("conversation", turn.language)},
        )
        fresh = Check(heard_from=messages_so_far(tracker))
        return [
            SlotSet("language", turn.language),
            SlotSet("profile", None),
            SlotSet("profile_check", fresh.as_dict()),
            SlotSet("needs", []),
            SlotSet("offered", []),
            SlotSet("misses", 0),
            SlotSet("asked", None),
        ]


class HandOverPlan(Action):
    """Hands over the plan as a file, which the channel makes."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return "action_my_plan"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Says that the plan is there; without a background, asks for it first."""
        turn = Turn.of(tracker)
        again = language_first(self.name(), tracker, turn)
        if again:
            return again
        profile = profile_of(turn, tracker)
        if profile == Profile():
            return [FollowupAction(CHECK)]
        role = turn.role_aimed_at(knowledge()) or turn.check.role
        role = role if role in knowledge().roles else knowledge().default_role
        dispatcher.utter_message(
            response="utter_profile_plan",
            json_message={
                "answer": {
                    **bare_answer("conversation", turn.language),
                    "role": role,
                },
                "plan": {
                    "profile": profile.as_dict(),
                    "role": role,
                    "language": turn.language,
                },
            },
        )
        return [*remember(turn), SlotSet("needs", list(turn.memory.needs))]


class CompareRoles(Action):
    """Says for which roles the person brings most of what is asked."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return "action_compare_roles"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Compares with every role; without a background, asks for it first."""
        turn = Turn.of(tracker)
        again = language_first(self.name(), tracker, turn)
        if again:
            return again
        profile = profile_of(turn, tracker)
        if profile == Profile():
            return [FollowupAction(CHECK)]
        comparison = compare_roles(knowledge(), profile, turn.language)
        dispatcher.utter_message(
            text=comparison.text,
            json_message={
                "answer": {
                    **bare_answer("answered", turn.language),
                    "needs": ["profile_check"],
                    "facts": list(comparison.facts),
                },
                "roles": comparison.as_dict(),
            },
        )
        return [*remember(turn), SlotSet("needs", ["profile_check"])]
