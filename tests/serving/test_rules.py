"""The indexed rules predict what Rasa's own policy predicts."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.training import load_data as trackers_of
from rasa.core.utils import AvailableEndpoints
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    LoopInterrupted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from werdegang.serving.loading import agent_without_model, load_model
from werdegang.serving.model import path_of_model
from werdegang.serving.rules import IndexedRulePolicy
from werdegang.settings import Settings

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [greet, ask, why, stop, nlu_fallback]
slots:
  role: {type: text, influence_conversation: true, mappings: [{type: custom}]}
forms:
  asking: {required_slots: []}
actions: [say_hello, say_first, say_answer, say_role, say_why, say_stop, say_more]
"""
)
RULES = """
version: "3.1"
rules:
- rule: at the beginning
  conversation_start: true
  steps: [{intent: greet}, {action: say_first}]
- rule: a question
  steps: [{intent: ask}, {action: say_answer}]
- rule: a question about a role
  condition: [{slot_was_set: [{role: true}]}]
  steps: [{intent: ask}, {action: say_role}]
- rule: two actions
  steps: [{intent: why}, {action: say_why}, {action: say_more}]
- rule: a form
  steps: [{intent: nlu_fallback}, {action: asking}, {active_loop: asking}]
- rule: after the form
  condition: [{active_loop: asking}]
  steps: [{action: asking}, {active_loop: null}, {action: say_more}]
- rule: out of the form
  condition: [{active_loop: asking}]
  steps: [{intent: stop}, {action: say_stop}, {action: asking}, {active_loop: asking}]
"""
ON_INTENTS = """
version: "3.1"
rules:
- rule: a greeting
  steps: [{intent: greet}, {action: say_hello}]
- rule: a question
  steps: [{intent: ask}, {action: say_answer}]
- rule: two actions
  steps: [{intent: why}, {action: say_why}, {action: say_more}]
"""
ON_WORDS = """
- rule: on words
  steps: [{user: "good day"}, {action: say_hello}]
"""
CONFIG: Dict[str, Any] = {
    **RulePolicy.get_default_config(),
    "check_for_contradictions": False,
}
INTENTS = ("greet", "ask", "why", "stop", "nlu_fallback", None)
ACTIONS = ("say_hello", "say_answer", "say_why", "say_more", "asking")


def both(folder: Path, rules: str) -> Tuple[RulePolicy, IndexedRulePolicy]:
    """Returns Rasa's policy and ours, loaded from the same training."""
    (folder / "rules.yml").write_text(rules)
    storage = LocalModelStorage(folder)
    resource = Resource("rules")
    context = ExecutionContext(GraphSchema({}))
    trained = RulePolicy(dict(CONFIG), storage, resource, context)
    trackers = trackers_of(str(folder / "rules.yml"), DOMAIN)
    trained.train(trackers, DOMAIN)  # type: ignore[arg-type]
    stock, other = (
        RulePolicy.load(dict(CONFIG), storage, resource, context) for _ in range(2)
    )
    return stock, IndexedRulePolicy.taking_over(other)  # type: ignore[arg-type]


def events() -> Iterator[Event]:
    """Yields what may happen in a conversation, at random."""
    while True:
        kind = random.randrange(8)
        if kind == 0:
            yield SlotSet("role", random.choice(["analyst", None]))
        elif kind == 1:
            yield ActiveLoop(random.choice(["asking", None]))
        elif kind == 2:
            yield random.choice([LoopInterrupted(True), LoopInterrupted(False)])
        elif kind == 3:
            yield ActionExecutionRejected("asking")
        elif kind < 6:
            yield ActionExecuted(random.choice(ACTIONS))
        else:
            intent = {"name": random.choice(INTENTS), "confidence": 1.0}
            yield ActionExecuted("action_listen")
            yield UserUttered(random.choice(["good day", "well"]), intent)


def prediction(policy: RulePolicy, happened: List[Event]) -> Tuple[Any, ...]:
    tracker = DialogueStateTracker.from_events("x", happened, DOMAIN.slots)
    found = policy.predict_action_probabilities(tracker, DOMAIN)
    return (
        found.probabilities,
        [event.as_dict() for event in found.events],
        found.is_end_to_end_prediction,
        found.is_no_user_prediction,
        found.hide_rule_turn,
    )


@pytest.mark.parametrize("rules", [RULES, RULES + ON_WORDS])
def test_predictions_are_those_of_rasa(tmp_path: Path, rules: str) -> None:
    random.seed(1)
    stock, ours = both(tmp_path, rules)
    predicted = set()
    for _conversation in range(150):
        happened: List[Event] = []
        source = events()
        for _event in range(random.randrange(12)):
            happened.append(next(source))
            expected = prediction(stock, happened)
            assert prediction(ours, happened) == expected, happened
            predicted.add(str(expected))
    assert len(predicted) > 8


def test_few_rules_are_tried_and_words_only_where_rules_are_on_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: List[int] = []
    plain = RulePolicy._get_possible_keys

    def counted(self: RulePolicy, lookup: Dict[str, str], states: Any) -> Any:
        tried.append(len(lookup))
        return plain(self, lookup, states)

    monkeypatch.setattr(RulePolicy, "_get_possible_keys", counted)
    said = UserUttered("well", {"name": "why", "confidence": 1.0})
    happened = [ActionExecuted("action_listen"), said]
    for rules, expected in ((ON_INTENTS, [1]), (ON_INTENTS + ON_WORDS, [1, 2])):
        stock, ours = both(tmp_path, rules)
        tried.clear()
        prediction(ours, happened)
        assert sorted(tried) == expected
        tried.clear()
        prediction(stock, happened)
        assert len(tried) == 2 and min(tried) >= 6


@pytest.mark.model
async def test_a_model_that_is_loaded_has_the_index() -> None:
    settings = Settings.from_environment()
    agent = await agent_without_model(AvailableEndpoints())
    load_model(agent, path_of_model(settings))
    runner = agent.processor.graph_runner
    kinds = [type(node._component) for node in runner._nodes.values()]
    assert IndexedRulePolicy in kinds and RulePolicy not in kinds
