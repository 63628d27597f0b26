"""The trained assistant on careless writing, on other tongues, on every gender."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from role_forms import NEUTRAL, PERSONS

from benchmarks.understanding import question_files, read_all, share
from werdegang.checks.unseen import read_questions

WELL_WRITTEN = ("plain", "long", "indirect")
EVERY = 3
LONG_WORD = re.compile(r"[^\W\d_]{6,}")
ASCII = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ü": "Ue", "ß": "ss"}
)
MOST_LOST = {"capitals": 0.02, "no capitals": 0.02, "ascii": 0.02, "typos": 0.06}

pytestmark = pytest.mark.model


def with_typos(text: str) -> str:
    """Returns a text with two neighbouring letters swapped in one long word."""
    chance = random.Random(text)
    words = list(LONG_WORD.finditer(text))
    if not words:
        return text
    word = chance.choice(words)
    place = word.start() + chance.randrange(1, len(word.group()) - 2)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


CARELESS = {
    "capitals": str.upper,
    "no capitals": str.lower,
    "ascii": lambda text: text.translate(ASCII),
    "typos": with_typos,
}


@pytest.fixture(scope="module")
def questions():
    files = question_files(Path(__file__).parent / "unseen")
    given = [question for file in files for question in read_questions(file)]
    return [q for q in given if q["style"] in WELL_WRITTEN][::EVERY]


@pytest.fixture(scope="module")
def right(assistant, loop, questions):
    def _of(change) -> float:
        changed = [{**q, "text": change(q["text"])} for q in questions]
        readings = loop.run_until_complete(read_all(assistant, changed))
        return share(readings, (reading.right for reading in readings))

    return _of


@pytest.fixture(scope="module")
def right_as_written(right):
    return right(str)


@pytest.mark.parametrize("how", CARELESS)
def test_careless_writing_costs_little(right, right_as_written, how):
    assert right(CARELESS[how]) >= right_as_written - MOST_LOST[how]


@pytest.mark.parametrize(
    "text",
    [
        "Quel diplôme me faut-il pour ce poste ?",
        "¿Qué título necesito para este trabajo?",
        "Bu iş için hangi diploma gerekli?",
        "Jakie wykształcenie jest potrzebne do tej pracy?",
        "Quale laurea serve per questo lavoro?",
        "Какое образование нужно для этой работы?",
    ],
)
@pytest.mark.parametrize(
    ("locale", "named"), [("de", "Deutsch und Englisch"), ("en", "German and English")]
)
def test_a_third_language_is_told_which_two_are_spoken(ask, text, locale, named):
    reply = ask(text, locale=locale)
    assert named in " ".join(reply.replies)
    assert reply.answer["language"] == locale


@pytest.mark.parametrize("role", NEUTRAL)
def test_every_form_of_a_role_gets_the_same_answer(ask, role):
    forms = [*PERSONS.get(role, ()), NEUTRAL[role]]
    replies = [
        ask(f"Braucht man als {form} ein Studium?", locale="de") for form in forms
    ]
    assert len({reply.answer["role"] for reply in replies}) == 1
    assert len({tuple(reply.answer["facts"]) for reply in replies}) == 1
    assert len({tuple(reply.answer["needs"]) for reply in replies}) == 1
