"""What 50 people at once get through, and what memory they leave taken."""

from __future__ import annotations

import tempfile
from statistics import median

from benchmarks.figures import Bar, Row, percentile
from benchmarks.load import Load, put
from benchmarks.pair import A_CONVERSATION, Pair, Side, Size, failures, started
from benchmarks.processes import Running

PEOPLE = 50
SLOWEST_MS = 1000.0
FLAT = 1.05
"""How much more memory counts as none: what the allocator leaves between pages."""


def many_people(pair: Pair, size: Size) -> list[Row]:
    """Measures how much 50 people get through who talk at the same time."""
    rates: tuple[list[float], list[float]] = ([], [])
    slowest: tuple[list[float], list[float]] = ([], [])
    costs: tuple[list[float], list[float]] = ([], [])
    errors = [0, 0]
    with pair.running() as both:
        for number in range(size.rounds):
            for place, side in enumerate((pair.ours, pair.stock)):
                spent = both[place].cpu_seconds()
                result = put(
                    Load(
                        side.kind,
                        both[place].address,
                        pair.texts,
                        messages=10**6,
                        people=PEOPLE,
                        a_conversation=A_CONVERSATION,
                        seconds=size.seconds,
                        first=number * 331,
                    )
                )
                spent = both[place].cpu_seconds() - spent
                count = len(result.outcomes)
                rates[place].append(count / result.seconds)
                slowest[place].append(percentile(result.milliseconds, 0.95))
                costs[place].append(spent / count * 1000)
                errors[place] += failures(result)
    details = {
        "p95 in ms": {"ours": median(slowest[0]), "stock": median(slowest[1])},
        "errors": {"ours": errors[0], "stock": errors[1]},
        "processor ms a message": {"ours": median(costs[0]), "stock": median(costs[1])},
    }
    return [
        Row(
            f"messages a second, {PEOPLE} people at once",
            "1/s",
            *rates,
            Bar("ratio", ">=", 5, ", p95 under 1 s, no error"),
            max(slowest[0]) < SLOWEST_MS and errors[0] == 0,
            details=details,
        )
    ]


def memory(pair: Pair, size: Size) -> list[Row]:
    """Measures memory after many short conversations, and ours after many more."""
    after: tuple[list[float], list[float]] = ([], [])
    growth: list[float] = []
    much_later: list[float] = []
    errors = [0, 0]
    for number in range(size.memory_rounds):
        for place, side in enumerate((pair.ours, pair.stock)):
            with tempfile.TemporaryDirectory() as folder:
                running = started(side, folder)
                try:
                    errors[place] += talk(pair, side, running, size.messages)
                    after[place].append(running.megabytes())
                    if side is pair.ours and number == 0:
                        more = size.many - size.messages
                        errors[place] += talk(pair, side, running, more)
                        much_later.append(running.megabytes())
                        growth.append(much_later[-1] / after[place][-1])
                finally:
                    running.stop()
    conversations = size.messages // A_CONVERSATION
    name = f"memory after {size.messages:,} messages in {conversations:,} conversations"
    later = f"memory after {size.many:,} messages against {size.messages:,}"
    details = {"errors": {"ours": errors[0], "stock": errors[1]}}
    return [
        Row(name, "MB", *after, Bar("ratio", "<=", 0.6), details=details),
        Row(
            later,
            "times",
            growth,
            [],
            Bar("ours", "<=", FLAT),
            details={"megabytes": much_later[0]},
        ),
    ]


def talk(pair: Pair, side: Side, running: Running, messages: int) -> int:
    """Has messages sent by 50 people; returns how many failed."""
    load = Load(
        side.kind,
        running.address,
        pair.texts,
        messages,
        people=PEOPLE,
        a_conversation=A_CONVERSATION,
        seconds=3600,
    )
    return failures(put(load))
