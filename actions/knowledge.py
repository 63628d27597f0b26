"""The knowledge that actions answer from, read once."""

from __future__ import annotations

from functools import lru_cache

from werdegang.careers import Knowledge, load_knowledge
from werdegang.settings import Settings


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Returns the settings of this installation."""
    return Settings.from_environment()


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Returns what the knowledge files say."""
    return load_knowledge(settings().knowledge)
