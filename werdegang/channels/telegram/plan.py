"""The answer to an update, as plain data: what is to be sent, and what it changes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Dict, List, Mapping, Optional

QUESTION = "question"
SOURCES = "sources"
LANGUAGE = "language"

MESSAGE = "message"
FILE = "file"
PICTURE = "picture"
PAPER = "paper"
REMOVE_BUTTONS = "remove buttons"
REPLACE_BUTTONS = "replace buttons"
ANSWER_PRESS = "answer press"


@dataclass(frozen=True)
class Button:
    """A button below a message.

    `value` is what pressing it means: the question, the sources or the language. `kept`
    says that its token is known already.
    """

    title: str
    kind: str
    value: str
    token: str = ""
    kept: bool = False

    def named(self, token: str) -> Button:
        """Returns the button with a token."""
        return replace(self, token=token)


@dataclass(frozen=True)
class Step:
    """One call of the service.

    Of a picture (the career ladder) and a paper (the plan), `text` holds what they are
    made from, as JSON, and `about` their caption.

    `about` is the message that is changed, or the press that is answered. A `suggests`
    message is the one whose buttons a later turn removes.
    """

    kind: str
    text: str = ""
    buttons: List[Button] = field(default_factory=list)
    about: str = ""
    file_name: str = ""
    suggests: bool = False
    alert: bool = False

    def as_dict(self) -> Dict[str, Any]:
        """Returns the step as plain data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Step:
        """Returns the step that `as_dict` was called on."""
        buttons = [Button(**button) for button in kept["buttons"]]
        return cls(**{**kept, "buttons": buttons})


@dataclass(frozen=True)
class Plan:
    """All that follows from an update.

    Args:
        steps: what is sent, in order.
        conversation: whose it is; `None` where nothing is remembered.
        remember: values of the conversation to keep.
        ends_buttons: the earlier buttons are valid no longer.
        used: the token of the one button that was pressed and is valid no longer.
        forgets: the conversation is to be erased.
    """

    steps: List[Step] = field(default_factory=list)
    conversation: Optional[str] = None
    remember: Dict[str, Any] = field(default_factory=dict)
    ends_buttons: bool = False
    used: str = ""
    forgets: bool = False
