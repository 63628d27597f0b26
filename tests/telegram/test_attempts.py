"""What happens to an update of which the process dies, and to those beside it."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any, AsyncIterator, Dict

from werdegang.channels.telegram.answering import MOST_ATTEMPTS, Answering
from werdegang.channels.telegram.plan import Plan
from werdegang.channels.telegram.reading import Bot
from werdegang.channels.telegram.store import Store

BOT = Bot(1, "bot")
POISON = 1


def text_of(number: int) -> Dict[str, Any]:
    person = {"id": number, "is_bot": False, "first_name": "Kim"}
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 0,
            "chat": {"id": number, "type": "private"},
            "from": person,
            "text": str(number),
        },
    }


class Behaviour:
    """Answers everything at once, and dies of one update."""

    def __init__(self) -> None:
        self.answered: set[str] = set()
        self.dying = asyncio.Event()

    def conversation(self, event: Any) -> str:
        return str(event.user)

    def failed(self, event: Any, outage: bool = False) -> Plan:
        return Plan([])

    async def plan(self, event: Any) -> Plan:
        if event.text == str(POISON):
            self.dying.set()
            await asyncio.Event().wait()
        if self.dying.is_set():
            await asyncio.Event().wait()
        self.answered.add(event.text)
        return Plan([])


class Sender:
    @contextlib.asynccontextmanager
    async def typing(self, event: Any) -> AsyncIterator[None]:
        yield


async def test_update_that_kills_the_process_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "telegram.sqlite"
    store = Store(path)
    store.accept([text_of(number) for number in range(POISON, 9)])
    behaviour = Behaviour()
    lives = 0
    while waiting := store.waiting():
        lives += 1
        assert lives < 3 * MOST_ATTEMPTS
        behaviour.dying.clear()
        answering = Answering(BOT, store, behaviour, Sender())  # type: ignore
        tasks = [asyncio.ensure_future(answering.answer(each)) for each in waiting]
        dying = asyncio.ensure_future(behaviour.dying.wait())
        everything = asyncio.ensure_future(asyncio.wait(tasks))
        await asyncio.wait([dying, everything], return_when=asyncio.FIRST_COMPLETED)
        if behaviour.dying.is_set():
            await asyncio.sleep(0.05)
        for task in (*tasks, dying, everything):
            task.cancel()
        await asyncio.gather(*tasks, dying, everything, return_exceptions=True)
        # A process that dies finishes nothing.
        store = Store(path)
    assert behaviour.answered == {str(number) for number in range(POISON + 1, 9)}
    assert lives <= MOST_ATTEMPTS + 1
