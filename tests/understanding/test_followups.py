"""Messages that refer back, and those that ask something of their own."""

from __future__ import annotations

import pytest

from werdegang.understanding.followups import is_follow_up


def mentions(text: str, *words: str) -> list[dict[str, int]]:
    return [
        {"start": text.index(word), "end": text.index(word) + len(word)}
        for word in words
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("und als Buchhalterin?", ["Buchhalterin"]),
        ("Bachelor?", ["Bachelor"]),
        ("what about a master's?", ["master's"]),
        ("nein, ich meinte Programmierer", ["Programmierer"]),
        ("und mit Abitur oder Bachelor?", ["Abitur", "Bachelor"]),
        ("und ohne?", []),
        ("and without?", []),
    ],
)
def test_it_refers_back(text, words):
    assert is_follow_up(text, mentions(text, *words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Was verdient eine Buchhalterin?", ["Buchhalterin"]),
        ("ich bin Buchhalterin", ["Buchhalterin"]),
        ("Buchhalter Studium?", ["Buchhalter", "Studium"]),
        ("und?", []),
        ("what about it?", []),
        ("", []),
        (
            "und aber oder auch dann so was ist wäre mit Bachelor denn als",
            ["Bachelor"],
        ),
    ],
)
def test_it_asks_for_itself(text, words):
    assert not is_follow_up(text, mentions(text, *words))
