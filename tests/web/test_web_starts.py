"""What needs a server of its own: restarts, closed ways in, limits, failures."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from .conftest import ISSUER, Running, Signer, bearer, free_port, lines

pytestmark = pytest.mark.model

QUESTION = "Welchen Abschluss brauche ich?"


def test_conversation_outlives_a_kill_and_the_address_comes_last(
    tmp_path: Path,
) -> None:
    first = Running(tmp_path)
    try:
        token = first.session()
        assert (
            lines(first.ask(token, QUESTION, "before-the-kill"))[-1]["type"] == "done"
        )
        assert lines(first.ask(token, "Bitte lösche meine Daten"))[-1]["type"] == "done"
        before = first.history(token)
        printed = first.log.read_text().splitlines()
        assert printed[-1].startswith(first.address)
        assert not any("Traceback" in line or "Warning" in line for line in printed)
        first.process.kill()
    finally:
        first.stop()
    for name in ("secret", "conversations.sqlite"):
        assert (tmp_path / "var" / name).stat().st_mode & 0o777 == 0o600
    second = Running(tmp_path, requests_per_minute=12)
    try:
        assert second.history(token) == before and len(before) == 4
        again = lines(second.ask(token, QUESTION, "before-the-kill"))
        assert again[1]["text"] == before[1]["text"], "it is not answered anew"
        assert lines(second.ask(token, "ja"))[-2]["type"] == "erased", "in mid question"
        assert second.history(token) == []
        found = [
            requests.get(f"{second.channel}/history", headers=bearer(token))
            for _ in range(12)
        ]
        refused = found[-1]
        assert found[0].status_code == 200
        assert (refused.status_code, refused.json()["error"]) == (
            429,
            "too_many_requests",
        )
        assert int(refused.headers["Retry-After"]) >= 1
        spoofed = {**bearer(token), "X-Forwarded-For": "6.6.6.6"}
        answer = requests.get(f"{second.channel}/history", headers=spoofed)
        assert answer.status_code == 429
        assert requests.get(f"{second.address}/health").status_code == 200
    finally:
        second.stop()


def test_only_those_who_are_signed_in(
    tmp_path: Path, key_file: Path, signer: Signer
) -> None:
    running = Running(tmp_path, anonymous="no", jwt_issuer=ISSUER, jwt_keys=key_file)
    try:
        refused = requests.post(f"{running.channel}/session", json={})
        assert (refused.status_code, refused.json()["error"]) == (
            403,
            "sign_in_required",
        )
        assert lines(running.ask(signer.token(), QUESTION))[-1]["type"] == "done"
        notice = requests.get(f"{running.channel}/notice").json()
        assert (notice["anonymous"], notice["signed_in"]) == (False, True)
    finally:
        running.stop()


def test_failed_turn_is_said_and_can_be_repeated(tmp_path: Path) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/webhook"
    running = Running(tmp_path, action_endpoint=nobody, log_level="DEBUG")
    try:
        token = running.session()
        for _ in range(2):
            found = lines(running.ask(token, QUESTION, "failing-1"))
            assert [line["type"] for line in found] == ["working", "error"]
            assert found[1]["code"] == "failed" and set(found[1]["text"]) == {
                "de",
                "en",
            }
        assert [message["text"] for message in running.history(token)] == [QUESTION]
        log = running.log.read_text()
        assert "A turn failed: NoReply" in log
        assert "Abschluss" not in log and "web-" not in log
    finally:
        running.stop()
