"""Whole conversations with the trained assistant, as described in `conversations/`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from werdegang.careers import LANGUAGES

FOLDER = Path(__file__).parent / "conversations"
CASES = [
    pytest.param(case, id=f"{file.parent.name}/{file.stem}: {case['name']}")
    for file in sorted(FOLDER.glob("*/*.yml"))
    for case in yaml.safe_load(file.read_text("utf-8"))
]
FACTS = [
    pytest.param(language, case, id=f"{language} {case['fact']}")
    for language in LANGUAGES
    for case in yaml.safe_load((FOLDER / f"facts.{language}.yml").read_text("utf-8"))
]

pytestmark = pytest.mark.model


@pytest.mark.parametrize("case", CASES)
def test_conversation(ask, case):
    for number, turn in enumerate(case["turns"], 1):
        reply = ask(turn["say"], case["name"], case.get("locale"))
        where = f"turn {number}, {turn['say'][:80]!r}"
        assert reply.replies, where
        assert reply.answer is not None, where
        for key in ("needs", "role", "outcome", "language"):
            if key in turn:
                assert reply.answer[key] == turn[key], (where, key)
        if "text" in turn:
            assert turn["text"] in " ".join(reply.replies), where
        if "facts" in turn:
            assert set(turn["facts"]) <= set(reply.answer["facts"]), where
        if "buttons" in turn:
            shown = [button["title"] for button in reply.buttons]
            assert set(turn["buttons"]) <= set(shown), where
        if "plan" in turn:
            assert bool(reply.plan) == turn["plan"], where
        if "intent" in turn:
            assert reply.intent == turn["intent"], where


@pytest.mark.parametrize(("language", "case"), FACTS)
def test_every_fact_is_reached_by_a_question(ask, language, case):
    reply = ask(case["say"], locale=language)
    assert case["fact"] in reply.answer["facts"]
    assert reply.answer["language"] == language


def test_every_fact_has_its_question_in_every_language(knowledge):
    for language in LANGUAGES:
        asked = {p.values[1]["fact"] for p in FACTS if p.values[0] == language}
        assert asked == set(knowledge.facts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_of_every_button_is_understood(ask, knowledge, language):
    for need in knowledge.needs.values():
        reply = ask(need.question.in_(language), locale=language)
        assert reply.answer["needs"] == [need.id] or reply.intent == need.id
        assert reply.answer["language"] == language
