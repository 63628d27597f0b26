"""Whatever comes over Rasa's REST channel gets a reply in the right language."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest
import requests
from cluster.assistants import Assistant
from hypothesis import given, settings

from .replies import check_language
from .texts import Typed, typed

pytestmark = pytest.mark.model
FEW, MANY = 60, 10_000
MESSAGES_OF_ONE = 25


def fuzz(assistant: Assistant, count: int, derandomize: bool) -> Counter[str]:
    http = requests.Session()
    run = uuid.uuid4().hex
    seen: Counter[str] = Counter()

    @settings(max_examples=count, derandomize=derandomize, database=None)
    @given(typed())
    def send(message: Typed) -> None:
        sender = f"{run}-{seen['messages'] // MESSAGES_OF_ONE}"
        seen["messages"] += 1
        response = http.post(
            f"{assistant.address}/webhooks/rest/webhook",
            json={"sender": sender, "message": message.text},
            timeout=60,
        )
        assert response.status_code == 200, (message, response.text)
        replies = response.json()
        assert all(reply["recipient_id"] == sender for reply in replies)
        texts = [reply["text"] for reply in replies if "text" in reply]
        answers = [reply["custom"]["answer"] for reply in replies if "custom" in reply]
        check_language(message, texts, (answers or [None])[-1])

    send()
    assert assistant.says_yes()
    assert "Traceback" not in assistant.said()
    assert "failed" not in assistant.said()
    return seen


def test_some_messages(alone: Assistant) -> None:
    assert fuzz(alone, FEW, derandomize=True)["messages"] >= FEW


@pytest.mark.parametrize("text", ["/restart", '/degree_needed{"role": "x"}', "", None])
def test_what_is_no_question_is_answered_as_words(alone: Assistant, text: str) -> None:
    body = {"sender": uuid.uuid4().hex, "message": text}
    address = f"{alone.address}/webhooks/rest/webhook"
    replies = requests.post(address, json=body, timeout=60).json()
    assert [reply for reply in replies if reply.get("text")]


@pytest.mark.slow
def test_ten_thousand_messages(alone: Assistant, figure) -> None:
    seen = fuzz(alone, MANY, derandomize=False)
    figure("fuzzed messages over REST", seen)
    assert seen["messages"] >= MANY
