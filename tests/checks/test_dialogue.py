"""Domains and rules in which something is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from werdegang.checks.dialogue import dialogue_problems, intents_of


@pytest.fixture
def files(tmp_path, knowledge):
    """A domain and rules that are in order."""
    domain = {
        "intents": ["greet", *knowledge.needs],
        "responses": {"utter_greet": [text("de"), text("en")]},
    }
    rules = {
        "rules": [
            {"rule": intent, "steps": [{"intent": intent}, {"action": "action_answer"}]}
            for intent in domain["intents"]
        ]
    }

    def problems() -> list:
        places = Path(tmp_path / "domain.yml"), Path(tmp_path / "rules.yml")
        for place, content in zip(places, (domain, rules), strict=True):
            place.write_text(yaml.safe_dump(content, sort_keys=False), "utf-8")
        return list(dialogue_problems(*places, knowledge))

    return domain, rules, problems


def text(language: str) -> dict:
    return {
        "condition": [{"type": "slot", "name": "language", "value": language}],
        "text": "Hallo",
    }


def test_what_is_in_order_has_no_problems(files):
    _domain, _rules, problems = files
    assert problems() == []


def test_the_files_of_the_assistant_are_in_order(knowledge):
    found = dialogue_problems(Path("domain.yml"), Path("data/rules.yml"), knowledge)
    assert list(found) == []


def test_an_intent_without_a_rule_is_found_at_its_line(files, tmp_path):
    domain, _rules, problems = files
    domain["intents"].insert(2, "dance")
    (problem,) = problems()
    assert "`dance` has no rule" in problem.message
    lines = (tmp_path / "domain.yml").read_text("utf-8").splitlines()
    assert "dance" in lines[problem.line - 1]


def test_an_intent_with_settings_counts_as_well(files):
    domain, _rules, problems = files
    domain["intents"][0] = {"greet": {"use_entities": []}}
    assert problems() == []
    assert intents_of(domain)[0] == "greet"


def test_a_need_without_an_intent_is_found(files):
    domain, _rules, problems = files
    domain["intents"].remove("salary")
    (problem,) = problems()
    assert "`salary` is no intent" in problem.message


@pytest.mark.parametrize(
    ("variants", "missing"),
    [
        ([text("de")], {"en"}),
        ([text("en"), text("en")], {"de"}),
        ([{"text": "Hallo"}], {"de", "en"}),
        ([], {"de", "en"}),
    ],
)
def test_a_text_in_one_language_is_found(files, variants, missing):
    domain, _rules, problems = files
    domain["responses"]["utter_bye"] = variants
    found = [problem.message for problem in problems()]
    assert {
        m for m in ("de", "en") if f"`utter_bye` has no text in `{m}`." in found
    } == (missing)


def test_everything_missing_is_found_at_once(files):
    domain, rules, problems = files
    domain["intents"].clear()
    domain["responses"].clear()
    rules["rules"].clear()
    assert len(problems()) >= 30
