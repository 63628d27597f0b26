"""How long answers take, in short conversations and late in long ones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from benchmarks.figures import Bar, Row, percentile
from benchmarks.load import ANSWERED, Kind, Load, Result, put
from benchmarks.pair import A_CONVERSATION, Pair, Size

TURNS = 300
EARLY, LATE = range(4, 15), range(289, 300)
"""Turns 5 to 15 and 290 to 300, counted from 0."""
EVERY_FOURTH = 4
LONGEST_CONVERSATION = 3600.0
"""Seconds after which a long conversation is given up."""


def short_conversations(pair: Pair, size: Size) -> list[Row]:
    """Measures single questions, one person after another."""
    whole: list[tuple[list[float], list[float]]] = []
    shown: list[tuple[list[float], list[float]]] = []
    with pair.running() as both:
        for number in range(size.rounds):
            one, other = [
                put(
                    Load(
                        side.kind,
                        running.address,
                        pair.texts,
                        size.questions,
                        a_conversation=A_CONVERSATION,
                        first=number * size.questions,
                    )
                )
                for side, running in zip((pair.ours, pair.stock), both, strict=True)
            ]
            answered = places_answered_by_both(one, other)
            whole.append(
                (at(one.milliseconds, answered), at(other.milliseconds, answered))
            )
            shown.append((at(one.shown, answered), at(other.shown, answered)))
    return [
        Row(
            f"{name} of an answered question{until}",
            "ms",
            *percentiles(rounds, share),
            Bar("ratio", "<=", 0.2),
        )
        for until, rounds in (
            (", until it can be read", shown),
            (", until its turn is stored", whole),
        )
        for name, share in (("p50", 0.5), ("p95", 0.95))
    ]


def places_answered_by_both(one: Result, other: Result) -> list[int]:
    """Returns which of the questions both have answered with a source."""
    outcomes = zip(one.outcomes, other.outcomes, strict=True)
    return [
        place for place, both in enumerate(outcomes) if both == (ANSWERED, ANSWERED)
    ]


def at(values: Sequence[float], places: Sequence[int]) -> list[float]:
    """Returns the values at some places."""
    return [values[place] for place in places]


def percentiles(
    rounds: Sequence[tuple[list[float], list[float]]], share: float
) -> tuple[list[float], list[float]]:
    """Returns a percentile of each round, of ours and of stock."""
    return (
        [percentile(ours_, share) for ours_, _ in rounds],
        [percentile(stocks, share) for _, stocks in rounds],
    )


def long_conversations(pair: Pair, size: Size) -> list[Row]:
    """Measures late turns against early ones of the same conversation."""
    rows = []
    with pair.running() as both:
        for name, texts in (
            ("p50 of turns 290 to 300 against 5 to 15", of_turns(pair.texts)),
            (
                "the same, every fourth message not understood",
                with_noise(of_turns(pair.texts)),
            ),
        ):
            growth: tuple[list[float], list[float]] = ([], [])
            late: tuple[list[float], list[float]] = ([], [])
            for _ in range(size.rounds):
                for place, side in enumerate((pair.ours, pair.stock)):
                    result = one_conversation(side.kind, both[place].address, texts)
                    slow = median(result.milliseconds[turn] for turn in LATE)
                    quick = median(result.milliseconds[turn] for turn in EARLY)
                    growth[place].append(slow / quick)
                    late[place].append(slow)
            details = {
                "milliseconds of turns 290 to 300": {
                    "ours": round(median(late[0]), 2),
                    "stock": round(median(late[1]), 2),
                }
            }
            bar = Bar("ours", "<=", 1.2)
            rows.append(Row(name, "times", *growth, bar, details=details))
    return rows


def of_turns(texts: list[str]) -> list[str]:
    """Returns what is said in one long conversation: late as early the same.

    What differs between the two is then their place alone.
    """
    said = texts[:TURNS]
    said[LATE.start : LATE.stop] = said[EARLY.start : EARLY.stop]
    return said


def with_noise(texts: list[str]) -> list[str]:
    """Returns texts of which every fourth is no language."""
    draw = random.Random(8)
    noise = ("".join(draw.choices("bcdfghjklmnpqrstvwxz", k=9)) for _ in texts)
    return [
        nonsense if turn % EVERY_FOURTH == EVERY_FOURTH - 1 else text
        for turn, (text, nonsense) in enumerate(zip(texts, noise, strict=True))
    ]


def one_conversation(kind: Kind, address: str, texts: list[str]) -> Result:
    """Talks in one conversation; what early turns say was heard in another before.

    So that no turn gains from what a part of the assistant remembers of a text.
    """
    early = [texts[turn] for turn in EARLY]
    put(Load(kind, address, early, len(early), a_conversation=len(early)))
    load = Load(kind, address, texts, len(texts), a_conversation=len(texts))
    return put(replace(load, seconds=LONGEST_CONVERSATION))
