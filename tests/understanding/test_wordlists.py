"""Word frequencies as they are read from the package's data."""

from __future__ import annotations

import pytest

from werdegang.understanding import wordlists
from werdegang.understanding.wordlists import (
    WordList,
    WordlistsMissing,
    frequencies,
    packed,
    unpacked,
)


def test_the_most_frequent_come_first():
    found = frequencies("de", 500)
    assert len(found) == 500
    values = list(found.values())
    assert values == sorted(values, reverse=True)
    assert found["und"] > found["arbeit"]


def test_a_frequency_is_a_decimal_logarithm():
    assert -2 < frequencies("en", 5)["the"] < -1


@pytest.mark.parametrize("language", wordlists.OTHER_LANGUAGES)
def test_every_other_language_has_a_small_list(language):
    assert len(frequencies(language, 100, "small")) == 100


def test_without_the_package_it_is_said_what_to_do(monkeypatch):
    monkeypatch.setattr(wordlists, "find_spec", lambda name: None)
    with pytest.raises(WordlistsMissing, match="make setup"):
        frequencies("de", 10)


def test_packed_words_are_the_same_unpacked():
    words = frequencies("de", 2000)
    assert unpacked(packed(words)) == words
    assert unpacked(packed({})) == {}


def test_lists_share_their_words():
    one, other = (unpacked({"-3.0": "haus tür"}) for _ in range(2))
    assert all(a is b for a, b in zip(one, other, strict=True))


def test_a_word_list_is_what_it_was_made_of():
    words = frequencies("de", 3000)
    listed = WordList(packed(words))
    assert len(listed) == 3000
    assert all(word in listed and listed.get(word) == words[word] for word in words)
    others = [f"{word}{word}x" for word in words]
    assert not any(other in listed for other in others)
    assert listed.get("xqxq") is None and listed.get("xqxq", -7.5) == -7.5


def test_an_empty_word_list_holds_nothing():
    assert "und" not in WordList({}) and WordList({}).get("und") is None
