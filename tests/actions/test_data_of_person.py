"""Deleting and exporting the conversation, and what every turn carries."""

from __future__ import annotations

import json

import pytest

TURNS = [
    ("action_answer", "salary", {"needs": ("salary",)}),
    ("action_answer", "skills", {"needs": ("skills", "duties")}),
    ("action_answer", "follow_up", {}),
    ("action_take_up_offer", "affirm", {}),
    ("action_tell_more", "tell_me_more", {}),
    ("action_name_source", "ask_source", {}),
    ("action_converse", "greet", {}),
    ("action_converse", "out_of_scope", {}),
    ("action_converse", "human_contact", {}),
    ("action_converse", "change_language", {}),
    ("action_converse", "too_long", {}),
    ("action_ask_back", "nlu_fallback", {"ranking": ["skills", "duties"]}),
    ("action_ask_back", "nlu_fallback", {}),
    ("action_delete_data", "delete_my_data", {}),
    ("action_export_data", "export_my_data", {}),
    ("action_profile_check", "profile_check", {"needs": ("profile_check",)}),
    ("action_my_profile", "my_profile", {}),
    ("action_forget_profile", "forget_profile", {}),
    ("action_my_plan", "my_plan", {}),
    ("action_compare_roles", "compare_roles", {}),
]
KEYS = {
    "outcome",
    "language",
    "needs",
    "role",
    "facts",
    "disagreement",
    "sources",
}


@pytest.mark.parametrize("language", ["de", "en", "other", None])
@pytest.mark.parametrize("begun", [False, True], ids=["first turn", "later"])
@pytest.mark.parametrize(("action", "intent", "read"), TURNS)
def test_every_turn_has_one_machine_readable_part(
    talk, action, intent, read, begun, language
):
    if begun:
        talk.ask("Welchen Abschluss brauche ich?", "degree_needed", language="de")
    said = talk.turn(action, "text", intent, language=language, **read)
    carrying = [m for m in said.messages if m["custom"]]
    assert len(carrying) == 1
    assert set(said.answer) == KEYS
    assert said.answer["language"] in ("de", "en")
    assert json.loads(json.dumps(said.answer)) == said.answer


def test_every_action_of_the_domain_exists_and_is_tried_here(actions):
    own = {name for name in actions if not name.startswith("action_default")}
    own.remove("action_ask_again")  # only ever follows on from another
    assert {action for action, _intent, _read in TURNS} == own


def test_deleting_waits_for_a_yes(talk):
    said = talk.turn("action_delete_data", "lösch alles", "delete_my_data")
    assert said.responses == ["utter_ask_delete"]
    assert "deleting" not in talk.slots
    said = talk.turn("action_take_up_offer", "ja", "affirm")
    assert said.responses == ["utter_deleted"]
    assert talk.slots["deleting"] is True


def test_anything_but_a_yes_deletes_nothing(talk):
    talk.turn("action_delete_data", "lösch alles", "delete_my_data")
    talk.turn("action_converse", "nein", "deny")
    talk.turn("action_take_up_offer", "ja", "affirm")
    talk.turn("action_delete_data", "lösch alles", "delete_my_data")
    talk.turn("action_delete_data", "lösch alles", "delete_my_data")
    assert "deleting" not in talk.slots


@pytest.mark.parametrize("action", [turn[0] for turn in TURNS[:11]])
def test_nothing_else_erases(talk, action):
    talk.turn(action, "hallo", "greet", needs=("skills",), language="de")
    assert "deleting" not in talk.slots


def test_export_shows_messages_and_what_was_remembered(talk):
    talk.ask("Welchen Abschluss brauche ich?", "degree_needed", language="de")
    said = talk.turn("action_export_data", "meine Daten", "export_my_data")
    shown = json.loads(said.messages[-1]["data"])
    assert [m["who"] for m in shown["messages"]] == ["user", "bot", "user"]
    assert shown["messages"][0]["text"] == "Welchen Abschluss brauche ich?"
    assert shown["remembered"]["needs"] == ["degree_needed"]
    assert shown["remembered"]["language"] == "de"


def test_an_answer_carries_what_it_states(talk, knowledge):
    said = talk.ask("Welchen Abschluss brauche ich?", "degree_needed", language="de")
    assert set(said.answer["facts"]) <= set(knowledge.facts)
    assert said.answer["disagreement"] is True
    assert "[1]" in said.text
    assert said.text.splitlines()[-2] == ""
    for source in said.answer["sources"]:
        assert source["title"] in said.text
