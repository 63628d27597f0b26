"""Taking a message apart into its questions."""

from __future__ import annotations

import pytest

from werdegang.understanding.segments import (
    MOST_SEGMENTS,
    is_asking,
    questions_in,
    segments_of,
    sentences_of,
    starts_question,
)
from werdegang.understanding.tokens import blank_pipeline


@pytest.mark.parametrize(
    ("sentence", "questions"),
    [
        (
            "welchen abschluss brauche ich und was verdient man?",
            ["welchen abschluss brauche ich", "was verdient man?"],
        ),
        (
            "which degree do i need, and how much does it pay?",
            ["which degree do i need", "how much does it pay?"],
        ),
        ("welche aufgaben und das gehalt?", ["welche aufgaben", "das gehalt?"]),
        (
            "muss ich studieren, außerdem wie lange dauert das?",
            ["muss ich studieren", "wie lange dauert das?"],
        ),
        (
            "what skills do i need how much does it pay",
            ["what skills do i need", "how much does it pay"],
        ),
    ],
)
def test_several_questions_come_apart(sentence, questions):
    assert questions_in([sentence]) == questions


@pytest.mark.parametrize(
    "sentence",
    [
        "was ist der unterschied zwischen backoffice und frontoffice?",
        "how do front and back office differ?",
        "welche aufgaben hat man, wenn man leitet?",
    ],
)
def test_one_question_is_asked_once(sentence):
    pieces = questions_in([sentence])
    assert len([piece for piece in pieces if is_asking(piece)]) == 1


def test_greetings_and_fillers_fall_away():
    assert questions_in(["hallo, was ist das backoffice"]) == ["was ist das backoffice"]
    assert questions_in(["und", "bitte!"]) == []


def test_background_is_not_asking():
    pieces = questions_in(
        ["ich bin seit jahren buchhalterin und möchte aufsteigen", "was muss ich tun?"]
    )
    assert [is_asking(piece) for piece in pieces] == [False, True]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("wie lange dauert das", True),
        ("brauche ich mathe", True),
        ("mit welchen geräten arbeitet man", True),
        ("and how much", True),
        ("weil ich das will", False),
        ("das gehalt", False),
        ("", False),
    ],
)
def test_how_questions_start(text, starts):
    assert starts_question(text) is starts


def test_there_are_only_so_many_segments():
    pieces = [f"was ist {number}" for number in range(20)]
    segments = segments_of(pieces)
    assert len(segments) == MOST_SEGMENTS
    assert segments[0].get("text") == "was ist 0"


def test_sentences_of_the_normal_text_end_where_those_of_the_message_do():
    doc = blank_pipeline("de")("Ich bin Buchhalter:in. Was nun? Danke")
    assert sentences_of(doc, "ich bin buchhalterin. was nun? danke") == [
        "ich bin buchhalterin.",
        "was nun?",
        "danke",
    ]
