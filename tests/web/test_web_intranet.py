"""The sample intranet with its assistant, both running, on two ports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Iterator

import pytest
import requests

from .conftest import ROOT, bearer, free_port, lines

pytestmark = pytest.mark.model


class Company:
    def __init__(self, folder: Path) -> None:
        self.port, intranet_port = free_port(), free_port()
        self.address = f"http://localhost:{intranet_port}"
        self.adviser = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "examples.intranet"],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "WERDEGANG_PORT": str(self.port),
                "INTRANET_PORT": str(intranet_port),
                "WERDEGANG_VAR": str(folder / "var"),
            },
            stdout=subprocess.PIPE,
            text=True,
        )

    def signed_in(self, employee: str) -> requests.Session:
        session = requests.Session()
        shown = session.post(f"{self.address}/sign-in", data={"employee": employee})
        assert shown.ok and self.adviser in shown.text
        return session

    def token(self, session: requests.Session) -> str:
        return str(session.post(f"{self.address}/token").json()["token"])


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    started = Company(tmp_path_factory.mktemp("intranet"))
    assert started.process.stdout is not None
    try:
        assert started.process.stdout.readline().startswith(started.address)
        yield started
    finally:
        started.process.terminate()
        started.process.wait(20)


def test_two_employees_each_have_their_conversation(company: Company) -> None:
    erika, max_ = company.signed_in("e-1001"), company.signed_in("e-1002")
    channel = f"{company.adviser}/webhooks/web"
    body = {"id": "intranet-1", "text": "Welchen Abschluss brauche ich?"}
    asked = requests.post(
        f"{channel}/messages",
        json=body,
        headers={**bearer(company.token(erika)), "Origin": company.address},
    )
    assert lines(asked)[1]["answer"]["outcome"] == "answered"
    assert asked.headers["Access-Control-Allow-Origin"] == company.address

    def count(session: requests.Session) -> int:
        headers = bearer(company.token(session))
        return len(
            requests.get(f"{channel}/history", headers=headers).json()["messages"]
        )

    assert count(erika) == 2
    assert count(max_) == 0
    assert count(company.signed_in("e-1001")) == 2, "the same on another device"


def test_nobody_gets_a_token_without_signing_in(company: Company) -> None:
    assert requests.post(f"{company.address}/token").status_code == 401
    refused = requests.post(f"{company.address}/sign-in", data={"employee": "e-9999"})
    assert refused.status_code == 404
    session = company.signed_in("e-1001")
    session.post(f"{company.address}/sign-out")
    assert session.post(f"{company.address}/token").status_code == 401
    anonymous = requests.post(f"{company.adviser}/webhooks/web/session", json={})
    assert anonymous.status_code == 403


def test_pages_embed_by_one_line_and_a_strict_policy(company: Company) -> None:
    session = company.signed_in("e-1001")
    start = session.get(f"{company.address}/")
    assert (
        f'<script type="module" src="{company.adviser}/widget/adviser.js">'
        in start.text
    )
    assert "unsafe" not in start.headers["Content-Security-Policy"]
    frame = session.get(f"{company.address}/beratung").text
    assert f"{company.adviser}/embed?lang=de&amp;origin={company.address}" in frame
    embedded = requests.get(f"{company.adviser}/embed")
    policy = embedded.headers["Content-Security-Policy"]
    assert policy.endswith(f"frame-ancestors 'self' {company.address}")
    script = requests.get(
        f"{company.adviser}/widget/adviser.js", headers={"Origin": company.address}
    )
    assert script.headers["Access-Control-Allow-Origin"] == company.address
