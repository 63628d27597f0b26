"""Working on updates: in order within a chat, side by side between chats."""

from __future__ import annotations

import asyncio
import heapq
import logging
from typing import Awaitable, Callable, Dict, List, Tuple

from werdegang.channels.telegram.reading import chat_of
from werdegang.channels.telegram.store import Accepted

logger = logging.getLogger(__name__)

SETTLING = 0.3
"""Seconds that an update waits for one before it that is still on its way."""
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
        self._newest = 0
        self._stopping = False

    def add(self, update: Accepted) -> None:
        """Takes an update on."""
        step = update.number - self._newest
        gap = 1 < step < LARGEST_GAP
        if step > 0 or step < -LARGEST_GAP:
            self._newest = update.number
        if self._stopping:
            return
        chat = chat_of(update.body)
        heapq.heappush(self._waiting.setdefault(chat, []), (update.number, update))
        if chat not in self._workers:
            work = self._work_on(chat, SETTLING if gap else 0.0)
            self._workers[chat] = asyncio.ensure_future(work)

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

    async def _work_on(self, chat: int, settling: float) -> None:
        try:
            await asyncio.sleep(settling)
            waiting = self._waiting[chat]
            while waiting and not self._stopping:
                _, update = heapq.heappop(waiting)
                await self._work(update)
        finally:
            self._waiting.pop(chat, None)
            self._workers.pop(chat, None)
            if not self._workers:
                self._idle()
