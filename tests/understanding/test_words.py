"""Words, gender marks and keys under which spellings meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werdegang.understanding.words import (
    folded,
    umlaut_variants,
    without_gender_marks,
    words_of,
)


def test_words_are_runs_of_letters_in_lower_case():
    assert words_of("Wie geht's, HR-Managerin? 3x!") == [
        "wie",
        "geht's",
        "hr",
        "managerin",
        "x",
    ]
    assert words_of("42 !? __") == []


@pytest.mark.parametrize(
    "mark", ["*in", ":in", "_in", "·in", "/in", "/-in", "(in)", "In"]
)
def test_gender_marks_are_joined(mark):
    assert without_gender_marks(f"als Buchhalter{mark}?") == "als Buchhalterin?"
    plural = mark.replace("in", "innen").replace("In", "Innen")
    assert without_gender_marks(f"Buchhalter{plural}") == "Buchhalterinnen"


@pytest.mark.parametrize(
    "text", ["in: Berlin", "Frage: in welchem Fach?", "Linux/Intel", "der/die", "3:1"]
)
def test_signs_that_mark_no_gender_stay(text):
    assert without_gender_marks(text) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Führungskraft", "fuehrungskraft"),
        ("Back-Office", "backoffice"),
        ("GROSS", "groß"),
        ("Fu\u0308hrung", "Führung"),
    ],
)
def test_spellings_of_one_word_meet(one, other):
    assert folded(one) == folded(other)


@given(st.text())
def test_a_key_holds_letters_and_digits_only(text):
    assert all(letter.isalnum() for letter in folded(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("fuer", "für"), ("gross", "groß"), ("faehigkeit", "fähigkeit")],
)
def test_umlauts_are_tried(typed, meant):
    assert meant in set(umlaut_variants(typed))


def test_variants_are_all_new_and_different():
    variants = list(umlaut_variants("muessenstrasseoel"))
    assert len(variants) == len(set(variants))
    assert "muessenstrasseoel" not in variants
    assert list(umlaut_variants("abschlu")) == []
