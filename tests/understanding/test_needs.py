"""What a message is decided to ask for, given how its clauses and parts rank."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from werdegang.understanding import CLAUSES, KNOWN_WORDS, NEEDS, PARTS
from werdegang.understanding.needs import FALLBACK, NeedReader


@pytest.fixture(scope="module")
def reader() -> NeedReader:
    return NeedReader(NeedReader.get_default_config())


def ranked(*clauses: Message, parts: tuple[Message, ...] = (), **confidences: float):
    """Returns a message with these confidences, the highest first."""
    ranking = [{"name": n, "confidence": c} for n, c in confidences.items()]
    return Message(
        {
            TEXT: "was ich wissen will",
            KNOWN_WORDS: 4,
            INTENT: ranking[0],
            INTENT_RANKING_KEY: ranking,
            CLAUSES: list(clauses),
            PARTS: list(parts),
        }
    )


def read(reader: NeedReader, message: Message) -> tuple[str, list[str]]:
    reader.process([message])
    return message.get(INTENT)["name"], message.get(NEEDS)


def test_one_need_is_read_as_it_ranks(reader):
    message = ranked(salary=0.8, duties=0.1)
    assert read(reader, message) == ("salary", ["salary"])


def test_two_clauses_name_two_needs_in_their_order(reader):
    clauses = ranked(duties=0.9), ranked(salary=0.8)
    message = ranked(*clauses, salary=0.7, duties=0.2)
    assert read(reader, message) == ("duties", ["duties", "salary"])


def test_a_clause_that_is_not_heard_in_the_whole_has_to_be_surer(reader):
    unsure = ranked(ranked(duties=0.9), ranked(salary=0.6), duties=0.95)
    sure = ranked(ranked(duties=0.9), ranked(salary=0.8), duties=0.95)
    assert read(reader, unsure)[1] == ["duties"]
    assert read(reader, sure)[1] == ["duties", "salary"]


def test_parts_name_needs_where_both_are_sure_and_heard(reader):
    parts = ranked(degree_needed=0.95), ranked(salary=0.99)
    clause = ranked(parts=parts, salary=0.9, degree_needed=0.05)
    assert read(reader, ranked(clause, salary=0.9))[1] == ["degree_needed", "salary"]


@pytest.mark.parametrize(
    ("second", "heard"), [(0.5, 0.05), (0.99, 0.0001)], ids=["unsure", "unheard"]
)
def test_otherwise_the_clause_counts_as_one(reader, second, heard):
    parts = ranked(salary=0.99), ranked(degree_needed=second)
    clause = ranked(parts=parts, salary=0.9, degree_needed=heard)
    assert read(reader, ranked(clause, salary=0.9))[1] == ["salary"]


def test_parts_of_one_need_are_one_question(reader):
    parts = ranked(personality=0.99), ranked(personality=0.95)
    clause = ranked(parts=parts, personality=0.9)
    assert read(reader, ranked(clause, personality=0.9))[1] == ["personality"]


def test_what_may_be_foreign_is_not_answered(reader):
    message = ranked(salary=0.8, out_of_scope=0.15)
    assert read(reader, message) == (FALLBACK, [])


def test_small_talk_has_no_needs(reader):
    assert read(reader, ranked(thank=0.9)) == ("thank", [])
