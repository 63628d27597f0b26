"""Which role a turn is about."""

from __future__ import annotations

import pytest

ACCOUNTANT = ("role", "accountant", "Buchhalterin")


@pytest.mark.parametrize(
    "text",
    [
        "Welche Fähigkeiten braucht eine Buchhalterin?",
        "Was brauche ich als Buchhalterin?",
        "ich möchte Buchhalterin werden, was muss ich können?",
    ],
)
def test_a_role_asked_about_is_the_role(talk, text):
    said = talk.ask(text, "skills", entities=[ACCOUNTANT], language="de")
    assert said.answer["role"] == "accountant"


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin Buchhalterin, was muss ich können?",
        "ich war zehn Jahre lang gelernte Buchhalterin, was nun?",
        "Ich arbeite als Buchhalterin und will leiten",
        "Ich komme aus der Buchhalterin-Ecke",
        "bisher Buchhalterin, welche Fähigkeiten zählen?",
        "nicht als Buchhalterin, welche Fähigkeiten zählen?",
        "keine Buchhalterin, sondern die Leitung",
    ],
)
def test_background_and_negated_roles_are_not(talk, text):
    said = talk.ask(text, "skills", entities=[ACCOUNTANT], language="de")
    assert said.answer["role"] == "back_office_manager"


@pytest.mark.parametrize(
    "text",
    ["I am an accountant, which skills count?", "I worked as an accountant", "not an "
     "accountant, please"],
)  # fmt: skip
def test_background_and_negated_roles_in_english(talk, text):
    named = [("role", "accountant", "accountant")]
    said = talk.ask(text, "skills", entities=named, language="en")
    assert said.answer["role"] == "back_office_manager"


def test_a_target_beside_the_background_is_the_role(talk):
    text = "Ich bin Buchhalterin und möchte Programmiererin werden, was brauche ich?"
    named = [ACCOUNTANT, ("role", "programmer", "Programmiererin")]
    said = talk.ask(text, "degree_needed", entities=named, language="de")
    assert said.answer["role"] == "programmer"


def test_the_role_of_a_career_change_is_where_it_starts(talk):
    text = "Kann man von der Buchhalterin in die Leitung wechseln?"
    said = talk.ask(text, "career_change", entities=[ACCOUNTANT], language="de")
    assert said.answer["role"] == "back_office_manager"


def test_a_follow_up_keeps_the_role_and_a_new_one_replaces_it(talk):
    programmer = [("role", "programmer", "Programmierer")]
    text = "Welchen Abschluss brauchen Programmierer?"
    talk.ask(text, "degree_needed", entities=programmer, language="de")
    bare = [("degree", "bachelor", "Bachelor")]
    assert talk.ask("und Bachelor?", entities=bare).answer["role"] == "programmer"
    said = talk.ask("und als Buchhalterin?", entities=[ACCOUNTANT])
    assert said.answer["role"] == "accountant"
    assert said.answer["needs"] == ["degree_needed"]


def test_a_new_question_leaves_a_role_that_nothing_is_known_of(talk, knowledge):
    need = next(
        need.id
        for need in knowledge.needs.values()
        if not (need.silent or need.role_is_background)
        and not knowledge.knows(need.id, "programmer")
    )
    talk.slots.update(role="programmer", needs=["degree_needed"])
    said = talk.ask(knowledge.needs[need].question.de, need, language="de")
    assert said.answer["role"] == "back_office_manager"


def test_a_remembered_role_that_is_gone_is_forgotten(talk):
    talk.slots.update(role="astronaut", needs=["skills"])
    said = talk.ask("und was noch?", "skills", language="de")
    assert said.answer["role"] == "back_office_manager"
