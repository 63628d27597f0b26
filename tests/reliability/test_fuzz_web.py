"""Whatever is typed in the browser gets a whole reply in the right language."""

from __future__ import annotations

import itertools
import json
import uuid
from collections import Counter
from typing import Any, Dict, Iterator

import pytest
import requests
from cluster.assistants import Assistant
from hypothesis import given, settings

from .replies import check_language, check_line, validator
from .texts import Typed, typed

pytestmark = pytest.mark.model
FEW, MANY = 120, 10_000
MESSAGES_OF_ONE = 25
REFUSED = {400, 413}
"""Statuses of what is empty or too long, which is said in both languages."""


def sessions(assistant: Assistant, http: requests.Session) -> Iterator[Dict[str, str]]:
    """Yields headers of somebody, each person for some messages."""
    while True:
        answer = http.post(f"{assistant.address}/webhooks/web/session", json={})
        signed_in = {"Authorization": f"Bearer {answer.json()['token']}"}
        yield from itertools.repeat(signed_in, MESSAGES_OF_ONE)


def fuzz(assistant: Assistant, count: int, derandomize: bool) -> Counter[str]:
    http = requests.Session()
    people = sessions(assistant, http)
    seen: Counter[str] = Counter()

    @settings(max_examples=count, derandomize=derandomize, database=None)
    @given(typed())
    def send(message: Typed) -> None:
        body = {"id": uuid.uuid4().hex, "text": message.text}
        response = http.post(
            f"{assistant.address}/webhooks/web/messages",
            data=json.dumps(body),
            headers={**next(people), "Content-Type": "application/json"},
            timeout=60,
        )
        seen["messages"] += 1
        if response.status_code != 200:
            assert response.status_code in REFUSED, (message, response.text)
            assert message.language is None, (message, response.text)
            validator("Refusal").validate(response.json())
            seen["refused"] += 1
            return
        lines = [json.loads(line) for line in response.content.splitlines()]
        for line in lines:
            check_line(line)
        assert lines[-1] == {"type": "done", "id": body["id"]}, (message, lines)
        replies = [line for line in lines if line["type"] == "message"]
        answers: list[Any] = [line["answer"] for line in replies if line["answer"]]
        check_language(
            message, [line["text"] for line in replies], (answers or [None])[-1]
        )
        seen["answered"] += 1

    send()
    assert assistant.says_yes()
    assert "Traceback" not in assistant.said()
    assert "failed" not in assistant.said()
    return seen


def test_some_messages(alone: Assistant) -> None:
    assert fuzz(alone, FEW, derandomize=True)["answered"] > FEW / 4


@pytest.mark.slow
def test_ten_thousand_messages(alone: Assistant, figure) -> None:
    seen = fuzz(alone, MANY, derandomize=False)
    figure("fuzzed messages over the web", seen)
    assert seen["messages"] >= MANY
