"""The knowledge that actions answer from: read once, and replaced when it changes."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import List

from werdegang.careers import Knowledge, load_knowledge
from werdegang.settings import Settings
from werdegang.understanding.background import Lists

_taken_up: List[Knowledge] = []


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Returns the settings of this installation."""
    return Settings.from_environment()


def knowledge() -> Knowledge:
    """Returns what the knowledge files say."""
    if not _taken_up:
        take_up(load_knowledge(settings().knowledge))
    return _taken_up[0]


def take_up(changed: Knowledge) -> None:
    """Answers from changed knowledge from now on."""
    _taken_up[:] = [changed]
    forms.cache_clear()


@lru_cache(maxsize=1)
def forms() -> Lists:
    """Returns the forms by which backgrounds are read."""
    return Lists(knowledge())


def present_year() -> int:
    """Returns the year to which "since 2019" is counted."""
    return date.today().year
