"""Whose conversation it is, asked over HTTP: tokens, two people, logs."""

from __future__ import annotations

import time
import uuid
from typing import Dict, Tuple

import jwt
import pytest
import requests

from .asking import QUESTION, ROUTES, asked, call
from .conftest import ISSUER, Running, Signer, bearer, lines

pytestmark = pytest.mark.model


def forge(signer: Signer, server: Running) -> Dict[str, Tuple[str, int]]:
    session = server.session()
    head, claims, signature = session.split(".")
    swapped = "A" if signature[10] != "A" else "B"
    tampered = f"{head}.{claims}.{signature[:10]}{swapped}{signature[11:]}"
    other = jwt.encode(
        {"sid": "x" * 32, "exp": time.time() + 60},
        "another key of another server, long",
        headers={"typ": "werdegang-session"},
    )
    now = int(time.time())
    return {
        "tampered session": (tampered, 403),
        "session of another server": (other, 403),
        "no token": ("nonsense", 403),
        "expired employee": (signer.token(exp=now - 60), 401),
        "employee for too long": (signer.token(exp=now + 3600), 403),
        "foreign issuer": (signer.token(iss="https://x.example.com"), 403),
        "foreign audience": (signer.token(aud="payroll"), 403),
        "unknown key": (signer.token(headers={"kid": "none"}), 403),
    }


def test_employee_finds_the_conversation_on_another_device(
    server: Running, signer: Signer
) -> None:
    subject = uuid.uuid4().hex
    asked(server, signer.token(subject, "ES256"))
    assert len(server.history(signer.token(subject, "RS256"))) == 2
    assert server.history(signer.token(subject + "x")) == []


def test_nobody_gets_at_the_conversation_of_another(
    server: Running, signer: Signer
) -> None:
    """Two people, signed in or not, on every route."""
    employees = [signer.token(f"two-{uuid.uuid4().hex}") for _ in range(2)]
    people = [server.session(), server.session(), *employees]
    marks = ["Aspekt Anton", "Aspekt Berta", "Aspekt Cäsar", "Aspekt Dora"]
    made = [
        asked(server, token, mark) for token, mark in zip(people, marks, strict=True)
    ]
    for index, token in enumerate(people):
        for path in ("/history", "/export"):
            shown = call(server, ("GET", path, None), bearer(token)).text
            for other, mark in enumerate(marks):
                assert (mark in shown) == (other == index)
                assert (made[other] in shown) == (other == index)
    for index, token in enumerate(people):
        for other, about in enumerate(made):
            body = {"message": f"{about}.1", "value": "down", "word": marks[index]}
            status = call(
                server, ("POST", "/feedback", body), bearer(token)
            ).status_code
            assert status == (204 if other == index else 404)
    # An id that somebody else used is a new message here, not theirs once more.
    again = lines(server.ask(people[1], "Danke", made[0]))
    assert again[-1]["type"] == "done"
    assert "Danke" not in str(server.history(people[0]))
    assert call(server, ("DELETE", "/conversation", None), bearer(people[0])).ok
    assert server.history(people[0]) == []
    for index in (1, 2, 3):
        assert marks[index] in str(server.history(people[index]))
        exported = call(server, ("GET", "/export", None), bearer(people[index])).json()
        assert exported["feedback"][f"{made[index]}.1"]["word"] == marks[index]


def test_every_route_refuses_bad_tokens(server: Running, signer: Signer) -> None:
    for route in (*ROUTES, ("POST", "/session/renew", {})):
        missing = call(server, route, {})
        assert (missing.status_code, missing.json()["error"]) == (401, "token_missing")
        assert missing.headers["WWW-Authenticate"] == "Bearer"
        for name, (token, status) in forge(signer, server).items():
            answer = call(server, route, bearer(token))
            if route[1] == "/session/renew":
                assert answer.status_code in (401, 403), name
            else:
                assert answer.status_code == status, (name, route)
            assert set(answer.json()) == {"error", "text"}


def test_token_in_an_address_is_no_token(server: Running) -> None:
    token = server.session()
    for name in ("token", "access_token", "Authorization"):
        answer = requests.get(f"{server.channel}/history", params={name: token})
        assert answer.status_code == 401


def test_sender_in_the_body_is_not_looked_at(server: Running) -> None:
    token, other = server.session(), server.session()
    made = asked(server, token)
    for name in ("sender", "sender_id", "conversation", "token"):
        body = {"id": uuid.uuid4().hex, "text": "Danke", name: token}
        assert call(server, ("POST", "/messages", body), bearer(other)).ok
    assert [message["id"] for message in server.history(token)] == [made, f"{made}.1"]


def test_renewed_session_shows_the_same_conversation(server: Running) -> None:
    token = server.session()
    asked(server, token)
    route = ("POST", "/session/renew", {})
    new = call(server, route, bearer(token)).json()
    assert new["kind"] == "anonymous" and new["expires_in"] == 24 * 3600
    assert server.history(new["token"]) == server.history(token) != []


def test_stock_rest_cannot_reach_a_conversation_by_its_name(
    server: Running, signer: Signer
) -> None:
    """The loopback REST channel stays for scripts; it must not read any history."""
    token = signer.token("rest-user")
    asked(server, token)
    address = f"{server.address}/webhooks/rest/webhook"
    found = requests.post(address, json={"sender": "rest-user", "message": "ok"})
    assert QUESTION not in found.text
    assert len(server.history(token)) == 2


def test_nothing_personal_is_logged_at_any_level(
    server: Running, signer: Signer
) -> None:
    """The server of these tests logs at DEBUG."""
    mark = "Zwiebelkuchenrezept"
    subject = f"subject-{uuid.uuid4().hex}"
    employee, anonymous = signer.token(subject), server.session()
    for token in (employee, anonymous):
        made = asked(server, token, f"{mark} {QUESTION}")
        word = {"message": f"{made}.1", "value": "down", "word": mark}
        assert call(server, ("POST", "/feedback", word), bearer(token)).ok
        for route in ROUTES[1:]:
            call(server, route, bearer(token))
        requests.post(
            f"{server.channel}/messages",
            data=f'{{"text": "{mark}'.encode(),
            headers={**bearer(token), "Content-Type": "application/json"},
        )
        requests.get(f"{server.address}/nothing/{mark}?token={token}")
    log = server.log.read_text()
    assert "rasa" in log, "nothing was logged, so that this test says nothing"
    for secret in (mark, "Abschluss", subject, employee, anonymous, "web-"):
        assert secret not in log
    for token in (employee, anonymous):
        assert token.split(".")[1] not in log and token.split(".")[2] not in log
    assert ISSUER not in log
