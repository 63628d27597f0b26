"""Components run directly give what Rasa's own runner gives."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from werdegang.serving.graph import DirectGraphRunner


class Adding(GraphComponent):
    """Adds what comes in, and counts how often it was asked."""

    def __init__(self, more: int) -> None:
        self.more = more
        self.calls = 0

    @classmethod
    def create(cls, config: dict[str, Any], **_: Any) -> Adding:
        return cls(config["more"])

    def add(self, **given: int) -> int:
        self.calls += 1
        return sum(given.values()) + self.more

    def fail(self, **given: int) -> int:
        raise KeyError("gone")


def node(more: int, fn: str = "add", target: bool = False, **needs: str) -> SchemaNode:
    return SchemaNode(needs, Adding, "create", fn, {"more": more}, True, target)


SCHEMA = GraphSchema(
    {
        "last": node(100, target=True, one="left", two="right"),
        "left": node(1, given="first"),
        "right": node(10, given="first", two="number"),
        "first": node(0, given="number"),
        "unused": node(1000, given="first"),
        "failing": node(0, fn="fail", given="first"),
    }
)


@pytest.fixture
def stock() -> DaskGraphRunner:
    return DaskGraphRunner.create(SCHEMA, None, ExecutionContext(SCHEMA))


@pytest.mark.parametrize("number", [0, 7])
@pytest.mark.parametrize("targets", [None, ["last"], ["right", "left"], ["unused"]])
def test_the_results_are_those_of_rasa(stock, number, targets):
    ours = DirectGraphRunner.taking_over(stock)
    for _ in range(2):
        found = ours.run({"number": number}, targets)
        assert found == stock.run({"number": number}, targets)


def test_only_what_is_needed_runs_and_each_once(stock):
    ours = DirectGraphRunner.taking_over(stock)
    ours.run({"number": 1}, ["last"])
    calls = {n: node._component.calls for n, node in stock._instantiated_nodes.items()}
    assert calls.pop("unused") == calls.pop("failing") == 0
    assert set(calls.values()) == {1}


def test_what_is_missing_is_said_as_rasa_says_it(stock):
    ours = DirectGraphRunner.taking_over(stock)
    with pytest.raises(GraphRunError, match="number"):
        ours.run({}, ["last"])
    with pytest.raises(GraphRunError, match="number"):
        stock.run({}, ["last"])


def test_a_component_that_fails_is_named(stock):
    with pytest.raises(GraphComponentException, match="failing"):
        DirectGraphRunner.taking_over(stock).run({"number": 1}, ["failing"])


def test_it_can_be_created_like_any_runner():
    runner = DirectGraphRunner.create(SCHEMA, None, ExecutionContext(SCHEMA))
    assert runner.run({"number": 1}) == {"last": 1 + 1 + 1 + 1 + 10 + 100}


@pytest.mark.model
async def test_a_message_is_read_as_by_rasa(trained_model):
    from rasa.core.agent import load_agent

    agent = await load_agent(model_path=str(trained_model))
    texts = ["Welchen Abschluss brauche ich?", "and without a degree? what's the pay"]
    before = [await agent.parse_message(text) for text in texts]
    agent.processor.graph_runner = DirectGraphRunner.taking_over(
        agent.processor.graph_runner
    )
    after = [await agent.parse_message(text) for text in texts]
    assert json.dumps(after) == json.dumps(before)
