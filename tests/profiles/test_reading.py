"""How well backgrounds are read, as people write them; those unseen decide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from werdegang.understanding.background import field_of, years_uncertain

HERE = Path(__file__).parent
BARS = {"levels": 0.90, "years": 0.85, "field": 0.85}
LEAST = 60


def backgrounds(kind: str, language: str) -> list[dict]:
    lines = (HERE / kind / f"{language}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def reading(profile, knowledge) -> dict:
    levels: dict[bool, set[int]] = {True: set(), False: set()}
    for held in profile.qualifications:
        levels[held.finished].add(knowledge.qualifications[held.id].level)
    return {
        "levels": sorted(levels[True], reverse=True),
        "unfinished": sorted(levels[False], reverse=True),
        "field": field_of(profile, knowledge),
        "years": sorted(t.years for t in profile.experience if t.years is not None),
        "uncertain": years_uncertain(profile),
        "leading": profile.leading,
    }


def shares(read, knowledge, kind: str, language: str) -> dict[str, float]:
    """Returns the share that is right of each figure, of the texts labelled with it."""
    cases = backgrounds(kind, language)
    right: dict[str, int] = {}
    labelled: dict[str, int] = {}
    for case in cases:
        got = reading(read(case["text"]), knowledge)
        wanted = {**case, "years": sorted(case.get("years", ()))}
        for name, value in got.items():
            if name in case:
                labelled[name] = labelled.get(name, 0) + 1
                right[name] = right.get(name, 0) + (value == wanted[name])
    return {name: count / labelled[name] for name, count in right.items()}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("what", BARS)
def test_unseen_backgrounds_are_read(read, knowledge, record_property, language, what):
    found = shares(read, knowledge, "unseen", language)
    for name, share in found.items():
        record_property(f"{language} {name}", round(share, 3))
    print(language, {name: f"{share:.0%}" for name, share in found.items()})
    assert found[what] >= BARS[what]


@pytest.mark.parametrize("language", ["de", "en"])
def test_there_are_enough_of_them(language):
    assert len(backgrounds("unseen", language)) >= LEAST


@pytest.mark.parametrize("language", ["de", "en"])
def test_languages_are_equals_in_development(read, knowledge, language):
    found = shares(read, knowledge, "development", language)
    assert min(found.values()) >= 0.95, found
