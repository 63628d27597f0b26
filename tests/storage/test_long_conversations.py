"""What the last turns of a long conversation cost, beside the first."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from werdegang.serving.assistant import Assistant
from werdegang.serving.model import present_model
from werdegang.settings import Settings

pytestmark = [pytest.mark.model, pytest.mark.slow]

TURNS = 300
EARLY, LATE = slice(4, 15), slice(289, 300)
BAR = 1.2
ASKED = [
    "Welchen Abschluss brauche ich?",
    "und ohne?",
    "Was macht man da?",
    "What skills do I need?",
    "Wie fange ich klein an?",
]
NOT_UNDERSTOOD = "flurbel grmpf xyzzy quux"


@pytest.fixture(params=[False, True], ids=["memory", "file"])
def talking(
    request: pytest.FixtureRequest,
    loop: asyncio.AbstractEventLoop,
    assistant: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Assistant]:
    monkeypatch.setenv("WERDEGANG_VAR", str(tmp_path))
    settings = Settings.from_environment()
    model = present_model(settings)
    yield loop.run_until_complete(Assistant.load(model, settings, keeps=request.param))


@pytest.mark.parametrize("missed", [0, 4], ids=["understood", "every fourth not"])
def test_turn_300_costs_what_turn_5_costs(
    talking: Assistant, loop: asyncio.AbstractEventLoop, missed: int
) -> None:
    """Measured in the process's own time, which others on the machine do not share."""

    def turn(text: str, conversation: str) -> float:
        started = time.process_time()
        loop.run_until_complete(talking.reply(text, conversation))
        return time.process_time() - started

    for number in range(5):
        turn(ASKED[number], "warming up")
    took = [
        turn(
            NOT_UNDERSTOOD
            if missed and number % missed == 0
            else ASKED[number % len(ASKED)],
            "long",
        )
        for number in range(1, TURNS + 1)
    ]
    early, late = median(took[EARLY]), median(took[LATE])
    print(f"{early * 1000:.1f} ms, {late * 1000:.1f} ms, {late / early:.2f}")
    assert late <= BAR * early
