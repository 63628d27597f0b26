"""The assistant alone, on SQLite, killed at any moment: no message lost or doubled."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import List

import pytest
from cluster.assistants import Assistant
from cluster.people import Crowd, check, led_in_peace

pytestmark = pytest.mark.model
LONGEST = 2.0
"""Seconds of answering before a kill, at most."""


def stored_ids(file: Path) -> List[str]:
    """Returns ids of the messages that people sent, as often as they are stored."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = database.execute("SELECT data FROM events WHERE type_name = 'user'")
        return [str(json.loads(data)["message_id"]) for (data,) in rows]


@pytest.mark.parametrize("kills", [2, pytest.param(100, marks=pytest.mark.slow)])
def test_kills_at_random_moments_cost_no_message(
    tmp_path: Path, kills: int, figure
) -> None:
    assistant = Assistant(tmp_path).start().wait_until_ready()
    try:
        expected = led_in_peace(assistant.address)
        with Crowd(assistant.address, people=6) as crowd:
            for _ in range(kills):
                crowd.talk_for(random.uniform(0, LONGEST), answers=random.randrange(6))
                assistant.kill()
                assistant.start().wait_until_ready("/health/ready")
            crowd.talk_for(LONGEST)
        stored = stored_ids(assistant.var / "conversations.sqlite")
        found = check(assistant.address, crowd.conversations, expected, stored)
    finally:
        assistant.end()
    figure(f"{kills} kills of the assistant alone, on SQLite", found)
    assert found.faultless, found
    assert found.messages > 10 * kills / 2
