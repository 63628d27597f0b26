"""People who write to the bot, alone or in a group, as their apps would."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from strict_api.rules import utf16

if TYPE_CHECKING:
    from strict_api.server import Call, StrictApi


class Person:
    """Somebody with an app in some language."""

    def __init__(
        self, api: StrictApi, language: Optional[str] = "de", group: Any = None
    ) -> None:
        self.api = api
        self.number = api.new_number()
        self.group = group
        self.user: Dict[str, Any] = {
            "id": self.number,
            "is_bot": False,
            "first_name": "Kim",
        }
        if language:
            self.user["language_code"] = language
        if group is None:
            api.open_chat(self.number, type="private", first_name="Kim")

    @property
    def chat(self) -> int:
        return self.group.number if self.group else self.number

    def message(self, **parts: Any) -> Dict[str, Any]:
        """Puts a message into the chat, without telling the bot."""
        return self.api.send({"from": self.user, **parts}, self.chat)

    def says(self, text: str, **parts: Any) -> Dict[str, Any]:
        """Writes a text; returns the message."""
        message = self.message(text=text, entities=_entities(text), **parts)
        self.update = self.api.push(message=message)
        return message

    def sends(self, **content: Any) -> Dict[str, Any]:
        """Sends something that is not text."""
        message = self.message(**content)
        self.api.push(message=message)
        return message

    def edits(self, message: Dict[str, Any], text: str) -> None:
        """Changes a text."""
        self.api.push(
            edited_message={
                **message,
                "text": text,
                "entities": _entities(text),
                "edit_date": int(time.time()),
            }
        )

    def presses(self, message: Dict[str, Any], data: str) -> str:
        """Presses a button of a message; returns the press's id."""
        return self.api.press(**{"from": self.user}, message=message, data=data)

    def asks(self, text: str, seconds: float = 20) -> Call:
        """Writes a text and returns the next message in the chat."""
        before = len(self.heard())
        self.says(text)
        return self.next_after(before, seconds)

    def next_after(self, before: int, seconds: float = 20) -> Call:
        """Returns the message that came after so many."""
        return self.api.wait(lambda: self.heard()[before:], seconds)[0]

    def heard(self) -> List[Call]:
        """Returns the messages that came in the chat."""
        return self.api.made("sendMessage", self.chat)

    def texts(self) -> List[str]:
        """Returns what the person sees of them."""
        return [call.result["text"] for call in self.heard()]

    def blocks(self) -> None:
        """Blocks the bot."""
        self.api.state.blocked.add(self.chat)
        member = {"user": self.api.state.me}
        self.api.push(
            my_chat_member={
                "chat": self.api.state.chats[self.chat],
                "from": self.user,
                "date": int(time.time()),
                "old_chat_member": {**member, "status": "member"},
                "new_chat_member": {**member, "status": "kicked", "until_date": 0},
            }
        )


class Group:
    """A group that the bot is a member of."""

    def __init__(self, api: StrictApi) -> None:
        self.api = api
        self.number = -(10**12) - api.new_number()
        api.open_chat(self.number, type="supergroup", title="Karriere")

    def member(self, language: str = "de") -> Person:
        return Person(self.api, language, self)


def _entities(text: str) -> List[Dict[str, Any]]:
    found = []
    place = 0
    for word in text.split(" "):
        kinds = {"/": "bot_command", "@": "mention"}
        kind = kinds.get(word[:1])
        if kind and len(word) > 1:
            length = utf16(word.rstrip(",.?!"))
            found.append({"type": kind, "offset": place, "length": length})
        place += utf16(word) + 1
    return found
