"""The load: who says what, in which order, and what counts as an answer."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from typing import Any

import pytest
from aiohttp import web

from benchmarks.load import Load, first_answer, outcome_of, put, run

ANSWER = {"outcome": "answered", "facts": ["A01"]}


class Server:
    """Speaks as the web channel and as Rasa's REST channel do."""

    def __init__(self) -> None:
        self.said: dict[str, list[str]] = defaultdict(list)
        self.answer: dict[str, Any] | None = ANSWER
        self.broken = False
        self.cut_short = False
        self.tokens = 0
        self.at_once = self.most_at_once = 0

    async def session(self, request: web.Request) -> web.Response:
        self.tokens += 1
        return web.json_response({"token": f"token-{self.tokens}"})

    async def messages(self, request: web.Request) -> web.Response:
        given = await request.json()
        await self._hear(request.headers["Authorization"], given["text"])
        lines: list[dict[str, Any]] = [
            {"type": "working"},
            {"type": "message", "text": "So.", "answer": None},
            {"type": "message", "text": "So.", "answer": self.answer},
        ]
        if not self.cut_short:
            lines.append({"type": "done", "id": given["id"]})
        return web.Response(text="".join(json.dumps(line) + "\n" for line in lines))

    async def rest(self, request: web.Request) -> web.Response:
        given = await request.json()
        await self._hear(given["sender"], given["message"])
        return web.json_response([{"text": "So."}, {"custom": {"answer": self.answer}}])

    async def _hear(self, who: str, text: str) -> None:
        if self.broken:
            raise web.HTTPInternalServerError
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.005)
        self.at_once -= 1
        self.said[who].append(text)


@pytest.fixture
async def server():
    known = Server()
    app = web.Application()
    app.router.add_post("/webhooks/web/session", known.session)
    app.router.add_post("/webhooks/web/messages", known.messages)
    app.router.add_post("/webhooks/rest/webhook", known.rest)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    known.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield known
    await runner.cleanup()


@pytest.mark.parametrize("kind", ["web", "rest"])
async def test_each_conversation_has_its_messages_and_texts_begin_anew(server, kind):
    result = await run(
        Load(kind, server.address, ["a", "b", "c"], 7, a_conversation=2, first=1)
    )
    assert result.outcomes == ["answered"] * 7
    for took, shown in zip(result.milliseconds, result.shown, strict=True):
        assert 1 < shown <= took
    assert list(server.said.values()) == [["b", "c"], ["a", "b"], ["c", "a"], ["b"]]


@pytest.mark.parametrize("kind", ["web", "rest"])
async def test_people_talk_at_the_same_time_and_send_so_many_in_all(server, kind):
    result = await run(Load(kind, server.address, ["a"], 100, people=10))
    assert len(result.outcomes) == 100
    assert server.most_at_once > 5
    assert len(server.said) >= 20


async def test_nothing_more_is_sent_when_time_is_up(server):
    result = await run(Load("rest", server.address, ["a"], 10**6, 3, seconds=0.3))
    assert 3 <= len(result.outcomes) < 10**4
    assert result.seconds < 5


@pytest.mark.parametrize("kind", ["web", "rest"])
async def test_errors_are_counted_as_such(server, kind):
    server.broken = True
    result = await run(Load(kind, server.address, ["a"], 3))
    assert [outcome.split(":")[0] for outcome in result.outcomes] == ["failed"] * 3


async def test_a_stream_that_ends_early_is_no_answer(server):
    server.cut_short = True
    assert (await run(Load("web", server.address, ["a"], 1))).outcomes == ["failed"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (ANSWER, "answered"),
        ({"outcome": "answered", "facts": []}, "no facts"),
        ({"outcome": "clarify", "facts": []}, "clarify"),
        (None, None),
    ],
)
def test_only_what_names_facts_is_answered(answer, outcome):
    assert outcome_of(answer) == outcome


async def test_the_load_runs_in_a_process_of_its_own(server):
    load = Load("web", server.address, ["a", "b"], 6, people=2)
    result = await asyncio.to_thread(put, load)
    assert result.outcomes == ["answered"] * 6


async def test_the_first_answer_is_waited_for(server):
    server.answer = None

    async def answer_later() -> None:
        await asyncio.sleep(0.3)
        server.answer = ANSWER

    later = asyncio.ensure_future(answer_later())
    await first_answer("rest", server.address, "a", 10, pause=0.01)
    assert later.done()


async def test_a_server_that_never_answers_is_given_up():
    with pytest.raises(TimeoutError, match="did not answer"):
        await first_answer("web", "http://127.0.0.1:9", "a", 0.3, pause=0.01)
