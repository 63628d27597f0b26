"""Actions answer with a pipeline that names intents only, as Rasa's own does."""

from __future__ import annotations

import pytest

from actions.turn import needs_read


@pytest.mark.parametrize(
    ("message", "needs"),
    [
        ({"needs": ["skills", "duties"]}, ("skills", "duties")),
        ({"needs": []}, ()),
        ({"needs": None}, ()),
        ({}, ("degree_needed",)),
    ],
)
def test_the_intent_stands_for_the_need_where_none_are_named(message, needs):
    assert needs_read(message, "degree_needed") == needs


def test_the_answer_is_the_same(talk):
    asked = "Welchen Abschluss brauche ich?"
    plain = {"text": asked, "intent": {"name": "degree_needed"}}
    told = talk.tell("action_answer", plain).answer
    assert told["facts"]
    assert told == talk.ask(asked, "degree_needed").answer


def test_what_is_no_need_is_asked_back(talk):
    plain = {"text": "Ja", "intent": {"name": "affirm"}}
    assert talk.tell("action_answer", plain).answer["outcome"] == "clarify"
