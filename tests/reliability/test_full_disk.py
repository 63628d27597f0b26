"""The disk under SQLite is full: people are told, nothing breaks, it comes back."""

from __future__ import annotations

import os
import subprocess
import uuid
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
from cluster.assistants import Assistant
from cluster.people import Conversation, Person, led_in_peace, substance

from .test_kills import stored_ids
from .texts import language_of

pytestmark = pytest.mark.model
SIZE = "12m"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)],
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("a small disk can be mounted by root only")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_full_disk_is_said_clearly_and_passes(
    tmp_path: Path, small_disk: Path, figure
) -> None:
    assistant = Assistant(tmp_path, "alone", var=small_disk).start().wait_until_ready()
    try:
        expected = led_in_peace(assistant.address)
        person = Person(assistant.address)
        conversation = person.begin(0)
        first = str(uuid.uuid4())
        assert person.try_once(conversation, first, "Welchen Abschluss brauche ich?")

        fill(small_disk / "filler")
        ids = [uuid.uuid4().hex for _ in range(40)]
        refused = [made for made in ids if not ask(person, conversation, made)]
        told = [t for t in conversation.troubles if "text" in t]
        assert len(refused) > 20, "the disk was not full"
        assert len(told) == len(refused), conversation.troubles
        assert {trouble["code"] for trouble in told} == {"unavailable"}
        for trouble in told:
            for language, text in trouble["text"].items():
                assert language_of(text) == language
        assert assistant.says_yes("/health/live")

        (small_disk / "filler").unlink()
        for made in refused:
            assert ask(person, conversation, made), conversation.troubles[-1]
        stored = stored_ids(small_disk / "conversations.sqlite")
        assert sorted(stored[-len(ids) :]) == sorted(ids)
        assert led_in_peace(assistant.address) == expected
        assert kept_ids(person, conversation) == [first, *stored[-len(ids) :]]
    finally:
        assistant.end()
    figure(
        "disk full",
        {"refused with a clear line": len(refused), "lost": 0, "doubled": 0},
    )


def ask(person: Person, conversation: Conversation, made: str) -> List[Any]:
    replies: List[Dict[str, Any]] = (
        person.try_once(conversation, made, "Was macht man da?") or []
    )
    return [substance(reply) for reply in replies]


def kept_ids(person: Person, conversation: Conversation) -> List[str]:
    said = person.history(conversation)
    return [each["id"] for each in said if each["who"] == "person"]


def fill(file: Path) -> None:
    """Takes all the room there is."""
    with file.open("wb", buffering=0) as opened:
        for size in (65536, 4096, 1):
            try:
                while True:
                    opened.write(os.urandom(size))
            except OSError:
                continue
