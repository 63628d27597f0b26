"""The typing sign: before the answer, in nobody's way, and never broken off."""

from __future__ import annotations

import asyncio
import time
from typing import Any, List, cast

from telegram.ext import ExtBot

from werdegang.channels.telegram.limits import Limits
from werdegang.channels.telegram.reading import Asked, Bot, Event, read
from werdegang.channels.telegram.sending import MOST_TYPING, TYPING_WAIT, Sender


class SlowBot:
    """Shows the typing sign only when it is told to."""

    def __init__(self) -> None:
        self.shown: List[int] = []
        self.broken_off = 0
        self.asked = 0
        self.may_show = asyncio.Event()

    async def send_chat_action(self, chat: int, *args: Any, **kwargs: Any) -> None:
        self.asked += 1
        try:
            await self.may_show.wait()
        except asyncio.CancelledError:
            self.broken_off += 1
            raise
        self.shown.append(chat)


def event_in(chat: int) -> Event:
    person = {"id": chat, "is_bot": False, "first_name": "Kim"}
    message = {
        "message_id": 1,
        "date": 0,
        "chat": {"id": chat, "type": "private"},
        "from": person,
        "text": "Hallo",
    }
    found = read({"update_id": 1, "message": message}, Bot(5, "our_bot"))
    assert isinstance(found, Asked)
    return found


def sender_of(bot: SlowBot) -> Sender:
    return Sender(cast("ExtBot[int]", bot), Limits(1000))


async def answered(sender: Sender, chat: int) -> float:
    """Returns how many seconds the typing sign held an answer up."""
    begun = time.monotonic()
    async with sender.typing(event_in(chat)):
        await asyncio.sleep(0)
    return time.monotonic() - begun


async def test_a_slow_sign_holds_an_answer_up_for_a_second_and_is_not_cancelled() -> (
    None
):
    bot = SlowBot()
    held_up = await answered(sender_of(bot), 7)
    assert TYPING_WAIT <= held_up < TYPING_WAIT + 0.5
    assert not bot.broken_off and not bot.shown
    bot.may_show.set()
    await asyncio.sleep(0.05)
    assert bot.shown == [7] and not bot.broken_off


async def test_a_quick_sign_holds_nothing_up() -> None:
    bot = SlowBot()
    bot.may_show.set()
    assert await answered(sender_of(bot), 7) < 0.2
    assert bot.shown == [7]


async def test_slow_signs_leave_connections_for_answers() -> None:
    bot = SlowBot()
    sender = sender_of(bot)
    await asyncio.gather(*(answered(sender, chat) for chat in range(40)))
    assert bot.asked == MOST_TYPING
    bot.may_show.set()
    await asyncio.sleep(0.05)
    await answered(sender, 41)
    assert bot.shown[-1] == 41
