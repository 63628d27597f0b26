"""Clauses and parts of a message, as messages of their own."""

from __future__ import annotations

from werdegang.understanding import PARTS
from werdegang.understanding.segments import (
    MOST_CLAUSES,
    MOST_PARTS,
    clauses_of,
    sentences_of,
)
from werdegang.understanding.tokens import blank_pipeline


def texts(messages) -> list[str]:
    return [message.get("text") for message in messages]


def test_a_message_that_asks_one_thing_has_no_clauses():
    for text in ("was verdient man?", "gehalt", "danke"):
        assert clauses_of([text], text) == []


def test_several_questions_are_clauses():
    text = "welchen abschluss brauche ich und was verdient man?"
    clauses = clauses_of([text], text)
    assert texts(clauses) == ["welchen abschluss brauche ich", "was verdient man?"]


def test_key_words_are_parts_of_the_one_clause():
    (clause,) = clauses_of(["abschluss, gehalt"], "abschluss, gehalt")
    assert clause.get("text") == "abschluss, gehalt"
    assert texts(clause.get(PARTS)) == ["abschluss", "gehalt"]


def test_what_asks_nothing_is_one_clause_with_its_parts():
    text = "meine kinder und ich freuen uns über gute arbeit."
    (clause,) = clauses_of([text], text)
    assert clause.get("text") == text


def test_there_are_only_so_many_clauses_and_parts():
    many = [f"was ist {number}, ja, nein, rot, blau?" for number in range(20)]
    clauses = clauses_of(many, " ".join(many))
    assert len(clauses) == MOST_CLAUSES
    assert sum(len(clause.get(PARTS)) for clause in clauses) == MOST_PARTS


def test_sentences_of_the_normal_text_end_where_those_of_the_message_do():
    doc = blank_pipeline("de")("Ich bin Buchhalter:in. Was nun? Danke")
    assert sentences_of(doc, "ich bin buchhalterin. was nun? danke") == [
        "ich bin buchhalterin.",
        "was nun?",
        "danke",
    ]
