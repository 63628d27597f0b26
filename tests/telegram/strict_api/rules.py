"""What the Bot API refuses. Pure functions."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, List, Optional

TAGS = frozenset(
    "b strong i em u ins s strike del a code pre blockquote tg-spoiler".split()
)
ENTITIES = re.compile(r"&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice"
    " upload_document choose_sticker find_location record_video_note"
    " upload_video_note".split()
)
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?)>")


class Refused(Exception):
    """An error as the Bot API answers it."""

    def __init__(
        self, code: int, description: str, parameters: Optional[Dict[str, Any]] = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(description: str) -> Refused:
    return Refused(400, f"Bad Request: {description}")


def too_many(seconds: int) -> Refused:
    return Refused(
        429,
        f"Too Many Requests: retry after {seconds}",
        {"retry_after": seconds},
    )


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def shown(text: str, parse_mode: Optional[str]) -> str:
    """Returns what a person sees of a text; refuses what cannot be read."""
    if parse_mode is None:
        return text
    if parse_mode.lower() != "html":
        raise bad("unsupported parse_mode")
    plain, place, open_tags = "", 0, []
    while place < len(text):
        sign = text[place]
        if sign == "<":
            tag = TAG.match(text, place)
            if tag is None or tag[2].lower() not in TAGS:
                name = tag[2] if tag else ""
                raise bad(
                    f'can\'t parse entities: Unsupported start tag "{name}" '
                    f"at byte offset {len(text[:place].encode())}"
                )
            if tag[1]:
                if not open_tags or open_tags.pop() != tag[2].lower():
                    raise bad("can't parse entities: Unmatched end tag")
            else:
                open_tags.append(tag[2].lower())
            place = tag.end()
            continue
        if sign == "&":
            entity = ENTITIES.match(text, place)
            if entity is not None:
                plain += _entity(entity[1])
                place = entity.end()
                continue
        plain += sign
        place += 1
    if open_tags:
        raise bad(f"can't parse entities: Can't find end tag for {open_tags[-1]}")
    return plain


def _entity(name: str) -> str:
    named = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
    if name in named:
        return named[name]
    return chr(int(name[2:], 16) if name[1] in "xX" else int(name[1:]))


def checked_text(text: str, parse_mode: Optional[str], longest: int = 4096) -> str:
    plain = shown(text, parse_mode)
    if not plain.strip():
        raise bad("message text is empty")
    if utf16(plain) > longest:
        raise bad("message is too long" if longest == 4096 else "caption is too long")
    return plain


def checked_keyboard(markup: Optional[str]) -> Optional[Dict[str, Any]]:
    """Returns an inline keyboard; refuses what no client could show."""
    if markup is None:
        return None
    try:
        found = json.loads(markup)
        rows: List[List[Dict[str, Any]]] = found["inline_keyboard"]
        buttons = [button for row in rows for button in row]
    except (ValueError, KeyError, TypeError):
        raise bad("can't parse reply keyboard markup JSON object") from None
    for button in buttons:
        if not str(button.get("text", "")).strip():
            raise bad("can't parse inline keyboard button: text must be non-empty")
        data = button.get("callback_data")
        if data is None:
            raise bad("BUTTON_TYPE_INVALID")
        if not 1 <= len(data.encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
    return {"inline_keyboard": rows} if buttons else None


def checked_commands(given: Optional[str]) -> List[Dict[str, str]]:
    try:
        commands = json.loads(given or "")
    except ValueError:
        raise bad("can't parse commands JSON object") from None
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return list(commands)


def checked_photo(content: bytes) -> tuple[int, int]:
    """Returns width and height of a PNG; refuses what is none, or is out of bounds."""
    if content[:8] != b"\x89PNG\r\n\x1a\n" or len(content) > 10 * 1024 * 1024:
        raise bad("IMAGE_PROCESS_FAILED")
    width = int.from_bytes(content[16:20], "big")
    height = int.from_bytes(content[20:24], "big")
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height
