"""The questions in a message, the parts of a question, and numbered lists."""

from __future__ import annotations

import pytest

from werdegang.understanding.questions import (
    asking_in,
    is_asking,
    numbered_in,
    parts_of,
    questions_in,
    starts_question,
)


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
        "was für eine persönlichkeit sollte ich mitbringen?",
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
    "sentence",
    [
        "ich bin industriekaufmann, brauche ich ein studium?",
        "bin gelernte köchin, geht das auch ohne abschluss",
        "i'm an electrician, do i need a degree?",
        "our daughter is 17, can she apply right after school?",
    ],
)
def test_what_somebody_is_stands_before_one_question(sentence):
    pieces = questions_in([sentence])
    assert [is_asking(piece) for piece in pieces] == [False, True]


def test_a_short_question_needs_no_verb():
    pieces = questions_in(["abschluss nötig, wie lange dauert es"])
    assert [is_asking(piece) for piece in pieces] == [True, True]


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


@pytest.mark.parametrize(
    ("sentences", "asking"),
    [
        (
            ["ich kann schlecht schlafen.", "was verdient man?"],
            ["was verdient man?"],
        ),
        (
            ["wo gibt es stellen?", "gehalt wäre auch interessant."],
            ["wo gibt es stellen?", "gehalt wäre auch interessant."],
        ),
        (
            ["im juni bin ich fertig und dann will ich los.", "geht das?"],
            ["geht das?"],
        ),
        (["nenne mir die aufgaben."], ["nenne mir die aufgaben."]),
    ],
)
def test_statements_beside_questions_are_background(sentences, asking):
    assert asking_in(sentences) == asking


@pytest.mark.parametrize(
    ("piece", "parts"),
    [
        ("abschluss und gehalt?", ["abschluss", "gehalt?"]),
        ("degree + salary", ["degree", "salary"]),
        ("pay / hours / holidays?", ["pay", "hours", "holidays?"]),
        ("need maths? excel?", ["need maths?", "excel?"]),
        ("was verdient man da?", []),
        ("was ist der unterschied zwischen front und back office?", []),
    ],
)
def test_key_words_are_parts(piece, parts):
    assert parts_of(piece) == parts


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1. abschluss? 2. gehalt?", ["abschluss?", "gehalt?"]),
        ("ich frage: a) dauer b) gehalt", ["ich frage:", "dauer", "gehalt"]),
        ("im 3. jahr der lehre", []),
        ("am 3. und am 5. mai", []),
        ("gehalt?", []),
    ],
)
def test_numbered_lists_are_taken_apart(text, items):
    assert numbered_in(text) == items
