"""Where a turn's processor time goes: looked at every two milliseconds of it.

usage: python -m benchmarks.turn_profile [--turns N] [--write]

Turns run in this process, from the web channel on, without HTTP. With `--write`, the
table goes into docs/performance.md.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from werdegang.environment import prepare

SECONDS_BETWEEN = 0.002
A_CONVERSATION = 5
WARM_UP = 30
STEPS: Sequence[tuple[str, str]] = (
    ("understanding: the sentence encoder", "understanding/encoder.py"),
    ("understanding: the classifier", "understanding/classifier.py"),
    ("understanding: the rest", "werdegang/understanding/"),
    ("understanding: the rest", "rasa/nlu/"),
    ("the action and its answer", "serving/in_process.py"),
    ("policies and rules", "rasa/core/policies/"),
    ("database", "werdegang/storage/"),
    ("the rest of Rasa", "rasa/core/processor.py"),
)
"""Steps and by which file on the stack they are told, the innermost steps first."""
CHANNEL = "the web channel without HTTP"


def step_of(files: Sequence[str]) -> str:
    """Returns what is being done.

    Args:
        files: of the functions that are running, in any order.
    """
    for step, part in STEPS:
        if any(part in file for file in files):
            return step
    return CHANNEL


def files_of(frame: FrameType | None) -> Iterator[str]:
    """Yields the files of a function and of those that called it."""
    while frame is not None:
        yield frame.f_code.co_filename
        frame = frame.f_back


@contextmanager
def looking(found: Counter[str]) -> Iterator[None]:
    """Counts what the main thread is doing, as long as this goes on."""

    def look(number: int, frame: FrameType | None) -> None:
        found[step_of(list(files_of(frame)))] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, SECONDS_BETWEEN, SECONDS_BETWEEN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


async def profiled(turns: int) -> tuple[Counter[str], float]:
    """Returns how often each step was seen, and processor seconds a turn."""
    from benchmarks.pair import questions
    from werdegang.channels.web.incoming import Message
    from werdegang.channels.web.turns import Turns
    from werdegang.serving.assistant import endpoints
    from werdegang.serving.loading import agent_without_model, load_model
    from werdegang.serving.model import path_of_model
    from werdegang.settings import Settings

    settings = Settings.from_environment()
    agent = await agent_without_model(endpoints(settings))
    load_model(agent, path_of_model(settings))
    channel, texts = Turns(), questions()

    async def talk(numbers: range) -> None:
        for number in numbers:
            message = Message(uuid.uuid4().hex, texts[number % len(texts)], None)
            conversation = f"profile-{number // A_CONVERSATION}"
            async for _ in channel.lines(agent, conversation, message):
                pass

    await talk(range(WARM_UP))
    found: Counter[str] = Counter()
    spent = time.process_time()
    with looking(found):
        await talk(range(WARM_UP, WARM_UP + turns))
    return found, (time.process_time() - spent) / turns


def profile_table(found: Counter[str], seconds: float) -> str:
    """Returns the table: share and milliseconds of each step.

    Args:
        found: how often each step was seen.
        seconds: of processor time a turn.
    """
    lines = ["| step | share | ms a turn |", "|---|---|---|"]
    for step, count in found.most_common():
        share = count / found.total()
        lines.append(f"| {step} | {share:.0%} | {share * seconds * 1000:.1f} |")
    lines.append(f"| all | | {seconds * 1000:.1f} |")
    return "\n".join(lines)


def main() -> None:
    """Profiles and prints, or writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.turn_profile")
    parser.add_argument("--turns", type=int, default=1000)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    prepare()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WERDEGANG_VAR"] = folder
        table = profile_table(*asyncio.run(profiled(given.turns)))
    print(table)
    if given.write:
        from benchmarks.report import PAGE, between

        text = between(PAGE.read_text("utf-8"), "profile", table)
        PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
