"""Key sets that change, and those that are fetched."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, AsyncIterator, Dict, List

import pytest
import pytest_asyncio
from aiohttp import web

from werdegang.channels.web import keys
from werdegang.channels.web.keys import KeyAddress, KeyFile
from werdegang.channels.web.refusals import Refusal
from werdegang.settings import SettingsError

from .conftest import Signer, free_port

ES256 = {"alg": "ES256", "kid": "ES256"}


class Intranet:
    """Serves what it is told to, and counts how often."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.body = ""
        self.status = 200
        self.asked = 0

    async def answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        headers = {"Location": "/elsewhere"} if self.status == 302 else {}
        return web.Response(text=self.body, status=self.status, headers=headers)


@pytest_asyncio.fixture
async def intranet() -> AsyncIterator[Intranet]:
    port = free_port()
    serving = Intranet(f"http://127.0.0.1:{port}/keys")
    app = web.Application()
    app.router.add_get("/keys", serving.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield serving
    await runner.cleanup()


async def test_keys_are_fetched_once_and_again_when_old(
    intranet: Intranet, signer: Signer
) -> None:
    clock = [1000.0]
    found = KeyAddress(intranet.address, lambda: clock[0])
    intranet.body = json.dumps(signer.key_set())
    for _ in range(5):
        assert (await found.find(ES256)).algorithm == "ES256"
    assert intranet.asked == 1
    clock[0] += keys.SECONDS_FRESH + 1
    await found.find(ES256)
    assert intranet.asked == 2


async def test_unknown_key_is_looked_for_but_not_on_every_request(
    intranet: Intranet, signer: Signer
) -> None:
    clock = [1000.0]
    found = KeyAddress(intranet.address, lambda: clock[0])
    whole = signer.key_set()
    old = {"keys": [key for key in whole["keys"] if key["kid"] != "ES256"]}
    intranet.body = json.dumps(old)
    for _ in range(5):
        with pytest.raises(Refusal, match="token_refused"):
            await found.find(ES256)
    assert intranet.asked == 1
    intranet.body = json.dumps(whole)
    clock[0] += keys.SECONDS_BETWEEN + 1
    assert (await found.find(ES256)).algorithm == "ES256"


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, ""), (302, ""), (200, "no key set"), (200, " " * (keys.LARGEST_SET + 1))],
)
async def test_keys_that_cannot_be_had(
    intranet: Intranet, signer: Signer, status: int, body: str
) -> None:
    clock = [1000.0]
    found = KeyAddress(intranet.address, lambda: clock[0])
    intranet.status, intranet.body = status, body
    with pytest.raises(Refusal, match="keys_unavailable") as refused:
        await found.find(ES256)
    assert refused.value.status == 503 and refused.value.seconds
    intranet.status, intranet.body = 200, json.dumps(signer.key_set())
    clock[0] += keys.SECONDS_BETWEEN + 1
    await found.find(ES256)
    intranet.status, intranet.body = status, body
    clock[0] += keys.SECONDS_FRESH + 1
    await found.find(ES256)


async def test_changed_file_is_read_again(tmp_path: Path, signer: Signer) -> None:
    path = tmp_path / "keys.json"
    one: List[Dict[str, Any]] = signer.key_set()["keys"]
    path.write_text(json.dumps({"keys": one[:1]}))
    found = KeyFile(path)
    with pytest.raises(Refusal, match="token_refused"):
        await found.find(ES256)
    path.write_text(json.dumps({"keys": one}))
    os.utime(path, ns=(1, 1))
    await found.find(ES256)
    path.write_text("broken")
    os.utime(path, ns=(2, 2))
    await found.find(ES256)


@pytest.mark.parametrize("text", [None, "broken"])
def test_key_file_that_cannot_be_used_is_said_at_the_start(
    tmp_path: Path, text: str | None
) -> None:
    path = tmp_path / "keys.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(SettingsError, match="WERDEGANG_JWT_KEYS cannot be used"):
        KeyFile(path)
