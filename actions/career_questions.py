"""Questions that the careers module answers, and what follows on from them."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import knowledge
from actions.my_data import DELETE
from actions.saying import CHECK, form_first, language_first, remember, say_answer
from actions.turn import Turn, needs_of_follow_up, role_for
from werdegang.careers import Answer, answer, evidence, more


class AnswerNeeds(Action):
    """Answers every need that the message asks for."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return "action_answer"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Answers, or takes up what an elliptical message refers back to."""
        turn = Turn.of(tracker)
        for_check = form_first(turn)
        if for_check:
            return for_check
        again = turn.foreign and language_first(self.name(), tracker, turn)
        if again:
            return again
        follows_up = not turn.needs
        needs = turn.needs or needs_of_follow_up(turn, knowledge())
        if "profile_check" in needs:
            return [FollowupAction(CHECK)]
        return answered(dispatcher, turn, needs, follows_up)


class TakeUpOffer(Action):
    """Answers the first question that was offered, once the person says yes."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return "action_take_up_offer"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Answers the offered need; without one, asks what is wanted."""
        turn = Turn.of(tracker)
        for_check = form_first(turn)
        if for_check:
            return for_check
        if turn.memory.asked == DELETE:
            return [FollowupAction("action_delete_data")]
        if not turn.memory.offered:
            return [FollowupAction("action_converse")]
        if turn.memory.offered[0] == "profile_check":
            return [FollowupAction(CHECK)]
        return answered(dispatcher, turn, turn.memory.offered[:1], follows_up=True)


class TellMore(Action):
    """Says what else the sources hold on the last need."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return "action_tell_more"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Says more; without a last need, says what it knows about."""
        return _on_last_needs(self.name(), dispatcher, tracker, more)


class NameSource(Action):
    """Says where the last answer stands in the documents."""

    ends_turn = True

    def name(self) -> str:
        """Returns the action's name."""
        return "action_name_source"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: Dict[str, Any],
    ) -> List[EventType]:
        """Names document, section and paragraph; without a last need, the documents."""
        return _on_last_needs(self.name(), dispatcher, tracker, evidence)


def answered(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    needs: Sequence[str],
    follows_up: bool,
) -> List[EventType]:
    """Answers needs and remembers them; asks back where there are none."""
    known = [need for need in needs if need in knowledge().needs]
    if not known:
        return [FollowupAction("action_ask_back")]
    role = role_for(turn, knowledge(), known, follows_up)
    said = answer(knowledge(), known, turn.language, role)
    say_answer(dispatcher, turn, said)
    return remember(turn, said)


def _on_last_needs(
    action: str, dispatcher: CollectingDispatcher, tracker: Tracker, say: Any
) -> List[EventType]:
    turn = Turn.of(tracker)
    for_check = form_first(turn)
    if for_check:
        return for_check
    again = turn.foreign and language_first(action, tracker, turn)
    if again:
        return again
    needs = [need for need in turn.memory.needs if need in knowledge().needs]
    if not needs:
        return [FollowupAction("action_converse")]
    role = role_for(turn, knowledge(), needs, follows_up=True)
    said: Answer = say(knowledge(), needs, turn.language, role)
    say_answer(dispatcher, turn, said)
    return remember(turn, said)
