"""Mending typed words towards the vocabulary of the subject."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werdegang.understanding.spelling import SpellingCorrector, vocabulary_of
from werdegang.understanding.wordlists import frequencies

VOCABULARY = {
    "abschluss": 50,
    "backoffice": 60,
    "fähigkeiten": 30,
    "gehalt": 40,
    "degree": 20,
    "quereinsteiger": 9,
    "buchhalterin": 9,
}


@pytest.fixture(scope="module")
def corrector() -> SpellingCorrector:
    known = {
        word: frequency
        for language in ("de", "en")
        for word, frequency in frequencies(language, 20_000).items()
    }
    return SpellingCorrector(known, VOCABULARY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Abschlus", "abschluss"),
        ("ABSCHLUSS", "abschluss"),
        ("gehlat", "gehalt"),
        ("Backofice", "backoffice"),
        ("Quereinstieger", "quereinsteiger"),
        ("degre", "degree"),
        ("Buchhalter:in", "buchhalterin"),
    ],
)
def test_typing_errors_are_mended(corrector, typed, meant):
    assert corrector.normal_text(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Faehigkeiten", "fähigkeiten"), ("muessen", "müssen"), ("fuer", "für")],
)
def test_umlauts_are_restored(corrector, typed, meant):
    assert corrector.normal_text(typed) == meant


@pytest.mark.parametrize("word", ["neue", "aktuell", "michael", "dass", "blue", "hr"])
def test_right_words_stay(corrector, word):
    assert corrector.normal_text(word) == word


@pytest.mark.parametrize("typed", ["Xylophonisten", "gx", "gxhlt"])
def test_what_is_too_far_from_everything_stays(corrector, typed):
    assert corrector.normal_text(typed) == typed.lower()


def test_signs_and_order_stay(corrector):
    assert corrector.normal_text("Welchen Abschlus, bitte?!") == (
        "welchen abschluss, bitte?!"
    )


@given(st.text(alphabet="abcdefgäöüß .,?", max_size=40))
def test_mending_keeps_the_number_of_words(text):
    small = SpellingCorrector({"ab": -1.0}, {"abba": 3, "bagage": 4})
    assert len(small.normal_text(text).split()) == len(text.split())


def test_known_words_are_counted(corrector):
    assert corrector.known_words("welchen abschluss qxzwv") == 2
    assert corrector.known_words("qxzwv 42") == 0


def test_vocabulary_holds_words_seen_often_enough():
    texts = ["Abschluss im Backoffice", "abschluss?", "Gehalt"]
    assert vocabulary_of(texts, 2) == {"abschluss": 2}
