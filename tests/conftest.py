"""What tests share: the knowledge, and the trained assistant as it is served."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Dict

import pytest

from werdegang.careers import Knowledge, load_knowledge
from werdegang.environment import prepare

prepare()
ROOT = Path(__file__).parent.parent
os.chdir(ROOT)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge(ROOT / "knowledge")


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    own = asyncio.new_event_loop()
    yield own
    own.close()


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The model of the present data, trained where it is missing."""
    from werdegang.serving.model import present_model, train
    from werdegang.settings import Settings

    settings = Settings.from_environment({})
    return present_model(settings) or train(settings)


@pytest.fixture(scope="session")
def assistant(loop, trained_model):
    """The assistant with the model of the present data."""
    from werdegang.serving.assistant import Assistant
    from werdegang.settings import Settings

    settings = Settings.from_environment({})
    return loop.run_until_complete(Assistant.load(trained_model, settings))


@pytest.fixture
def ask(assistant, loop) -> Callable:
    """Asks the assistant; without a conversation's name each call starts a new one."""
    count = iter(range(10**9))
    run = os.urandom(4).hex()

    def _ask(text: str, conversation: str | None = None, locale: str | None = None):
        name = f"{run}-{conversation or next(count)}"
        return loop.run_until_complete(assistant.reply(text, name, locale))

    return _ask


MEASURED: Dict[str, str] = {}
"""What tests have measured, for docs/reliability.md."""


@pytest.fixture
def figure() -> Callable[..., None]:
    """Notes a measured figure, which is shown when all tests are through."""

    def note(name: str, found: object, **more: object) -> None:
        values = dict(found) if isinstance(found, dict) else dict(vars(found))
        values.update(more)
        MEASURED[name] = ", ".join(
            f"{key.replace('_', ' ')} "
            + (f"{value:.1f}" if isinstance(value, float) else f"{value}")
            for key, value in values.items()
        )

    return note


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Shows the figures."""
    if MEASURED:
        terminalreporter.section("measured")
    for name, values in MEASURED.items():
        terminalreporter.write_line(f"{name}: {values}")
