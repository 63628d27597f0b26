"""The channel's own texts, from texts.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import yaml

from werdegang.careers import LANGUAGES

FILE = Path(__file__).with_name("texts.yml")
COMMANDS = "commands"
GUESS_FOR_OTHERS = "en"
"""What people are answered in whose app is in neither language."""
GUESS_FOR_UNKNOWN = "de"
"""What people are answered in of whose app nothing is known."""


def say(name: str, language: str, **values: str) -> str:
    """Returns a text in a language, with its placeholders filled in.

    Raises:
        KeyError: if there is no such text.
    """
    return str(_texts()[name][language]).format(**values)


def command_names() -> Tuple[str, ...]:
    """Returns the commands that there are, without their slash."""
    return tuple(_texts()[COMMANDS])


def command_menu(language: str) -> List[Tuple[str, str]]:
    """Returns the commands with what they do."""
    return [(name, says[language]) for name, says in _texts()[COMMANDS].items()]


def spoken(locale: Optional[str]) -> Optional[str]:
    """Returns the language of a locale such as `de-AT`, if it is one of ours."""
    language = (locale or "").replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else None


def first_guess(locale: Optional[str]) -> str:
    """Returns the language to begin in.

    Args:
        locale: what the app says of the person's language, for example `en-GB`.
    """
    return spoken(locale) or (GUESS_FOR_OTHERS if locale else GUESS_FOR_UNKNOWN)


@lru_cache(maxsize=1)
def _texts() -> Dict[str, Any]:
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))
