"""Answering one update, from its acceptance to the last message."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from typing import AsyncIterator, Optional

from telegram.error import TelegramError

from werdegang.channels.telegram.behaviour import Behaviour
from werdegang.channels.telegram.limits import growing_pause
from werdegang.channels.telegram.plan import (
    FILE,
    MESSAGE,
    PAPER,
    PICTURE,
    Plan,
    Step,
)
from werdegang.channels.telegram.reading import (
    Blocked,
    Bot,
    Event,
    Unreadable,
    read,
)
from werdegang.channels.telegram.sending import Sender, Unreachable
from werdegang.channels.telegram.store import Accepted, Store
from werdegang.serving.logs import place_of
from werdegang.serving.outages import is_outage

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 10
"""How often an answer is begun to be worked out, should the process die of it."""
ATTEMPTS_IN_COMPANY = 2
"""After so many it is worked out alone, so that what a process dies of takes no other
updates with it, and they are not counted against."""

TURNS_AT_ONCE = 4
"""How many answers are worked out at a time, so that receiving never waits for many."""


class Answering:
    """Answers updates.

    An answer is stored before it is sent, and each message is noted once it was: after
    a restart the rest is sent and nothing is worked out twice.

    Args:
        bot: who we are.
        store: where updates are kept.
        behaviour: works out answers.
        sender: sends them.
    """

    def __init__(
        self, bot: Bot, store: Store, behaviour: Behaviour, sender: Sender
    ) -> None:
        self._bot = bot
        self._store = store
        self._behaviour = behaviour
        self._sender = sender
        self._turns = asyncio.Semaphore(TURNS_AT_ONCE)
        self._alone = asyncio.Lock()

    async def answer(self, update: Accepted) -> None:
        """Answers an update, as soon as what is done about it can be kept."""
        waiting: Optional[Accepted] = update
        failures = 0
        while waiting is not None:
            try:
                await self._answer_once(waiting)
                return
            except sqlite3.Error as error:
                failures += 1
                logger.error("Answers cannot be kept: %s.", place_of(error))
                await asyncio.sleep(growing_pause(failures))
                waiting = self._store.again(waiting)

    async def _answer_once(self, update: Accepted) -> None:
        """Answers an update; what goes wrong is logged, without what was written."""
        try:
            await self._answer(update)
        except Unreachable:
            logger.info("Update %s: the person cannot be reached.", update.number)
        except Unreadable as error:
            logger.warning("Update %s cannot be read (%s).", update.number, error)
        except TelegramError as error:
            logger.error(
                "Update %s: Telegram refused the answer (%s).",
                update.number,
                type(error).__name__,
            )
        except sqlite3.Error:
            raise
        except Exception as error:
            logger.error("Update %s failed: %s.", update.number, type(error).__name__)
        self._store.finish(update.number)

    async def _answer(self, update: Accepted) -> None:
        event = read(update.body, self._bot)
        if event is None:
            return
        if isinstance(event, Blocked):
            logger.info("Update %s: the bot was blocked or removed.", update.number)
            return
        steps = update.steps
        if steps is None:
            steps = await self._work_out(update, event)
        await self._send(update, event, steps)

    async def _work_out(self, update: Accepted, event: Event) -> list[Step]:
        async with self._sender.typing(event), self._turn_of(update):
            if self._store.attempt(update.number) > MOST_ATTEMPTS:
                logger.error("Update %s was given up.", update.number)
                plan = self._behaviour.failed(event)
            else:
                plan = await self._plan(update, event)
            if plan.steps or plan.conversation:
                self._store.answered_with(update.number, plan)
            return plan.steps

    @contextlib.asynccontextmanager
    async def _turn_of(self, update: Accepted) -> AsyncIterator[None]:
        """Waits for a place among those worked on, or for all places."""
        async with contextlib.AsyncExitStack() as taken:
            places = 1
            if update.attempts >= ATTEMPTS_IN_COMPANY:
                await taken.enter_async_context(self._alone)
                places = TURNS_AT_ONCE
            for _ in range(places):
                await taken.enter_async_context(self._turns)
            yield

    async def _plan(self, update: Accepted, event: Event) -> Plan:
        try:
            return await self._behaviour.plan(event)
        except sqlite3.Error:
            raise
        except Exception as error:
            logger.error(
                "Update %s could not be answered: %s.",
                update.number,
                type(error).__name__,
            )
            return self._behaviour.failed(event, is_outage(error))

    async def _send(self, update: Accepted, event: Event, steps: list[Step]) -> None:
        conversation = self._behaviour.conversation(event)
        begun = any(_speaks(step) for step in steps[: update.done])
        for number in range(update.done, len(steps)):
            step = steps[number]
            sent = await self._sender.take(step, event, first=not begun)
            begun = begun or _speaks(step)
            holds_buttons = sent if step.suggests else None
            self._store.step_taken(
                update.number, number + 1, conversation, holds_buttons
            )


def _speaks(step: Step) -> bool:
    return step.kind in (MESSAGE, FILE, PICTURE, PAPER)
