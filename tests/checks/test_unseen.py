"""Questions kept for testing that training must not hold."""

from __future__ import annotations

import json

import pytest

from werdegang.checks.unseen import leaked
from werdegang.checks.utterances import Utterance

TRAINED = [Utterance("Was verdient man dort so?", "salary", "de", "nlu.yml", 3)]


@pytest.fixture
def problems(tmp_path):
    def _of(*questions: str) -> list:
        file = tmp_path / "questions.jsonl"
        lines = [json.dumps({"text": question}) for question in questions]
        file.write_text("\n".join(lines) + "\n\n", "utf-8")
        return list(leaked(TRAINED, [file]))

    return _of


@pytest.mark.parametrize(
    "question",
    [
        "Was verdient man dort so?",
        "was verdient man DORT so",
        "Was bekommt man dort so",
    ],
)
def test_a_question_that_was_trained_is_found_at_its_line(problems, question):
    (problem,) = problems("Wie lange dauert das wohl?", question)
    assert (problem.file, problem.line) == ("questions.jsonl", 2)
    assert question in problem.message


def test_other_questions_may_stand(problems):
    assert problems("Was bekommt man da so?", "Und dort?", "") == []
