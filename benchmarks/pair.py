"""This assistant and stock Rasa, started side by side, and what is said to them."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ours, stock
from benchmarks.load import FAILED, Kind, Result, first_answer
from benchmarks.processes import Running

QUESTIONS = Path("tests/understanding/unseen")
FIRST = "Welchen Abschluss brauche ich?"
SECONDS_TO_START = 300
A_CONVERSATION = 5
"""Messages of a short conversation."""


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


def failures(result: Result) -> int:
    """Returns how many messages were not answered at all."""
    return sum(outcome.startswith(FAILED) for outcome in result.outcomes)
