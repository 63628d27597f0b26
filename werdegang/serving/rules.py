"""Rasa's rules, of which a prediction tries only those that may hold.

Rasa tries all of them for each prediction, and once more for rules on the very words of
a message, which is a tenth of a turn's time.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Dict, List, Optional, Set, Tuple

from rasa.core.agent import Agent
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    PREVIOUS_ACTION,
    SHOULD_NOT_BE_SET,
    USER,
)
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

from werdegang.serving.graph import DirectGraphRunner

Lookup = Dict[str, str]
Last = Tuple[Optional[str], Optional[str]]
"""The intent and the action before it that a rule ends with, if it asks for them."""
Found = Tuple[Optional[str], Optional[str], bool]


class IndexedRulePolicy(RulePolicy):
    """Predicts what `RulePolicy` does, in whose place it is put when a model is loaded.

    It is not named in `config.yml`, as Rasa looks for `RulePolicy` itself there.
    """

    _by_last: Dict[Last, Lookup]

    @classmethod
    def taking_over(cls, policy: RulePolicy) -> IndexedRulePolicy:
        """Returns a policy that has all of a trained one, and an index of its rules."""
        indexed = cls.__new__(cls)
        indexed.__dict__.update(policy.__dict__)
        index: Dict[Last, Lookup] = defaultdict(dict)
        for key, action in policy.lookup.get(RULES, {}).items():
            index[last_of(policy._rule_key_to_state(key)[-1])][key] = action
        indexed._by_last = dict(index)
        return indexed

    def _get_possible_keys(self, lookup: Lookup, states: List[State]) -> Set[str]:
        """Finds rules that hold, among those that the last state does not exclude.

        Rasa lets every rule hold that begins a conversation where one begins, so that
        nothing is excluded there.
        """
        begun = bool(states) and bool(states[-1].get(PREVIOUS_ACTION))
        if lookup is self.lookup.get(RULES) and begun:
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
                found.update(self._by_last.get((intent, action), {}))
        return found


def index_rules(agent: Agent) -> None:
    """Has an agent whose model runs directly try only the rules that may hold."""
    runner = agent.processor.graph_runner if agent.processor else None
    if isinstance(runner, DirectGraphRunner):
        runner.exchange(RulePolicy, IndexedRulePolicy.taking_over)


def last_of(state: State) -> Last:
    """Returns the intent of a state and the action before it."""
    return _asked(state, USER, INTENT), _asked(state, PREVIOUS_ACTION, ACTION_NAME)


def _asked(state: State, part: str, name: str) -> Optional[str]:
    found = (state.get(part) or {}).get(name)
    return str(found) if found and found != SHOULD_NOT_BE_SET else None
