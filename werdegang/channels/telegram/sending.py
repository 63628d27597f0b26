"""Taking the steps of a plan: one call of the service each."""

from __future__ import annotations

import asyncio
import contextlib
import html
import logging
import re
from typing import Any, AsyncIterator, Dict, List, Optional, Set

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from werdegang.channels.telegram import plan as steps
from werdegang.channels.telegram.handing_over import paper, picture
from werdegang.channels.telegram.limits import Limits
from werdegang.channels.telegram.plan import Button, Step
from werdegang.channels.telegram.reading import Event

logger = logging.getLogger(__name__)

TYPING_WAIT = 1.0
"""Seconds that an answer waits for its typing sign, so that it does not come after."""
MOST_TYPING = 16
"""Typing signs under way at once; the other connections are for answers."""
PICTURE_NAME = "ladder.png"
PRESS_ATTEMPTS = 4
TAG = re.compile(r"</?[a-z]+>")
UNFORMATTED = "can't parse entities"


class Unreachable(Exception):
    """Raised where a person does not want to hear from the bot, or cannot."""


class Sender:
    """Sends to the service.

    Args:
        bot: the library's bot.
        limits: the limits that it keeps.
        contact: whom a plan names for personal advice.
    """

    def __init__(self, bot: ExtBot[int], limits: Limits, contact: str = "") -> None:
        self._contact = contact
        self._bot = bot
        self._limits = limits
        self._typing: Set[asyncio.Task[None]] = set()

    async def take(self, step: Step, event: Event, first: bool) -> Optional[int]:
        """Takes a step.

        Args:
            step: what is to be done.
            event: what it follows from; says where to.
            first: whether nothing was sent on it yet; in a group, the first message
                replies to the question.

        Returns:
            the number of the message that was sent, if one was.

        Raises:
            Unreachable: if the person blocked the bot or the chat is gone.
        """
        try:
            return await self._take(step, event, event.chat, first)
        except ChatMigrated as error:
            return await self._take(step, event, error.new_chat_id, first=False)
        except Forbidden:
            raise Unreachable from None
        except BadRequest as error:
            if "chat not found" in error.message.lower():
                raise Unreachable from None
            if step.kind in (steps.MESSAGE, steps.FILE, steps.PAPER):
                raise
            logger.debug("%s was not possible: %s.", step.kind, error.message)
            return None

    @contextlib.asynccontextmanager
    async def typing(self, event: Event) -> AsyncIterator[None]:
        """Shows that an answer is being worked out, if that holds up no message."""
        if len(self._typing) >= MOST_TYPING or not self._limits.has_room():
            yield
            return
        task = asyncio.ensure_future(self._type(event))
        self._typing.add(task)
        task.add_done_callback(self._typing.discard)
        try:
            yield
        finally:
            # It is not cancelled: httpcore would never give its connection back
            # (its issue 1093), and after so many the bot would fall silent.
            await asyncio.wait((task,), timeout=TYPING_WAIT)

    async def _type(self, event: Event) -> None:
        with contextlib.suppress(TelegramError):
            await self._bot.send_chat_action(
                event.chat,
                ChatAction.TYPING,
                message_thread_id=event.topic,
                rate_limit_args=1,
            )

    async def _take(
        self, step: Step, event: Event, chat: int, first: bool
    ) -> Optional[int]:
        if step.kind == steps.MESSAGE:
            return await self._message(step, event, chat, first)
        if step.kind == steps.FILE:
            return await self._file(step, event, chat)
        if step.kind == steps.PICTURE:
            return await self._picture(step, event, chat)
        if step.kind == steps.PAPER:
            return await self._paper(step, event, chat)
        if step.kind == steps.ANSWER_PRESS:
            await self._bot.answer_callback_query(
                step.about,
                text=step.text or None,
                show_alert=step.alert,
                rate_limit_args=PRESS_ATTEMPTS,
            )
        elif step.about.isdecimal():
            await self._bot.edit_message_reply_markup(
                chat_id=chat,
                message_id=int(step.about),
                reply_markup=keyboard(step.buttons),
            )
        return None

    async def _message(
        self, step: Step, event: Event, chat: int, first: bool
    ) -> Optional[int]:
        about: Dict[str, Any] = {
            "reply_markup": keyboard(step.buttons),
            "reply_parameters": reply_to(event) if first else None,
            "message_thread_id": event.topic,
        }
        try:
            sent = await self._bot.send_message(
                chat, step.text, parse_mode=ParseMode.HTML, **about
            )
        except BadRequest as error:
            if UNFORMATTED not in error.message.lower():
                raise
            logger.warning("Telegram refused the formatting of an answer.")
            sent = await self._bot.send_message(chat, unformatted(step.text), **about)
        return sent.message_id

    async def _file(self, step: Step, event: Event, chat: int) -> Optional[int]:
        sent = await self._bot.send_document(
            chat,
            InputFile(step.text.encode(), filename=step.file_name),
            caption=step.about,
            message_thread_id=event.topic,
        )
        return sent.message_id

    async def _picture(self, step: Step, event: Event, chat: int) -> Optional[int]:
        drawn = await asyncio.to_thread(picture, step)
        sent = await self._bot.send_photo(
            chat,
            InputFile(drawn, filename=PICTURE_NAME),
            caption=step.about,
            message_thread_id=event.topic,
        )
        return sent.message_id

    async def _paper(self, step: Step, event: Event, chat: int) -> Optional[int]:
        file = await asyncio.to_thread(paper, step, self._contact)
        sent = await self._bot.send_document(
            chat,
            InputFile(file, filename=step.file_name),
            message_thread_id=event.topic,
        )
        return sent.message_id


def keyboard(buttons: List[Button]) -> Optional[InlineKeyboardMarkup]:
    """Returns the buttons, one below the other, or `None` where there are none."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.title, callback_data=button.token)]
            for button in buttons
        ]
    )


def reply_to(event: Event) -> Optional[ReplyParameters]:
    """Returns which message an answer in a group refers to."""
    message = getattr(event, "message", None)
    if not event.group or not message:
        return None
    return ReplyParameters(message, allow_sending_without_reply=True)


def unformatted(text: str) -> str:
    """Returns our own HTML as plain text."""
    return html.unescape(TAG.sub("", text))
