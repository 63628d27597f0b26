"""A whole process run: what is typed is in no log, and stored only where it may be."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any, Iterator, List

import pytest
import requests
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered

from werdegang.storage.conversations import ConversationStore

from .asking import call
from .conftest import Running, bearer, lines

pytestmark = pytest.mark.model

WORD = "Tausendschoen"
DAY = 86400
TALK = [
    f"Welchen Abschluss brauche ich, {WORD}?",
    "und ohne?",
    f"{WORD} grmpf xyzzy",
    f"/restart{WORD}",
    f"Zeig mir meine Daten, {WORD}",
]


def old_conversation(var: Path) -> None:
    """Has a conversation stored that has been silent for 31 days."""

    async def work() -> None:
        var.mkdir()
        address = f"sqlite:///{var / 'conversations.sqlite'}"
        store = ConversationStore(Domain.empty(), address=address)
        tracker = store.init_tracker("old")
        at = time.time() - 31 * DAY
        tracker.update(UserUttered(f"{WORD} von damals", timestamp=at))
        await store.save(tracker)
        store.close()

    asyncio.run(work())


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("privacy")
    old_conversation(folder / "var")
    made = Running(folder, log_level="DEBUG", store_text="no")
    made.folder = folder  # type: ignore[attr-defined]
    yield made
    made.stop()


def on_disk(folder: Path) -> bytes:
    return b"".join(
        file.read_bytes() for file in (folder / "var").rglob("*") if file.is_file()
    )


def test_nothing_typed_is_stored_or_logged(running: Any) -> None:
    token = running.session()
    made: List[str] = []
    for number, text in enumerate(TALK):
        made.append(f"message-{number}-{'x' * 8}")
        answer = lines(running.ask(token, text, made[-1]))
        assert answer[-1]["type"] == "done"
        if text == "und ohne?":
            assert answer[1]["answer"]["needs"] == ["without_degree"]
    feedback = {"message": f"{made[0]}.1", "value": "down", "word": f"schade, {WORD}"}
    given = call(running, ("POST", "/feedback", feedback), bearer(token))
    assert given.status_code == 204
    assert lines(running.ask(token, TALK[0], made[0]))[1]["id"] == f"{made[0]}.1"

    exported = call(running, ("GET", "/export", None), bearer(token)).json()
    assert {message["who"] for message in exported["messages"]} == {"assistant"}
    assert len(exported["messages"]) >= len(TALK)
    assert exported["feedback"][f"{made[0]}.1"]["word"] == ""

    for refused in ("not-a-token", token[:-3] + "abc"):
        assert running.ask(refused, WORD).status_code in (401, 403)
    rest = f"{running.address}/webhooks/rest/webhook"
    asked = {"sender": f"{WORD}-1", "message": f"Was ist das, {WORD}?"}
    assert requests.post(rest, json=asked).json()
    assert requests.post(rest, data=f"{WORD}{{").status_code >= 400

    log = running.log.read_text()
    assert len(log.splitlines()) > 50, "it is a log at DEBUG"
    for hidden in (WORD, token, token.split(".")[1], exported["conversation"], *made):
        assert hidden not in log
    kept = on_disk(running.folder).replace(f"{WORD}-1".encode(), b"")
    assert WORD.encode() not in kept, "but as the sender's own name in REST"


def test_conversations_of_before_go_by_themselves(running: Any) -> None:
    assert b"von damals" not in on_disk(running.folder)


def test_what_is_asked_on_the_command_line_is_in_no_log(
    running: Any, tmp_path: Path
) -> None:
    import os
    import subprocess
    import sys

    variables = {
        "PYTHONPATH": ".",
        "WERDEGANG_LOG_LEVEL": "DEBUG",
        "WERDEGANG_VAR": str(tmp_path / "var"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "werdegang", "ask", f"Was ist das Backoffice, {WORD}?"],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert WORD not in done.stdout + done.stderr
    assert "[1]" in done.stdout
    assert not (tmp_path / "var").exists(), "it keeps nothing"
