"""Spans of years in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werdegang.understanding.years import years_in


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 Jahre", "3"),
        ("seit drei Jahren", "3"),
        ("fünfundzwanzig Jahre", "25"),
        ("fuenf Jahre", "5"),
        ("2,5 Jahre", "2.5"),
        ("anderthalb Jahre", "1.5"),
        ("seit 10+ Jahren", "10"),
        ("ein Jahr", "1"),
        ("2.5 years", "2.5"),
        ("five years", "5"),
        ("three and a half years", "3.5"),
        ("my 3-year apprenticeship", "3"),
        ("12 yrs", "12"),
        ("the last 3 full years", "3"),
        ("a decade", "10"),
        ("seit einem Jahrzehnt", "10"),
    ],
)
def test_years_are_found(text, value):
    (found,) = years_in(text)
    assert found.value == value


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin 38 Jahre alt",
        "I am 40 years old",
        "a 25-year-old",
        "jährlich",
        "this year",
        "2 Jahrgänge",
        "100 Jahre",
    ],
)
def test_ages_and_other_words_are_no_span(text):
    assert years_in(text) == []


def test_several_spans_come_in_their_order_with_their_place():
    text = "Nach zehn Jahren Verkauf und 2 years of HR"
    found = years_in(text)
    assert [years.value for years in found] == ["10", "2"]
    assert [text[y.start : y.end] for y in found] == ["zehn Jahren", "2 years"]


@given(st.integers(1, 99))
def test_every_number_of_two_digits_is_read(number):
    assert [y.value for y in years_in(f"seit {number} Jahren")] == [str(number)]
