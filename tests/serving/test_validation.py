"""Results of actions are judged as Rasa judges them, by one validator."""

from __future__ import annotations

from importlib.util import find_spec, module_from_spec

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from werdegang.serving import validation
from werdegang.serving.validation import RasaChanged, validate_results_once_built

RESULTS = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "role", "value": None}], "responses": []},
    {"events": [], "responses": [{"text": "Hallo", "custom": {}, "buttons": []}]},
    {"responses": []},
    {"events": []},
    {},
    [],
    "text",
    None,
    {"events": "none", "responses": []},
    {"events": [{"name": "role"}], "responses": []},
    {"events": [7], "responses": []},
    {"events": [], "responses": "none"},
    {"events": [], "responses": ["Hallo"]},
]


def is_valid(action: RemoteAction, result) -> bool:
    try:
        return action._validate_action_result(result)
    except ValidationError:
        return False


@pytest.fixture
def stock(monkeypatch):
    """Puts Rasa's own method back, which an earlier test may have replaced."""
    spec = find_spec(RemoteAction.__module__)
    unchanged = module_from_spec(spec)
    spec.loader.exec_module(unchanged)
    method = getattr(unchanged.RemoteAction, validation.REPLACED)
    monkeypatch.setattr(RemoteAction, validation.REPLACED, method)


def test_the_verdict_is_that_of_rasa(stock):
    action = RemoteAction("action_answer", None)
    before = [is_valid(action, result) for result in RESULTS]
    validate_results_once_built()
    assert [is_valid(action, result) for result in RESULTS] == before
    assert True in before
    assert False in before


def test_the_validator_is_built_once(stock, monkeypatch):
    validate_results_once_built()
    action = RemoteAction("action_answer", None)
    action._validate_action_result(RESULTS[0])
    monkeypatch.setattr(RemoteAction, "action_response_format_spec", None)
    assert action._validate_action_result(RESULTS[1])


def test_replacing_twice_is_the_same(stock):
    validate_results_once_built()
    validate_results_once_built()
    assert RemoteAction("a", None)._validate_action_result(RESULTS[0])


def test_it_is_said_where_the_method_is_gone(stock, monkeypatch):
    monkeypatch.delattr(RemoteAction, validation.REPLACED)
    with pytest.raises(RasaChanged, match=validation.REPLACED):
        validate_results_once_built()


def test_it_is_said_where_the_method_takes_something_else(stock, monkeypatch):
    monkeypatch.setattr(RemoteAction, validation.REPLACED, lambda self, a, b: True)
    with pytest.raises(RasaChanged, match="validation.py"):
        validate_results_once_built()
