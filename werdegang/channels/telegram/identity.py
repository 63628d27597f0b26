"""Names for conversations that do not tell who takes part in them."""

from __future__ import annotations

import hashlib
import hmac

LENGTH = 32
PERSON = "telegram conversation {bot} {user}"
MEMBER = "telegram conversation {bot} {user} in {chat}"
ALL_OF_PERSON = "telegram person {bot} {user}"
UNCHANGED = "telegram question {text}"
WEBHOOK = "telegram webhook {bot}"


def keyed_hash(secret: bytes, text: str) -> str:
    """Returns a name for `text` that only who has the secret can make."""
    digest = hmac.new(secret, text.encode(), hashlib.sha256)
    return digest.hexdigest()[:LENGTH]


def conversation_id(secret: bytes, bot: int, user: int, chat: int) -> str:
    """Returns the name of the conversation of a bot with a person.

    In a group each member has one of their own, apart from the private one, so that
    nothing said in private shows up in a group.

    Args:
        secret: the installation's secret.
        bot: the bot's number.
        user: the person's number.
        chat: the chat's number, which in a private chat is the person's.
    """
    form = PERSON if user == chat else MEMBER
    return keyed_hash(secret, form.format(bot=bot, user=user, chat=chat))


def person_id(secret: bytes, bot: int, user: int) -> str:
    """Returns by what all conversations of a person with a bot are found."""
    return keyed_hash(secret, ALL_OF_PERSON.format(bot=bot, user=user))


def digest_of_question(secret: bytes, text: str) -> str:
    """Returns by what an edited question is told from an unchanged one."""
    return keyed_hash(secret, UNCHANGED.format(text=text))


def webhook_secret(secret: bytes, bot: int) -> str:
    """Returns the secret token of the webhook, where none is set."""
    return keyed_hash(secret, WEBHOOK.format(bot=bot))
