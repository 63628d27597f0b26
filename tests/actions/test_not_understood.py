"""Asking back once, then naming topics and a person to turn to."""

from __future__ import annotations

import pytest

LIKELY = ("degree_needed", "skills", "salary", "duties")


def test_it_asks_back_once_with_the_likeliest_questions(talk, contact, knowledge):
    said = talk.miss("dings da", *LIKELY, language="de")
    assert said.responses == ["utter_ask_back"]
    assert said.answer["outcome"] == "clarify"
    assert said.buttons == [knowledge.needs[n].question.de for n in LIKELY[:3]]
    again = talk.miss("na dings", *LIKELY, language="de")
    assert again.responses == ["utter_topics"]
    assert again.answer["outcome"] == "clarify"
    assert len(again.buttons) == 3


def test_yes_to_what_was_asked_back_is_the_first_of_it(talk):
    talk.miss("dings da", *LIKELY, language="de")
    said = talk.turn("action_take_up_offer", "ja", "affirm")
    assert said.answer["needs"] == ["degree_needed"]


def test_an_understood_question_starts_the_count_anew(talk, contact):
    talk.miss("dings da", *LIKELY, language="de")
    talk.ask("Welche Fähigkeiten?", "skills", language="de")
    assert talk.miss("hm", *LIKELY).responses == ["utter_ask_back"]


@pytest.mark.parametrize("ranking", [(), ("greet", "thank"), ("skills",)])
def test_without_likely_questions_topics_are_named_at_once(talk, contact, ranking):
    assert talk.miss("asdf", *ranking).responses == ["utter_topics"]


def test_the_contact_that_was_set_is_named(talk, contact):
    contact("Frau Muster, Zimmer 3")
    said = talk.miss("asdf")
    assert said.responses == ["utter_topics_and_contact"]
    assert said.messages[-1]["contact"] == "Frau Muster, Zimmer 3"


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_person_can_be_asked_for(talk, contact, language):
    contact("beratung@example.org")
    said = talk.turn("action_converse", "Mensch?", "human_contact", language=language)
    assert said.responses == ["utter_human_contact"]
    assert said.messages[-1]["contact"] == "beratung@example.org"


def test_without_a_contact_none_is_promised(talk, contact):
    said = talk.turn("action_converse", "Mensch?", "human_contact", language="de")
    assert said.responses == ["utter_no_human_contact"]


def test_buttons_are_in_the_language_of_the_turn(talk, knowledge):
    said = talk.miss("thing", *LIKELY, language="en")
    assert said.buttons[0] == knowledge.needs["degree_needed"].question.en
