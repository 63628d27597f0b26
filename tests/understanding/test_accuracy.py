"""The trained model on questions kept from training: no worse than recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.understanding import TURNED_AWAY, question_files, read_all, share
from werdegang.checks.unseen import read_questions

HERE = Path(__file__).parent
RECORDED = json.loads((HERE / "recorded.json").read_text("utf-8"))
ALLOWED_LOSS = 0.01

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def readings(assistant, loop):
    files = question_files(HERE / "unseen")
    questions = [question for file in files for question in read_questions(file)]
    return loop.run_until_complete(read_all(assistant, questions))


def plain_questions(readings, language):
    return [
        reading
        for reading in readings
        if reading.question["lang"] == language
        and reading.question["style"] not in ("pair", "single")
    ]


@pytest.mark.parametrize("language", ["de", "en"])
def test_accuracy_has_not_fallen(readings, language):
    own = plain_questions(readings, language)
    assert len(own) > 400
    right = share(own, (reading.right for reading in own))
    assert right >= RECORDED["right"][language] - ALLOWED_LOSS


def test_languages_are_equals(readings):
    shares = [
        share(own, (reading.right for reading in own))
        for own in (plain_questions(readings, language) for language in ("de", "en"))
    ]
    assert abs(shares[0] - shares[1]) <= 0.03


def test_career_questions_are_not_turned_away(readings, knowledge):
    own = [r for r in readings if r.question["need"] in knowledge.needs]
    assert share(own, (r.read[0] in TURNED_AWAY for r in own)) <= 0.04


def test_single_questions_are_not_split(readings):
    single = [r for r in readings if not r.question.get("also")]
    assert share(single, (len(r.needs) > 1 for r in single)) <= 0.03


def test_several_needs_are_named(readings):
    several = [r for r in readings if r.question.get("also")]
    assert len(several) >= 80
    named = share(several, (set(r.wanted) <= set(r.read) for r in several))
    assert named >= RECORDED["several"] - ALLOWED_LOSS


@pytest.mark.parametrize("folder", ["development", "unseen"])
def test_language_is_read(assistant, loop, folder):
    cases = read_questions(HERE / folder / "language.jsonl")
    read = loop.run_until_complete(_languages(assistant, cases))
    right = {True: [], False: []}
    for case, got in zip(cases, read, strict=True):
        if case["lang"] != "other":
            right[len(case["text"].split()) >= 3].append(case["lang"] == got)
    assert sum(right[True]) / len(right[True]) >= 0.99
    assert sum(right[False]) / len(right[False]) >= 0.94


@pytest.mark.parametrize("folder", ["development", "unseen"])
def test_other_languages_are_recognised(assistant, loop, folder):
    cases = read_questions(HERE / folder / "language.jsonl")
    foreign = [case for case in cases if case["lang"] == "other"]
    read = loop.run_until_complete(_languages(assistant, foreign))
    assert read.count("other") / len(foreign) >= 0.9


@pytest.mark.parametrize("folder", ["development", "unseen"])
def test_entities_are_found(assistant, loop, folder):
    cases = read_questions(HERE / folder / "entities.jsonl")
    found = loop.run_until_complete(_entities(assistant, cases))
    right = wrong = missed = 0
    for case, got in zip(cases, found, strict=True):
        wanted = {(e["entity"], str(e["value"])) for e in case["entities"]}
        right += len(got & wanted)
        wrong += len(got - wanted)
        missed += len(wanted - got)
    assert 2 * right / (2 * right + wrong + missed) >= 0.95


async def _languages(assistant, cases):
    return [(await assistant.read(case["text"])).get("language") for case in cases]


async def _entities(assistant, cases):
    return [
        {
            (e["entity"], str(e["value"]))
            for e in (await assistant.read(case["text"]))["entities"]
        }
        for case in cases
    ]
