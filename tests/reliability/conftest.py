"""One assistant as a whole process, with all that it has by default."""

from __future__ import annotations

from typing import Iterator

import pytest
from cluster.assistants import Assistant
from hypothesis import HealthCheck, settings

settings.register_profile(
    "reliability",
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("reliability")


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Returns an assistant on SQLite, as `make run` starts it."""
    assistant = Assistant(tmp_path_factory.mktemp("alone"), log_level="INFO")
    assistant.start().wait_until_ready()
    yield assistant
    assistant.end()
