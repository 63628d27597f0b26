"""Clients that are slow, silent, gone or many hold up nobody else."""

from __future__ import annotations

import json
import resource
import socket
import threading
import time
import uuid
from contextlib import ExitStack
from pathlib import Path
from typing import Iterator, List

import pytest
from cluster.assistants import Assistant
from cluster.people import Person

pytestmark = pytest.mark.model
TEXT = "Welchen Abschluss brauche ich?"
IDLE = 1000
MOST_MEMORY = 60 * 1024 * 1024
"""Bytes that so many idle connections may cost."""


@pytest.fixture(autouse=True)
def enough_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def connected(assistant: Assistant) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", assistant.port), timeout=30)
    return made


def seconds_of_a_question(assistant: Assistant) -> float:
    """Asks as everybody does; returns how long that took."""
    person = Person(assistant.address)
    conversation = person.begin(0)
    begun = time.monotonic()
    assert person.try_once(conversation, uuid.uuid4().hex, TEXT)
    return time.monotonic() - begun


def message(assistant: Assistant, text: str = TEXT) -> bytes:
    """Returns a whole request."""
    token = Person(assistant.address).begin(0).token
    body = json.dumps({"id": uuid.uuid4().hex, "text": text}).encode()
    head = (
        "POST /webhooks/web/messages HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


def memory(assistant: Assistant) -> int:
    assert assistant.process is not None
    status = Path(f"/proc/{assistant.process.pid}/status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def open_files(assistant: Assistant) -> int:
    assert assistant.process is not None
    return len(list(Path(f"/proc/{assistant.process.pid}/fd").iterdir()))


def test_thousand_idle_connections(alone: Assistant, figure) -> None:
    calm = seconds_of_a_question(alone)
    before, files = memory(alone), open_files(alone)
    with ExitStack() as opened:
        for _ in range(IDLE):
            opened.enter_context(connected(alone))
        end = time.monotonic() + 40
        while open_files(alone) < files + IDLE - 10 and time.monotonic() < end:
            time.sleep(0.1)
        assert open_files(alone) >= files + IDLE - 10
        meanwhile = seconds_of_a_question(alone)
        cost = memory(alone) - before
    end = time.monotonic() + 30
    while open_files(alone) > files + 10 and time.monotonic() < end:
        time.sleep(0.1)
    figure(
        "1,000 idle connections",
        {
            "seconds of a question before": calm,
            "meanwhile": meanwhile,
            "MiB": round(cost / 2**20, 1),
            "left open": max(0, open_files(alone) - files),
        },
    )
    assert meanwhile < calm + 2
    assert cost < MOST_MEMORY
    assert open_files(alone) <= files + 10


def test_slow_readers_and_half_sent_requests(alone: Assistant, figure) -> None:
    """50 who read byte by byte, 50 who stop in the header, 50 in the body."""
    whole = message(alone)
    with ExitStack() as opened:
        slow: List[socket.socket] = []
        for _ in range(50):
            reader = opened.enter_context(socket.socket())
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            reader.connect(("127.0.0.1", alone.port))
            reader.sendall(message(alone))
            slow.append(reader)
            opened.enter_context(connected(alone)).sendall(whole[:60])
            opened.enter_context(connected(alone)).sendall(whole[:-5])
        reading = threading.Event()

        def read_slowly() -> None:
            while not reading.wait(0.2):
                for reader in slow:
                    reader.recv(1)

        thread = threading.Thread(target=read_slowly, daemon=True)
        thread.start()
        meanwhile = max(seconds_of_a_question(alone) for _ in range(3))
        reading.set()
        thread.join(30)
    figure(
        "50 slow readers, 100 half-sent requests",
        {"slowest question meanwhile, seconds": meanwhile},
    )
    assert meanwhile < 5
    assert alone.says_yes()
    assert "failed" not in alone.said()


def test_client_that_goes_away_leaves_its_turn_whole(alone: Assistant) -> None:
    """Sent, and gone before the answer; the message is answered, and only once."""
    person = Person(alone.address)
    conversation = person.begin(0)
    made = uuid.uuid4().hex
    body = json.dumps({"id": made, "text": TEXT}).encode()
    with connected(alone) as leaving:
        leaving.sendall(
            (
                "POST /webhooks/web/messages HTTP/1.1\r\nHost: localhost\r\n"
                f"Authorization: Bearer {conversation.token}\r\n"
                "Content-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            ).encode()
            + body
        )
        time.sleep(0.05)
        leaving.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00"
        )
    end = time.monotonic() + 30
    while len(person.history(conversation)) < 2 and time.monotonic() < end:
        time.sleep(0.1)
    first = person.history(conversation)
    assert [said["id"] for said in first if said["who"] == "person"] == [made]
    assert person.try_once(conversation, made, TEXT)
    assert person.history(conversation) == first
