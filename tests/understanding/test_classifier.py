"""The pieces of the classifier: n-grams, axes and calibration."""

from __future__ import annotations

import json

import numpy as np
import pytest
from scipy.special import softmax

from werdegang.understanding.classifier import Ngrams, principal_axes, temperature_of

TEXTS = ["welchen abschluss brauche ich", "welches gehalt", "abschluss oder gehalt"]


def rows(ngrams: Ngrams, texts: list[str]) -> np.ndarray:
    """Returns the weights of texts, a row each."""
    found = np.zeros((len(texts), len(ngrams.vocabulary)))
    for row, text in zip(found, texts, strict=True):
        columns, weights = ngrams.weights_of(text)
        row[columns] = weights
    return found


@pytest.mark.parametrize("kind", ["letters", "words"])
def test_ngrams_of_a_text_weigh_as_in_training(kind):
    ngrams, weights = Ngrams.learn(kind, TEXTS, 1)
    assert np.allclose(rows(ngrams, TEXTS), weights.toarray(), atol=1e-4)


@pytest.mark.parametrize("kind", ["letters", "words"])
def test_ngrams_are_the_same_once_stored(kind):
    learnt, weights = Ngrams.learn(kind, TEXTS, 1)
    stored = Ngrams(**json.loads(json.dumps(learnt.as_dict())))
    assert np.allclose(rows(stored, TEXTS), weights.toarray(), atol=1e-4)


def test_rows_have_length_one_and_unknown_texts_none():
    ngrams, _weights = Ngrams.learn("words", TEXTS, 1)
    weights = rows(ngrams, [*TEXTS, "xyz"])
    assert np.allclose(np.linalg.norm(weights, axis=1), [1, 1, 1, 0])


def test_rare_ngrams_are_left_out():
    ngrams, _weights = Ngrams.learn("words", TEXTS, 2)
    assert set(ngrams.vocabulary) == {"abschluss", "gehalt"}


def test_a_rare_word_weighs_more_than_a_frequent_one():
    ngrams, _weights = Ngrams.learn("words", TEXTS, 1)
    columns = ngrams.vocabulary
    assert ngrams.idf[columns["brauche"]] > ngrams.idf[columns["abschluss"]]


def test_letters_connect_inflected_words():
    _ngrams, weights = Ngrams.learn(
        "letters", ["abschluss", "gehalt", "abschlusses"], 1
    )
    near, far, same = weights.toarray()
    assert near @ same > 0.5
    assert far @ same < 0.2


def test_axes_are_the_directions_of_greatest_spread():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(300, 4)) * np.array([0.1, 5.0, 1.0, 0.1])
    axes = principal_axes(vectors.astype(np.float32), 2)
    assert axes.shape == (4, 2)
    assert np.allclose(axes.T @ axes, np.eye(2), atol=1e-5)
    assert abs(axes[1, 0]) > 0.99
    assert abs(axes[2, 1]) > 0.99


def test_all_axes_keep_all_distances():
    vectors = np.random.default_rng(1).normal(size=(20, 5)).astype(np.float32)
    turned = vectors @ principal_axes(vectors, 5)
    assert np.allclose(vectors @ vectors.T, turned @ turned.T, atol=1e-4)


@pytest.mark.parametrize("true", [0.1, 0.5, 1.5])
def test_the_temperature_that_scores_were_drawn_with_is_found(true):
    rng = np.random.default_rng(2)
    scores = rng.normal(size=(4000, 5))
    chances = softmax(scores / true, axis=1)
    right = np.array([rng.choice(5, p=row) for row in chances])
    assert temperature_of(scores, right) == pytest.approx(true, rel=0.2)


def test_scores_that_tell_nothing_are_flattened():
    rng = np.random.default_rng(3)
    scores = rng.normal(size=(2000, 4))
    sure = temperature_of(scores, scores.argmax(axis=1))
    unsure = temperature_of(scores, rng.integers(0, 4, 2000))
    assert sure < 0.1
    assert unsure > 1.5
