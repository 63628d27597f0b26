"""Reading backgrounds as the assistant does: typing errors known, the year fixed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from werdegang.careers.profile import Profile
from werdegang.understanding.background import Lists, read_background
from werdegang.understanding.spelling import SpellingCorrector
from werdegang.understanding.wordlists import frequencies

YEAR = 2026
"""In which the texts were written; "seit 2019" is counted to it."""


@pytest.fixture(scope="session")
def read(knowledge) -> Callable[[str], Profile]:
    known = {**frequencies("de", 60_000), **frequencies("en", 60_000)}
    corrector = SpellingCorrector(known, {})
    lists = Lists(knowledge)

    def _read(text: str) -> Profile:
        unknown = corrector.unknown_words(text)
        return read_background(text, knowledge, lists, YEAR, unknown)

    return _read
