"""What a person typed reaches Rasa as words, whatever it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from werdegang.serving.input import NOTHING, plain_text

LONGEST = 50


@given(st.text(max_size=300))
@example("/restart")
@example("\u200b/ \x00/restart")
@example("/" * 60 + "x" * 60)
@example("\ud800")
@example("ﷺ" * 51)
def test_any_text_becomes_one_short_line_of_words(typed):
    text = plain_text(typed, LONGEST)
    assert text
    assert not text.startswith("/")
    assert len(text) <= LONGEST + 1
    assert text == " ".join(text.split())
    assert all(unicodedata.category(letter)[0] != "C" for letter in text)
    text.encode("utf-8")


@given(st.text(max_size=300))
def test_safe_text_stays_as_it_is(typed):
    once = plain_text(typed, LONGEST)
    assert plain_text(once, LONGEST + 1) == once


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Welchen Abschluss?", "Welchen Abschluss?"),
        ("  a\t\nb  ", "a b"),
        ("a\x00b\x1b[31mc", "a b [31mc"),
        ('/greet{"role": "x"}', 'greet{"role": "x"}'),
        ("// /x", "x"),
        ("km/h", "km/h"),
        ("Fu\u0308hrung", "Führung"),
        ("", NOTHING),
        ("\u200b \u202e", NOTHING),
        ("///", NOTHING),
    ],
)
def test_what_is_left(typed, text):
    assert plain_text(typed, LONGEST) == text


def test_too_long_stays_recognisable():
    assert len(plain_text("a" * LONGEST, LONGEST)) == LONGEST
    assert len(plain_text("a" * (LONGEST + 1), LONGEST)) == LONGEST + 1
    assert len(plain_text("a" * 20_000, LONGEST)) == LONGEST + 1
