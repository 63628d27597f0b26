"""The webhook: whom it lets in, each update once, in order, nothing public beside."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import requests
from running import SECRET, Running
from strict_api import Person
from strict_api.server import SECRET_HEADER

pytestmark = pytest.mark.model

WRONG = [
    {},
    {SECRET_HEADER: ""},
    {SECRET_HEADER: "wrong"},
    {SECRET_HEADER: SECRET + "x"},
    {SECRET_HEADER: SECRET[:-1]},
    {SECRET_HEADER: SECRET.upper()},
    {SECRET_HEADER: "ä"},
    {"Authorization": SECRET},
]


def post(running: Running, body: Any, secret: str = SECRET, **more: Any) -> int:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {SECRET_HEADER: secret, "Content-Type": "application/json"}
    answer = requests.post(running.webhook, data=data, headers=headers, timeout=20)
    return answer.status_code


def test_it_is_set_with_the_secret_and_only_what_is_wanted(webhook: Running) -> None:
    made = webhook.api.made("setWebhook")[0]
    assert made.params["url"] == webhook.webhook
    assert made.params["secret_token"] == SECRET
    assert "message" in json.loads(made.params["allowed_updates"])
    assert not webhook.api.made("getUpdates")


@pytest.mark.parametrize(("language", "said"), [("de", "Abschluss"), ("en", "degree")])
def test_conversation_with_buttons(webhook: Running, language: str, said: str) -> None:
    person = Person(webhook.api, language)
    question = {"de": "Welchen Abschluss brauche ich?", "en": "Which degree do I need?"}
    answer = person.asks(question[language])
    assert said in answer.result["text"]
    press = person.presses(answer.result, answer.buttons[0]["callback_data"])
    assert person.next_after(1).params["text"].startswith("<b>")
    assert webhook.api.state.presses[press]["answered"]
    assert set(webhook.api.webhook_answers) == {200}


@pytest.mark.parametrize("headers", WRONG)
def test_forged_update_is_refused_and_not_processed(
    webhook: Running, headers: dict
) -> None:
    person = Person(webhook.api)
    message = person.message(text="Welchen Abschluss brauche ich?")
    body = {"update_id": 3, "message": message}
    headers = {name: value.encode() for name, value in headers.items()}
    answer = requests.post(webhook.webhook, json=body, headers=headers, timeout=20)
    assert answer.status_code == 403
    time.sleep(0.5)
    assert person.heard() == []
    assert b"Welchen Abschluss" not in webhook.kept()


def test_forged_update_does_not_take_the_number_of_a_true_one(webhook: Running) -> None:
    person = Person(webhook.api)
    message = person.message(text="Was ist das Backoffice?")
    body = {"update_id": 987654321, "message": message}
    assert post(webhook, body, "guessed-secret-0") == 403
    assert post(webhook, body) == 200
    assert person.next_after(0).result["text"]


def test_repeated_updates_are_answered_once(webhook: Running) -> None:
    person = Person(webhook.api)
    message = person.says("Was ist das Backoffice?")
    for _ in range(3):
        webhook.api.again(person.update, {"message": message})
    person.next_after(0)
    webhook.api.again(person.update, {"message": message})
    Person(webhook.api).asks("Hallo")
    time.sleep(1.5)
    assert len(person.heard()) == 1


def test_reordered_updates_are_answered_in_order(webhook: Running) -> None:
    person = Person(webhook.api)
    texts = ["/help", "/privacy", "/language"]
    first = person.says("Hallo")
    assert first
    person.next_after(0)
    numbers = [person.update + step for step in (1, 2, 3)]
    bodies = [
        {"update_id": number, "message": person.message(text=text)}
        for number, text in zip(numbers, texts, strict=True)
    ]
    for _ in numbers:
        # The service's own numbers go on behind those that this test gives.
        webhook.api.skip_number()
    for body in reversed(bodies):
        assert post(webhook, body) == 200
    webhook.api.wait(lambda: len(person.heard()) == 4)
    said = person.texts()[1:]
    assert (
        "eigenen Worten" in said[0] and "befördert" in said[1] and "Sprache" in said[2]
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b'"text"',
        b"7",
        b'{"message": {}}',
        b'{"update_id": "9"}',
        b'{"update_id": null, "message": {"text": "x"}}',
        b'{"update_id": true}',
        b'{"update_id": 99999999999999999999999}',
        b"\xff\xfe",
    ],
)
def test_malformed_update_is_taken_and_ignored(webhook: Running, body: bytes) -> None:
    assert post(webhook, body) == 200
    assert Person(webhook.api).asks("Hallo").result["text"]


def test_too_large_body_is_refused(webhook: Running) -> None:
    assert post(webhook, b"x" * 2_000_000) == 413
    assert Person(webhook.api).asks("Hallo").result["text"]


def test_it_is_answered_at_once(webhook: Running) -> None:
    person = Person(webhook.api)
    message = person.message(text="Was ist das Backoffice?")
    webhook.api.latency = 1.0
    try:
        started = time.monotonic()
        assert post(webhook, {"update_id": 55_000_000, "message": message}) == 200
        assert time.monotonic() - started < 0.5
        person.next_after(0)
    finally:
        webhook.api.latency = 0


@pytest.mark.parametrize("path", ["set_webhook", "setWebhook", "delete_webhook", ""])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_route_beside_it(webhook: Running, path: str, method: str) -> None:
    url = f"{webhook.url}/webhooks/telegram/{path}"
    assert requests.request(method, url, timeout=10).status_code == 404


def test_it_is_not_read_with_get(webhook: Running) -> None:
    assert requests.get(webhook.webhook, timeout=10).status_code == 405


def test_polling_has_no_webhook(polling: Running) -> None:
    assert post(polling, {"update_id": 1}) == 404
