"""Working on updates: in order within a chat, side by side between chats."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import logging
import time
from typing import Awaitable, Callable, Dict, List, Optional, Tuple

from werdegang.channels.telegram.reading import chat_of
from werdegang.channels.telegram.store import Accepted

logger = logging.getLogger(__name__)

SETTLING = 1.0
"""Seconds that an update waits at most for those before it that have not come yet."""
LARGEST_GAP = 1000
"""A larger jump of the numbers is a new beginning, not a gap."""


class Dispatcher:
    """Hands updates on, each chat's one after the other by their numbers.

    Args:
        work: answers an update; what it raises is its own affair.
        idle: is called when there is nothing left to do.
    """

    def __init__(
        self,
        work: Callable[[Accepted], Awaitable[None]],
        idle: Callable[[], None],
    ) -> None:
        self._work = work
        self._idle = idle
        self._waiting: Dict[int, List[Tuple[int, Accepted]]] = {}
        self._workers: Dict[int, asyncio.Task[None]] = {}
        self._newest: Optional[int] = None
        self._missing: Dict[int, float] = {}
        self._filled = asyncio.Event()
        self._stopping = False

    def add(self, update: Accepted) -> None:
        """Takes an update on."""
        self._note(update.number)
        if self._stopping:
            return
        chat = chat_of(update.body)
        heapq.heappush(self._waiting.setdefault(chat, []), (update.number, update))
        if chat not in self._workers:
            work = self._work_on(chat)
            self._workers[chat] = asyncio.ensure_future(work)

    def _note(self, number: int) -> None:
        """Keeps account of the numbers that were left out, each for a while."""
        if self._missing.pop(number, None) is not None:
            self._filled.set()
            self._filled = asyncio.Event()
        if self._newest is None:
            self._newest = number
        step = number - self._newest
        if 1 < step < LARGEST_GAP:
            until = time.monotonic() + SETTLING
            self._missing.update(dict.fromkeys(range(self._newest + 1, number), until))
        if step > 0 or step < -LARGEST_GAP:
            self._newest = number

    async def _settled(self, chat: int) -> None:
        """Waits until all updates before a chat's next one came, or are given up."""
        while self._missing:
            now = time.monotonic()
            for number in [n for n, until in self._missing.items() if until <= now]:
                del self._missing[number]
            following = self._waiting[chat][0][0]
            before = [t for number, t in self._missing.items() if number < following]
            if not before:
                return
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._filled.wait(), max(before) - now)

    async def stop(self, seconds: float) -> None:
        """Ends; what is being worked on is finished, if that takes no longer."""
        self._stopping = True
        workers = list(self._workers.values())
        if not workers:
            return
        _, unfinished = await asyncio.wait(workers, timeout=seconds)
        for worker in unfinished:
            worker.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def _work_on(self, chat: int) -> None:
        try:
            waiting = self._waiting[chat]
            while waiting and not self._stopping:
                await self._settled(chat)
                if self._stopping:
                    break
                _, update = heapq.heappop(waiting)
                await self._work(update)
        finally:
            self._waiting.pop(chat, None)
            self._workers.pop(chat, None)
            if not self._workers:
                self._idle()
