"""The assistant as a process of its own, as people start it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

pytestmark = pytest.mark.model

SECONDS_TO_START = 120
SECONDS_TO_END = 30


@pytest.fixture(scope="module")
def model(assistant):
    """The trained model, so that the processes find it."""


def started(*arguments: str, **environment: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "werdegang", *arguments],
        env={**os.environ, "PYTHONPATH": ".", **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def post(port: int, message: dict) -> list[dict]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/webhooks/rest/webhook",
        json.dumps(message).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def post_once_started(process, port: int, message: dict) -> list[dict]:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        assert process.poll() is None, process.communicate()
        try:
            return post(port, message)
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < deadline, "it does not answer"
            time.sleep(0.5)


def test_it_serves_answers_and_ends_cleanly(model):
    port = free_port()
    process = started("run", WERDEGANG_PORT=str(port))
    try:
        question = {"sender": "me", "message": "Welchen Abschluss brauche ich?"}
        replies = post_once_started(process, port, question)
        said = [reply for reply in replies if reply.get("custom")]
        assert "Quellen:" in " ".join(r.get("text", "") for r in replies)
        assert said[0]["custom"]["answer"]["needs"] == ["degree_needed"]
        then = post(port, {"sender": "me", "message": "und ohne?"})
        assert "without_degree" in json.dumps(then)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=SECONDS_TO_END)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert process.returncode in (0, 130)
    assert "Traceback" not in output + errors


def test_one_question_is_answered_on_the_command_line(model):
    output, errors = started("ask", "Was ist das Backoffice?").communicate(timeout=120)
    assert "[1]" in output
    assert "Quelle" in output
    assert "Traceback" not in errors


def test_many_questions_are_answered_line_by_line(model):
    lines = [
        {"text": "Was ist das Backoffice?", "locale": "de"},
        {"text": "Which degree do I need?", "id": 7},
    ]
    process = started("ask", "--batch", "-")
    output, errors = process.communicate(
        "\n".join(json.dumps(line) for line in lines) + "\n", timeout=120
    )
    assert process.returncode == 0, errors
    found = [json.loads(line) for line in output.splitlines()]
    assert [line["answer"]["needs"] for line in found] == [
        ["back_office_definition"],
        ["degree_needed"],
    ]
    assert [line["answer"]["language"] for line in found] == ["de", "en"]
    assert found[1]["id"] == 7
    assert all(line["milliseconds"] > 0 for line in found)
