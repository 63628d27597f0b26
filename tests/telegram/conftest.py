"""Strict servers, and the assistant running against them in both modes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from running import Running
from strict_api import StrictApi

LONG_CONTACT = " ".join(
    f"Frau & Herr <Nummer {number}> helfen Ihnen gern weiter." for number in range(150)
)
"""Longer than a message may be, and full of signs that HTML gives a meaning to."""


@pytest.fixture
def api() -> Iterator[StrictApi]:
    with StrictApi() as server:
        yield server


@pytest.fixture(scope="session")
def polling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One assistant that polls, for all tests that need none of their own."""
    with StrictApi() as server:
        var = tmp_path_factory.mktemp("polling")
        with Running(server, var, WERDEGANG_HUMAN_CONTACT=LONG_CONTACT) as running:
            yield running


@pytest.fixture(scope="session")
def webhook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One assistant with a webhook."""
    with StrictApi() as server:
        var = tmp_path_factory.mktemp("webhook")
        with Running(server, var, mode="webhook") as running:
            server.wait(lambda: server.state.webhook["url"])
            yield running
