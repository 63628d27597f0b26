"""Turns that refer back: ellipses, offers taken up, more, and the source."""

from __future__ import annotations

import pytest


@pytest.fixture
def asked(talk):
    talk.ask("Welchen Abschluss brauche ich?", "degree_needed", language="de")
    return talk


@pytest.mark.parametrize(
    ("text", "entities", "need"),
    [
        ("und ohne?", [], "without_degree"),
        ("and without?", [], "without_degree"),
        ("und als Programmierer?", [("role", "programmer", "Programmierer")],
         "degree_needed"),
        ("Bachelor?", [("degree", "bachelor", "Bachelor")], "degree_needed"),
        ("und ein MBA?", [("degree", "mba", "MBA")], "advanced_degree"),
    ],
)  # fmt: skip
def test_an_ellipsis_is_completed(asked, text, entities, need):
    assert asked.ask(text, entities=entities).answer["needs"] == [need]


def test_a_degree_opens_its_own_question_behind_another_subject(talk):
    talk.ask("Welche Aufgaben hat man?", "duties", language="de")
    said = talk.ask("Bachelor?", entities=[("degree", "bachelor", "Bachelor")])
    assert said.answer["needs"] == ["degree_needed"]


def test_a_bare_role_asks_for_the_way_there(talk):
    named = [("role", "vice_president", "Vice President")]
    said = talk.ask("Vice President?", entities=named)
    assert said.answer["needs"] == ["how_to_become"]
    assert said.answer["role"] == "vice_president"


def test_a_follow_up_to_nothing_is_asked_back(talk):
    assert talk.ask("und dann?", language="de").answer["outcome"] == "clarify"


def test_an_offer_is_taken_up(asked, knowledge):
    offered = asked.slots["offered"]
    said = asked.turn("action_take_up_offer", "ja", "affirm")
    assert said.answer["needs"] == offered[:1]
    assert asked.slots["needs"] == offered[:1]
    assert asked.slots["offered"] != offered


def test_an_offer_of_the_greeting_is_taken_up(talk):
    said = talk.turn("action_converse", "hi", "greet", language="de")
    assert len(said.buttons) == 3
    taken = talk.turn("action_take_up_offer", "gern", "affirm", language="de")
    assert taken.answer["needs"] == ["how_to_become"]


def test_yes_to_nothing_asks_what_is_wanted(talk):
    said = talk.turn("action_take_up_offer", "ja", "affirm", language="de")
    assert said.responses == ["utter_affirm"]
    assert said.answer["outcome"] == "conversation"


def test_more_and_the_source_are_about_the_last_need(asked):
    more = asked.turn("action_tell_more", "mehr", "tell_me_more")
    assert more.answer["needs"] == ["degree_needed"]
    source = asked.turn("action_name_source", "woher?", "ask_source")
    assert source.answer["needs"] == ["degree_needed"]
    assert source.answer["sources"]
    assert more.text != source.text


@pytest.mark.parametrize(
    ("action", "intent"),
    [("action_tell_more", "tell_me_more"), ("action_name_source", "ask_source")],
)
def test_more_of_nothing_is_a_conversation(talk, action, intent):
    said = talk.turn(action, "mehr", intent, language="de")
    assert said.responses == [f"utter_{intent}"]
    assert said.answer["facts"] == []


def test_several_needs_are_remembered_together(talk):
    talk.ask("Abschluss und Gehalt?", "degree_needed", "salary", language="de")
    assert talk.slots["needs"] == ["degree_needed", "salary"]
    source = talk.turn("action_name_source", "woher?", "ask_source")
    assert source.answer["needs"] == ["degree_needed", "salary"]
