"""What an update is about. Pure: nothing is sent or stored here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Dict, Optional

from telegram import CallbackQuery, Message, MessageEntity, Update, User

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)
ADDRESSING = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION)
CONTENT = (
    "animation",
    "audio",
    "checklist",
    "contact",
    "dice",
    "document",
    "game",
    "location",
    "paid_media",
    "photo",
    "poll",
    "sticker",
    "story",
    "venue",
    "video",
    "video_note",
    "voice",
)
"""Kinds of content that are not text but that a person sends."""
READ = (
    "message_id",
    "date",
    "edit_date",
    "chat",
    "from",
    "sender_chat",
    "text",
    "entities",
    "message_thread_id",
    "is_topic_message",
    "media_group_id",
)
"""Parts of a message that are read; what else there is may be as it likes."""
BLOCKED = ("kicked", "left")


class Unreadable(Exception):
    """Raised for an update that is not as the service describes updates."""


@dataclass(frozen=True)
class Bot:
    """Who we are."""

    number: int
    name: str


@dataclass(frozen=True)
class Event:
    """Something that a person did."""

    chat: int
    user: int
    locale: Optional[str]
    group: bool = False
    topic: Optional[int] = None


@dataclass(frozen=True)
class Asked(Event):
    """A text."""

    message: int = 0
    text: str = ""
    edited: bool = False


@dataclass(frozen=True)
class Commanded(Event):
    """A command with what stands behind it."""

    message: int = 0
    command: str = ""
    argument: str = ""


@dataclass(frozen=True)
class Pressed(Event):
    """A press of a button; `message` is the one with the button, if it is known."""

    press: str = ""
    token: str = ""
    message: Optional[int] = None


@dataclass(frozen=True)
class Sent(Event):
    """Something else than text; `album` names the message group that it is part of."""

    message: int = 0
    album: Optional[str] = None


@dataclass(frozen=True)
class Blocked(Event):
    """The person blocked the bot, or took it out of the group."""


def read(body: Dict[str, Any], bot: Bot) -> Optional[Event]:
    """Returns what an update is about, or `None` where nothing follows from it.

    Raises:
        Unreadable: if it is not formed as updates are.
    """
    try:
        for kind, edited in (("message", False), ("edited_message", True)):
            if kind in body:
                message = Message.de_json(_needed(body[kind]), None)
                sent = any(body[kind].get(content) for content in CONTENT)
                return _message(message, bot, edited, sent)
        if "callback_query" in body:
            return _press(CallbackQuery.de_json(_needed_press(body), None))
        if "my_chat_member" not in body:
            return None
        update = Update.de_json(body, None)
        if update.my_chat_member is not None:
            member = update.my_chat_member
            if member.new_chat_member.status in BLOCKED:
                return Blocked(member.chat.id, member.from_user.id, None)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise Unreadable(type(error).__name__) from None
    return None


def chat_of(body: Dict[str, Any]) -> int:
    """Returns in whose order an update is worked on: that of its chat."""
    for part in body.values():
        if isinstance(part, dict):
            message = part.get("message")
            holder = message if isinstance(message, dict) else part
            chat = holder.get("chat")
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return 0


def sender_of(body: Dict[str, Any]) -> Optional[int]:
    """Returns the number of who an update comes from, if it names somebody."""
    for part in body.values():
        sender = part.get("from") if isinstance(part, dict) else None
        if isinstance(sender, dict) and isinstance(sender.get("id"), int):
            return int(sender["id"])
    return None


def _needed(message: Dict[str, Any]) -> Dict[str, Any]:
    needed = {name: message[name] for name in READ if name in message}
    earlier = message.get("reply_to_message")
    if earlier is not None:
        needed["reply_to_message"] = {
            name: earlier[name] for name in READ if name in earlier
        }
    return needed


def _needed_press(body: Dict[str, Any]) -> Dict[str, Any]:
    press = {"chat_instance": "", **body["callback_query"]}
    if "message" in press:
        press["message"] = _needed(press["message"])
    return press


def _press(query: CallbackQuery) -> Optional[Event]:
    if query.message is None or query.from_user.is_bot:
        return None
    chat = query.message.chat
    accessible = query.message if isinstance(query.message, Message) else None
    return Pressed(
        chat=chat.id,
        user=query.from_user.id,
        locale=query.from_user.language_code,
        group=_is_group(query.message),
        topic=_topic(accessible),
        press=query.id,
        token=str(query.data or ""),
        message=query.message.message_id,
    )


def _message(message: Message, bot: Bot, edited: bool, sent: bool) -> Optional[Event]:
    person = message.from_user
    if person is None or person.is_bot or message.sender_chat is not None:
        return None
    about: Dict[str, Any] = {
        "chat": message.chat.id,
        "user": person.id,
        "locale": person.language_code,
        "group": _is_group(message),
        "topic": _topic(message),
        "message": message.message_id,
    }
    if message.text is not None:
        return _text(message, message.text, bot, edited, about)
    addressed = not about["group"] or _answers(message, bot)
    if sent and addressed and not edited:
        return Sent(**about, album=message.media_group_id)
    return None


def _text(
    message: Message, text: str, bot: Bot, edited: bool, about: Dict[str, Any]
) -> Optional[Event]:
    command = COMMAND.fullmatch(text.strip())
    if command is not None:
        name, whom, argument = command.groups()
        ours = whom is not None and whom.lower() == bot.name.lower()
        for_others = whom is not None and not ours
        unaddressed = about["group"] and not ours and not _answers(message, bot)
        if for_others or unaddressed or edited:
            return None
        return Commanded(
            **about, command=name.lower(), argument=(argument or "").strip()
        )
    mentioned = _without_mention(message, text, bot)
    if about["group"] and mentioned is None and not _answers(message, bot):
        return None
    return Asked(**about, text=text if mentioned is None else mentioned, edited=edited)


def _without_mention(message: Message, text: str, bot: Bot) -> Optional[str]:
    """Returns the text without our name, or `None` where we are not mentioned."""
    for entity in message.entities:
        if entity.type not in ADDRESSING:
            continue
        try:
            name = message.parse_entity(entity)
        except UnicodeDecodeError:
            # It begins or ends within a sign.
            continue
        called = name.lstrip("@").lower() == bot.name.lower()
        if called or _is_us(entity.user, bot):
            before, _, after = text.partition(name)
            return f"{before.rstrip()} {after.lstrip(' ,:')}".strip()
    return None


def _answers(message: Message, bot: Bot) -> bool:
    earlier = message.reply_to_message
    return earlier is not None and _is_us(earlier.from_user, bot)


def _is_us(user: Optional[User], bot: Bot) -> bool:
    return user is not None and user.id == bot.number


def _is_group(message: Any) -> bool:
    return message.chat.type in ("group", "supergroup")


def _topic(message: Optional[Message]) -> Optional[int]:
    if message is None or not message.is_topic_message:
        return None
    return message.message_thread_id
