"""Every fact of the documents is in the knowledge, where and for what it should be."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from werdegang.careers import LANGUAGES, answer

with open(Path(__file__).parent / "facts.tsv", encoding="utf-8") as _file:
    FACTS = list(csv.DictReader(_file, delimiter="\t"))


def test_there_are_exactly_the_facts_of_the_documents(knowledge):
    assert sorted(knowledge.facts) == sorted(row["fact"] for row in FACTS)
    assert len(FACTS) == 55


@pytest.mark.parametrize("row", FACTS, ids=lambda row: row["fact"])
def test_fact_stands_where_the_document_has_it(knowledge, row):
    found = knowledge.facts[row["fact"]]
    assert found.document.id == row["document"]
    assert found.section.id == row["section"]
    if row["paragraph"]:
        assert found.fact.paragraph == int(row["paragraph"])
    assert found.fact.needs == [row["need"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", FACTS, ids=lambda row: row["fact"])
def test_its_need_is_answered_with_the_fact(knowledge, row, language):
    said = answer(knowledge, [row["need"]], language)
    assert row["fact"] in said.facts
    assert knowledge.facts[row["fact"]].fact.text.in_(language).rstrip(".") in said.text


def test_disagreements_are_those_of_the_documents(knowledge):
    for row in FACTS:
        if row["disagrees_with"]:
            assert knowledge.disagree(row["fact"], row["disagrees_with"])
