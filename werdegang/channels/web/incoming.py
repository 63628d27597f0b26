"""What a client sends, read and checked. No side effects."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Dict, Literal, Optional, cast

from werdegang.channels.web.refusals import Refusal
from werdegang.serving.input import NOTHING, plain_text

ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
ID_OF_REPLY = re.compile(r"[A-Za-z0-9_-]{8,64}\.[0-9]{1,3}")
LOCALE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3}")
LONGEST_WORD = 500
JSON_TYPE = "application/json"


@dataclass(frozen=True)
class Message:
    """A person's message, safe to hand to Rasa."""

    id: str
    text: str
    locale: Optional[str]


@dataclass(frozen=True)
class Feedback:
    """What a person thinks of a reply; no value takes back what was said before."""

    message: str
    value: Optional[Literal["up", "down"]]
    word: str


def parse(body: bytes, content_type: str) -> Dict[str, Any]:
    """Returns the object that a body holds.

    Raises:
        Refusal: if it is not declared as JSON, or is no JSON object.
    """
    if content_type.partition(";")[0].strip().lower() != JSON_TYPE:
        raise Refusal("not_json")
    try:
        found = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refusal("malformed", what="no JSON object")
    return found


def message(given: Dict[str, Any], longest: int) -> Message:
    """Reads a message.

    Args:
        given: `id`, `text`, perhaps `locale`.
        longest: how many characters the text may have.

    Raises:
        Refusal: names what is wrong.
    """
    made, typed, locale = given.get("id"), given.get("text"), given.get("locale")
    if not isinstance(made, str) or not ID.fullmatch(made):
        raise Refusal("malformed", what="id")
    if not isinstance(typed, str):
        raise Refusal("malformed", what="text")
    if locale is not None and not (
        isinstance(locale, str) and LOCALE.fullmatch(locale)
    ):
        raise Refusal("malformed", what="locale")
    text = plain_text(typed, longest)
    if _is_too_long(text, longest):
        raise Refusal("message_too_long", limit=longest)
    if text == NOTHING and "?" not in typed:
        raise Refusal("empty_message")
    return Message(made, text, locale)


def _is_too_long(text: str, longest: int) -> bool:
    """Tells what `plain_text` says of it: one character over, or a trusted intent."""
    return len(text) > longest or text.startswith("/")


def feedback(given: Dict[str, Any]) -> Feedback:
    """Reads what is thought of a reply.

    Args:
        given: `message`, `value` ("up", "down" or null), perhaps `word`.

    Raises:
        Refusal: names what is wrong.
    """
    about, value, word = given.get("message"), given.get("value"), given.get("word")
    if not isinstance(about, str) or not ID_OF_REPLY.fullmatch(about):
        raise Refusal("malformed", what="message")
    if value not in ("up", "down", None):
        raise Refusal("malformed", what="value")
    if not isinstance(word or "", str):
        raise Refusal("malformed", what="word")
    text = plain_text(word, LONGEST_WORD) if word else ""
    if _is_too_long(text, LONGEST_WORD):
        raise Refusal("message_too_long", limit=LONGEST_WORD)
    return Feedback(
        about,
        cast(Optional[Literal["up", "down"]], value),
        "" if text == NOTHING and "?" not in (word or "") else text,
    )
