"""The rows of the table, by name; starting and training are measured here."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable

from benchmarks import ours, stock
from benchmarks.conversations import long_conversations, short_conversations
from benchmarks.crowds import many_people, memory
from benchmarks.figures import Bar, Row
from benchmarks.pair import Pair, Size, started


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
