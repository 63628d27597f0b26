"""People who talk to a server at the same time; runs in a process of its own.

Reads a `Load` as JSON from standard input and writes a `Result` as JSON.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple, Protocol

import aiohttp

Kind = Literal["web", "rest"]
SECONDS_FOR_AN_ANSWER = 60.0
SECONDS_BEYOND = 120.0
ANSWERED, NOT_UNDERSTOOD, FAILED = "answered", "clarify", "failed"


@dataclass(frozen=True)
class Load:
    """Who says what.

    Attributes:
        kind: the channel: `web` with a session's token, as the widget, or `rest`.
        address: of the server.
        texts: what is said, in order; begun anew at the end.
        messages: how many are sent in all.
        people: how many talk at the same time, each waiting for their answers.
        a_conversation: messages after which a person begins a new conversation.
        seconds: after which nothing more is sent, whatever is left.
        first: the place in `texts` to begin with.
    """

    kind: Kind
    address: str
    texts: list[str]
    messages: int
    people: int = 1
    a_conversation: int = 5
    seconds: float = 600.0
    first: int = 0


@dataclass(frozen=True)
class Result:
    """What came of a load.

    Attributes:
        milliseconds: of each message until its turn was over, in the order of sending.
        shown: milliseconds until the answer was there to be read, which a channel that
            streams sends on before the turn is over.
        outcomes: `answered` with its sources, `clarify` and so on, or `failed`.
        seconds: that all of it took.
    """

    milliseconds: list[float]
    shown: list[float]
    outcomes: list[str]
    seconds: float


class Heard(NamedTuple):
    """An answer: its outcome, and when it was there (`time.perf_counter`)."""

    outcome: str
    at: float


class Conversation(Protocol):
    """A conversation over a channel."""

    async def ask(self, text: str) -> Heard:
        """Says something and waits until the turn is over."""


class WebConversation:
    """As the widget talks: a session's token, replies line by line."""

    def __init__(self, session: aiohttp.ClientSession, address: str, token: str):
        self._session = session
        self._address = f"{address}/webhooks/web/messages"
        self._headers = {"Authorization": f"Bearer {token}"}

    @classmethod
    async def begin(
        cls, session: aiohttp.ClientSession, address: str
    ) -> WebConversation:
        """Opens a session."""
        opened = f"{address}/webhooks/web/session"
        async with session.post(opened, json={}, raise_for_status=True) as answer:
            return cls(session, address, (await answer.json())["token"])

    async def ask(self, text: str) -> Heard:
        """Says something, reads lines until the turn is over."""
        body = {"id": uuid.uuid4().hex, "text": text}
        found, done, at = FAILED, False, 0.0
        async with self._session.post(
            self._address, json=body, headers=self._headers, raise_for_status=True
        ) as answer:
            async for raw in answer.content:
                line = json.loads(raw)
                done = done or line["type"] == "done"
                if line["type"] == "message":
                    at = time.perf_counter()
                found = outcome_of(line.get("answer")) or found
        return Heard(found if done else FAILED, at)


class RestConversation:
    """As scripts talk to Rasa's REST channel."""

    def __init__(self, session: aiohttp.ClientSession, address: str):
        self._session = session
        self._address = f"{address}/webhooks/rest/webhook"
        self._sender = uuid.uuid4().hex

    async def ask(self, text: str) -> Heard:
        """Says something, reads the list of replies."""
        body = {"sender": self._sender, "message": text}
        async with self._session.post(
            self._address, json=body, raise_for_status=True
        ) as answer:
            replies = await answer.json()
        found = [outcome_of((r.get("custom") or {}).get("answer")) for r in replies]
        outcome = next((outcome for outcome in found if outcome), FAILED)
        return Heard(outcome, time.perf_counter())


def outcome_of(answer: dict[str, Any] | None) -> str | None:
    """Returns the outcome of an answer; one is answered only if it names facts."""
    if answer is None:
        return None
    outcome = str(answer["outcome"])
    return outcome if outcome != ANSWERED or answer["facts"] else "no facts"


async def begin(
    kind: Kind, session: aiohttp.ClientSession, address: str
) -> Conversation:
    """Returns a new conversation over a channel."""
    if kind == "web":
        return await WebConversation.begin(session, address)
    return RestConversation(session, address)


async def run(load: Load) -> Result:
    """Puts a load on a server."""
    numbers: Iterator[int] = iter(range(load.messages))
    measured: dict[int, tuple[float, float, str]] = {}
    started = time.perf_counter()
    timeout = aiohttp.ClientTimeout(total=SECONDS_FOR_AN_ANSWER)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:

        async def person() -> None:
            conversation: Conversation | None = None
            said = 0
            for number in numbers:
                if time.perf_counter() - started > load.seconds:
                    return
                text = load.texts[(load.first + number) % len(load.texts)]
                try:
                    if conversation is None or said % load.a_conversation == 0:
                        conversation = await begin(load.kind, session, load.address)
                    said += 1
                    asked = time.perf_counter()
                    heard = await conversation.ask(text)
                except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
                    measured[number] = (0.0, 0.0, f"{FAILED}: {type(error).__name__}")
                    continue
                took = (time.perf_counter() - asked) * 1000
                shown = (heard.at - asked) * 1000
                measured[number] = (took, shown, heard.outcome)

        await asyncio.gather(*(person() for _ in range(load.people)))
    in_order = [measured[number] for number in sorted(measured)]
    return Result(
        [took for took, _, _ in in_order],
        [shown for _, shown, _ in in_order],
        [outcome for _, _, outcome in in_order],
        time.perf_counter() - started,
    )


def put(load: Load) -> Result:
    """Puts a load on a server, from a process of its own.

    Raises:
        subprocess.CalledProcessError: if that process fails.
        subprocess.TimeoutExpired: if it does not end.
    """
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"],
        input=json.dumps(asdict(load)).encode(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=load.seconds + SECONDS_BEYOND,
    )
    return Result(**json.loads(ran.stdout))


async def first_answer(
    kind: Kind, address: str, text: str, seconds: float, pause: float = 0.05
) -> None:
    """Asks until an action answers, whatever it makes of the question.

    Args:
        kind: the channel.
        address: of a server that is starting.
        text: a question.
        seconds: after which it is given up.
        pause: seconds between two tries.

    Raises:
        TimeoutError: if there is none in time.
    """
    end = time.monotonic() + seconds
    async with aiohttp.ClientSession() as session:
        while time.monotonic() < end:
            try:
                conversation = await begin(kind, session, address)
                if (await conversation.ask(text)).outcome != FAILED:
                    return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(pause)
    raise TimeoutError(f"{address} did not answer within {seconds:.0f} s")


if __name__ == "__main__":
    given = Load(**json.loads(sys.stdin.read()))
    print(json.dumps(asdict(asyncio.run(run(given)))))
