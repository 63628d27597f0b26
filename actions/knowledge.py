"""The knowledge that actions answer from, read once."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from werdegang.careers import Knowledge, load_knowledge
from werdegang.settings import Settings
from werdegang.understanding.background import Lists


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Returns the settings of this installation."""
    return Settings.from_environment()


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Returns what the knowledge files say."""
    return load_knowledge(settings().knowledge)


@lru_cache(maxsize=1)
def forms() -> Lists:
    """Returns the forms by which backgrounds are read."""
    return Lists(knowledge())


def present_year() -> int:
    """Returns the year to which "since 2019" is counted."""
    return date.today().year
