"""What is measured, a function for each row or group of rows."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks import ours, stock
from benchmarks.figures import Bar, Row, percentile
from benchmarks.load import ANSWERED, FAILED, Kind, Load, Result, first_answer, put
from benchmarks.processes import Running

QUESTIONS = Path("tests/understanding/unseen")
FIRST = "Welchen Abschluss brauche ich?"
SECONDS_TO_START = 300
A_CONVERSATION = 5
PEOPLE = 50
TURNS = 300
EARLY, LATE = range(4, 15), range(289, 300)
"""Turns 5 to 15 and 290 to 300, counted from 0."""
EVERY_FOURTH = 4
LONGEST_CONVERSATION = 3600.0
"""Seconds after which a long conversation is given up."""
SLOWEST_MS = 1000.0
FLAT = 1.05
"""How much more memory counts as none: what the allocator leaves between pages."""


@dataclass(frozen=True)
class Size:
    """How much is measured.

    Attributes:
        rounds: of ours and stock in turn.
        questions: a round, for the times of single answers.
        seconds: of 50 people a round.
        messages: after which memory is read.
        many: after which it is read again; ours only.
        memory_rounds: as `rounds`, for memory.
    """

    rounds: int = 3
    questions: int = 300
    seconds: float = 20.0
    messages: int = 5000
    many: int = 20000
    memory_rounds: int = 3


QUICK = Size(1, 40, 5.0, 200, 800, 1)


@dataclass(frozen=True)
class Side:
    """One of the two that are compared."""

    kind: Kind
    start: Callable[[Path], Running]


class Pair:
    """Both sides, and what people say to them.

    Args:
        model: of stock Rasa.
        training: how it came about.
    """

    def __init__(self, model: Path, training: stock.Training) -> None:
        self.ours = Side("web", ours.start)
        self.stock = Side("rest", lambda folder: stock.start(model, folder))
        self.training = training
        self.texts = questions()

    @contextmanager
    def running(self) -> Iterator[tuple[Running, Running]]:
        """Runs both until they are not needed; they answer when this begins."""
        with tempfile.TemporaryDirectory() as folder, ExitStack() as ending:
            one = started(self.ours, folder)
            ending.callback(one.stop)
            other = started(self.stock, folder)
            ending.callback(other.stop)
            yield one, other


def questions() -> list[str]:
    """Returns questions that no model was trained on, in an order drawn once.

    There are more of them than any part of the assistant remembers.
    """
    found = [
        json.loads(line)["text"]
        for file in sorted(QUESTIONS.glob("questions.*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    random.Random(7).shuffle(found)
    return found


def started(side: Side, folder: str) -> Running:
    """Starts a side and returns it when it has answered; ends it where it does not."""
    running = side.start(Path(folder))
    try:
        answer = first_answer(side.kind, running.address, FIRST, SECONDS_TO_START)
        asyncio.run(answer)
    except BaseException:
        running.stop()
        raise
    return running


def short_conversations(pair: Pair, size: Size) -> list[Row]:
    """Measures single questions, one person after another."""
    p50: tuple[list[float], list[float]] = ([], [])
    p95: tuple[list[float], list[float]] = ([], [])
    with pair.running() as both:
        for number in range(size.rounds):
            results = [
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
            for place, times in enumerate(of_questions_answered_by_both(*results)):
                p50[place].append(percentile(times, 0.5))
                p95[place].append(percentile(times, 0.95))
    a_fifth = Bar("ratio", "<=", 0.2)
    return [
        Row("p50 of an answered question", "ms", *p50, a_fifth),
        Row("p95 of an answered question", "ms", *p95, a_fifth),
    ]


def of_questions_answered_by_both(
    one: Result, other: Result
) -> tuple[list[float], list[float]]:
    """Returns the milliseconds of both for questions that both have answered."""
    kept = [
        (mine, theirs)
        for mine, theirs, *outcomes in zip(
            one.milliseconds,
            other.milliseconds,
            one.outcomes,
            other.outcomes,
            strict=True,
        )
        if outcomes == [ANSWERED, ANSWERED]
    ]
    return [mine for mine, _ in kept], [theirs for _, theirs in kept]


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


def failures(result: Result) -> int:
    """Returns how many messages were not answered at all."""
    return sum(outcome.startswith(FAILED) for outcome in result.outcomes)


def starts(pair: Pair, size: Size) -> list[Row]:
    """Measures from the start of the processes to the first answer."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(size.rounds):
        for place, side in enumerate((pair.ours, pair.stock)):
            with tempfile.TemporaryDirectory() as folder:
                begun = time.monotonic()
                running = started(side, folder)
                took = time.monotonic() - begun
                running.stop()
                seconds[place].append(took)
    return [Row("start to first answer", "s", *seconds, Bar("ratio", "<=", 0.5))]


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


def training(pair: Pair, size: Size) -> list[Row]:
    """Measures our training beside that of the stock model when it was trained."""
    seconds = [ours.seconds_to_train() for _ in range(size.rounds)]
    found = pair.training
    figure, note = "training, whole command", ""
    if not found.is_whole:
        figure += f" (stock with {found.epochs} of {stock.ALL_EPOCHS} epochs)"
        note = (
            f"Stock trained its intent classifier for {found.epochs} epochs instead of "
            f"the {stock.ALL_EPOCHS} that are its default: its whole command takes "
            "longer than this figure, and the true ratio is smaller."
        )
    bar = Bar("ratio", "<=", 0.333)
    return [Row(figure, "s", seconds, [found.seconds], bar, note=note)]


ROWS: dict[str, Callable[[Pair, Size], list[Row]]] = {
    "short": short_conversations,
    "long": long_conversations,
    "people": many_people,
    "start": starts,
    "memory": memory,
    "training": training,
}
