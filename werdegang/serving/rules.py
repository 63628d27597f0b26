"""Rasa's rules, of which a prediction tries only those that may hold.

Rasa tries all of them for each prediction, and once more for rules on the very words of
a message, which are 1.3 of about 11 ms a turn.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Dict, List, Optional, Set, Tuple

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    PREVIOUS_ACTION,
    SHOULD_NOT_BE_SET,
    USER,
)
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

Lookup = Dict[str, str]
Last = Tuple[Optional[str], Optional[str]]
"""The intent and the action before it that a rule ends with, if it asks for them."""
Found = Tuple[Optional[str], Optional[str], bool]


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class IndexedRulePolicy(RulePolicy):
    """Predicts what `RulePolicy` does; trained and stored as that is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_last: Optional[Dict[Last, Lookup]] = None

    @classmethod
    def load(cls, *args: Any, **kwargs: Any) -> IndexedRulePolicy:
        """Loads a trained policy; what training still changes is not indexed."""
        policy = super().load(*args, **kwargs)
        assert isinstance(policy, cls)
        index: Dict[Last, Lookup] = defaultdict(dict)
        for key, action in policy.lookup.get(RULES, {}).items():
            index[last_of(policy._rule_key_to_state(key)[-1])][key] = action
        policy._by_last = dict(index)
        return policy

    def _get_possible_keys(self, lookup: Lookup, states: List[State]) -> Set[str]:
        """Finds rules that hold, among those that the last state does not exclude.

        Rasa lets every rule hold that begins a conversation where one begins, so that
        nothing is excluded there.
        """
        begun = bool(states) and bool(states[-1].get(PREVIOUS_ACTION))
        if self._by_last is not None and lookup is self.lookup.get(RULES) and begun:
            intent, action = last_of(states[-1])
            lookup = self._ending_with({intent, None}, {action, None})
        return super()._get_possible_keys(lookup, states)

    def _find_action_from_rules(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool,
    ) -> Found:
        """Finds an action, not looking for rules on words where there are none."""
        if (
            use_text_for_last_user_input
            and self._by_last is not None
            and tracker.active_loop_name is None
            and not self._ending_with({None}, {ACTION_LISTEN_NAME, None})
        ):
            return None, None, False
        return super()._find_action_from_rules(
            tracker, domain, use_text_for_last_user_input
        )

    def _ending_with(
        self, intents: Set[Optional[str]], actions: Set[Optional[str]]
    ) -> Lookup:
        found: Lookup = {}
        for intent in intents:
            for action in actions:
                found.update((self._by_last or {}).get((intent, action), {}))
        return found


def last_of(state: State) -> Last:
    """Returns the intent of a state and the action before it."""
    return _asked(state, USER, INTENT), _asked(state, PREVIOUS_ACTION, ACTION_NAME)


def _asked(state: State, part: str, name: str) -> Optional[str]:
    found = (state.get(part) or {}).get(name)
    return str(found) if found and found != SHOULD_NOT_BE_SET else None
