"""Telling the language of a message from its words."""

from __future__ import annotations

import json
from typing import Tuple

import pytest

from werdegang.understanding.language import (
    OTHER,
    SPOKEN,
    LanguageModel,
    Lists,
    as_stored,
    frames,
)
from werdegang.understanding.wordlists import OTHER_LANGUAGES


@pytest.fixture(scope="module")
def lists() -> Tuple[Lists, Lists]:
    spoken = frames(SPOKEN, 30_000, "large")
    return spoken, frames(OTHER_LANGUAGES, 3_000, "small")


@pytest.fixture(scope="module")
def model(lists) -> LanguageModel:
    return LanguageModel(*lists)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Welchen Abschluss brauche ich?", "de"),
        ("was verdient man da", "de"),
        ("Ich möchte ins management", "de"),
        ("Gehaltsvorstellungen", "de"),
        ("öxl", "de"),
        ("Which degree do I need?", "en"),
        ("how much does it pay", "en"),
        ("Quels diplômes faut-il pour ce travail ?", OTHER),
        ("¿Qué estudios necesito para este trabajo?", OTHER),
        ("Jaką pensję dostanę za tę pracę?", OTHER),
        ("Привет, как дела?", OTHER),
        ("你好", OTHER),
    ],
)
def test_language_is_told(model, text, language):
    assert model.detect(text) == language


@pytest.mark.parametrize(
    "text", ["", "???", "42", "👍", "Bachelor?", "Bachelor Manager", "qxzwv"]
)
def test_where_words_do_not_tell_no_language_is_named(model, text):
    assert model.detect(text) is None


def test_stored_and_loaded_it_tells_the_same(model, lists):
    stored = json.loads(json.dumps(as_stored(*lists)))
    loaded = LanguageModel.from_dict(stored)
    for text in ("Und als Buchhalterin?", "and as an accountant?", "Bachelor?"):
        assert loaded.detect(text) == model.detect(text)


def test_the_more_frequent_word_decides():
    words = {"de": {"und": -2.0, "man": -3.0}, "en": {"and": -2.0, "man": -3.0}}
    model = LanguageModel(words, {})
    assert model.detect("man und man") == "de"
    assert model.detect("man and man") == "en"
    assert model.detect("man") is None


def test_small_words_decide_where_borrowed_ones_weigh_as_much():
    words = {
        "de": {"die": -1.5, "der": -1.5, "ausbildung": -4.0, "berufsschule": -4.5},
        "en": {"is": -2.0, "the": -1.3},
    }
    model = LanguageModel(words, {})
    assert model.detect("ausbildung berufsschule is the") == "en"
    assert model.detect("is berufsschule") == "en"


def test_one_foreign_word_is_not_yet_a_foreign_message():
    words = {"de": {"und": -2.0}, "en": {"and": -2.0}}
    model = LanguageModel(words, {"fr": {"merci": -3.0, "beaucoup": -3.0}})
    assert model.detect("merci") is None
    assert model.detect("merci beaucoup") == OTHER
