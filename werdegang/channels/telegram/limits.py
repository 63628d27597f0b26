"""Kindness to the service: its limits kept, its pauses honoured, faults tried again."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections import deque
from datetime import timedelta
from typing import Any, Callable, Coroutine, Deque, Dict, Optional, Tuple

from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

logger = logging.getLogger(__name__)

MESSAGES = frozenset(("sendMessage", "sendDocument", "sendPhoto"))
"""What counts as a message in a chat."""
EDITS = frozenset(("editMessageReplyMarkup", "editMessageText"))
OVERALL_SECONDS = 1.0
A_CHAT = (1, 1.0)
A_GROUP = (20, 60.0)
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
IDLE_CHAT = 120.0
MANY_CHATS = 500
UNLIMITED = 10**9


def growing_pause(failures: int) -> float:
    """Returns how many seconds to wait after so many failures in a row."""
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 10))
    return pause * random.uniform(0.8, 1.0)


def seconds_of(error: RetryAfter) -> float:
    """Returns how long the service asks to wait."""
    asked = error.retry_after
    if isinstance(asked, timedelta):
        return float(asked.total_seconds())
    return float(asked)


class Window:
    """How often something may happen in a span of time.

    Args:
        most: how often at most.
        seconds: in which span.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: Deque[float] = deque(maxlen=most)

    def earliest(self, now: float) -> float:
        """Returns when it may happen next."""
        if len(self._times) < (self._times.maxlen or 0):
            return now
        return max(now, self._times[0] + self._seconds)

    def happens(self, when: float) -> None:
        """Notes that it happens."""
        self._times.append(when)

    def last(self) -> float:
        """Returns when it happened last."""
        return self._times[-1] if self._times else 0.0


class Flow:
    """How many calls may be in any span of time, however long each is under way.

    A call counts from its beginning until the span after its end, as the service may
    have seen it at any moment between.

    Args:
        most: how many.
        seconds: in which span.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._under_way = 0
        self._ended: Deque[float] = deque()
        self._turn = asyncio.Lock()
        self._changed = asyncio.Event()

    def has_room(self) -> bool:
        """Tells whether a call may begin now."""
        past = time.monotonic() - self._seconds
        while self._ended and self._ended[0] <= past:
            self._ended.popleft()
        return self._under_way + len(self._ended) < self._most

    async def begin(self) -> None:
        """Waits until a call may begin; who came first begins first."""
        async with self._turn:
            while not self.has_room():
                self._changed.clear()
                pause = None
                if self._ended:
                    pause = self._ended[0] + self._seconds - time.monotonic()
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), pause)
            self._under_way += 1

    def end(self) -> None:
        """Notes that a call has ended."""
        self._under_way -= 1
        self._ended.append(time.monotonic())
        self._changed.set()


class Chat:
    """The limits of one chat."""

    def __init__(self, group: bool) -> None:
        self.lock = asyncio.Lock()
        limits = (A_CHAT, A_GROUP) if group else (A_CHAT,)
        self.windows = tuple(Window(*limit) for limit in limits)


class Limits(BaseRateLimiter[int]):
    """Stands between the library and the service.

    Calls are retried for ever, as what was accepted has to be answered, unless
    `rate_limit_args` says how many attempts there are.

    Args:
        messages_per_second: what the service allows overall.
    """

    def __init__(self, messages_per_second: int) -> None:
        self._overall = Flow(messages_per_second, OVERALL_SECONDS)
        self._chats: Dict[int, Chat] = {}
        self._paused_until = 0.0

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Nothing is needed."""

    def has_room(self) -> bool:
        """Tells whether a call that is not needed would hold up no other."""
        return time.monotonic() >= self._paused_until and self._overall.has_room()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: Dict[str, Any],
        endpoint: str,
        data: Dict[str, Any],
        rate_limit_args: Optional[int],
    ) -> Any:
        """Makes a call in its turn, again where that may help."""
        attempts = rate_limit_args or UNLIMITED
        failures = 0
        while True:
            try:
                return await self._in_turn(callback, args, kwargs, endpoint, data)
            except RetryAfter as error:
                failures += 1
                pause = seconds_of(error)
                self._paused_until = max(
                    self._paused_until, time.monotonic() + pause + 0.1
                )
                logger.info("Telegram asks to wait %.0f s.", pause)
                if failures >= attempts:
                    raise
            except BadRequest:
                raise
            except NetworkError as error:
                failures += 1
                if failures >= attempts:
                    raise
                pause = growing_pause(failures)
                logger.info(
                    "%s failed (%s); again in %.1f s.",
                    endpoint,
                    type(error).__name__,
                    pause,
                )
                await asyncio.sleep(pause)

    async def _in_turn(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: Dict[str, Any],
        endpoint: str,
        data: Dict[str, Any],
    ) -> Any:
        if endpoint in MESSAGES:
            chat = self._chat(int(data["chat_id"]))
            async with chat.lock:
                await self._wait(*chat.windows)
                return await self._overall_turn(callback, args, kwargs, chat.windows)
        if endpoint in EDITS:
            return await self._overall_turn(callback, args, kwargs, ())
        await self._wait()
        return await callback(*args, **kwargs)

    async def _overall_turn(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: Dict[str, Any],
        windows: Tuple[Window, ...],
    ) -> Any:
        """Makes a call that counts; it counts from its end, when all have seen it."""
        await self._overall.begin()
        try:
            await self._wait()
            return await callback(*args, **kwargs)
        finally:
            self._overall.end()
            for window in windows:
                window.happens(time.monotonic())

    async def _wait(self, *windows: Window) -> None:
        while True:
            now = time.monotonic()
            times: Tuple[float, ...] = tuple(w.earliest(now) for w in windows)
            until = max(self._paused_until, *times, now)
            if until <= now:
                return
            await asyncio.sleep(until - now)

    def _chat(self, number: int) -> Chat:
        if len(self._chats) > MANY_CHATS:
            now = time.monotonic()
            self._chats = {
                name: chat
                for name, chat in self._chats.items()
                if chat.lock.locked() or now - chat.windows[0].last() < IDLE_CHAT
            }
        if number not in self._chats:
            self._chats[number] = Chat(group=number < 0)
        return self._chats[number]
