"""Utterances that stand twice, nearly twice, or in no language."""

from __future__ import annotations

from pathlib import Path

import pytest

from werdegang.checks.utterances import (
    FEW_WAYS,
    LEAST_OF_FEW_WAYS,
    LEAST_UTTERANCES,
    Utterance,
    count_problems,
    read_utterances,
    utterance_problems,
)

NLU = """\
version: "3.1"
nlu:
- intent: salary
  metadata: {language: de}
  examples: |
    - Was verdient man?
    - Wie hoch ist das Gehalt?
- intent: skills
  metadata: {language: en}
  examples: |
    - Which skills count?
"""


@pytest.fixture
def nlu(tmp_path) -> Path:
    file = tmp_path / "nlu.yml"
    file.write_text(NLU, "utf-8")
    return file


def utterances(*texts: str, intent: str = "salary") -> list[Utterance]:
    return [
        Utterance(text, intent, "de", "nlu.yml", line)
        for line, text in enumerate(texts, 1)
    ]


def messages(*texts: str) -> list[str]:
    return [problem.message for problem in utterance_problems(utterances(*texts))]


def test_utterances_are_read_with_their_place(nlu):
    found, problems = read_utterances(nlu)
    assert problems == []
    assert [(u.intent, u.language, u.text) for u in found] == [
        ("salary", "de", "Was verdient man?"),
        ("salary", "de", "Wie hoch ist das Gehalt?"),
        ("skills", "en", "Which skills count?"),
    ]
    lines = NLU.splitlines()
    assert all(u.text in lines[u.line - 1] for u in found)


@pytest.mark.parametrize("language", ["{}", "{language: fr}", "{tongue: de}"])
def test_a_block_without_a_language_is_named(nlu, language):
    nlu.write_text(NLU.replace("{language: en}", language), "utf-8")
    found, (problem,) = read_utterances(nlu)
    assert "`skills` does not name its language" in problem.message
    assert "skills" in NLU.splitlines()[problem.line - 1]
    assert {utterance.intent for utterance in found} == {"salary"}


@pytest.mark.parametrize(
    "other", ["Was verdient man?", "was verdient man", "WAS, verdient man!"]
)
def test_the_same_utterance_is_found(other):
    (said,) = messages("Was verdient man?", other)
    assert "is the same as line 1" in said


@pytest.mark.parametrize(
    "other", ["Was bekommt man?", "Wo verdient man?", "Was verdient frau?"]
)
def test_one_swapped_word_is_found(other):
    (said,) = messages("Was verdient man?", other)
    assert "differs by one word from line 1" in said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Was verdient man?", "Was verdient man dort?"),
        ("Was verdient man?", "Wo bekommt man?"),
        ("Gehalt bitte", "Lohn bitte"),
        ("Gehalt?", "Lohn?"),
    ],
)
def test_really_different_or_very_short_ones_may_stand(one, other):
    assert messages(one, other) == []


def test_one_utterance_under_two_intents_is_found():
    both = utterances("Was zählt?") + utterances("was zählt", intent="skills")
    (problem,) = utterance_problems(both)
    assert "(skills)" in problem.message
    assert "(salary)" in problem.message


@pytest.mark.parametrize(
    ("intent", "least"),
    [("salary", LEAST_UTTERANCES), (min(FEW_WAYS), LEAST_OF_FEW_WAYS)],
)
def test_too_few_are_found_in_each_language(intent, least):
    enough = utterances(*map(str, range(least)), intent=intent)
    (problem,) = count_problems(enough, [intent], "nlu.yml")
    assert problem.message == f"`{intent}` has 0 utterances in `en`."
    few = {p.message for p in count_problems(enough[1:], [intent], "nlu.yml")}
    assert f"`{intent}` has {least - 1} utterances in `de`." in few
