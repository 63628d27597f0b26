"""Words of a message and their normal forms. Pure functions, no data."""

from __future__ import annotations

import re
import unicodedata
from typing import Iterable, Iterator, List

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
"""A run of letters, an apostrophe inside included."""

GENDER_MARK = re.compile(r"(?<=[a-zäöüß])[*:_·/]-?(?=in(?:nen)?\b|r\b|n\b)", re.I)
GENDER_BRACKETS = re.compile(r"(?<=[a-zäöüß])\((in(?:nen)?)\)", re.I)
INNER_I = re.compile(r"(?<=[a-zäöüß])I(?=n(?:nen)?\b)")

TO_ASCII = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "à": "a", "á": "a", "é": "e", "è": "e"}
)
UMLAUTS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))


def words_of(text: str) -> List[str]:
    """Returns the words of `text` in lower case."""
    return WORD.findall(text.lower())


def without_gender_marks(text: str) -> str:
    """Returns `text` with star, colon, slash, underscore and inner-I forms joined.

    `Buchhalter:in`, `Buchhalter*in`, `Buchhalter/-in` and `BuchhalterIn` all become
    `Buchhalterin`.
    """
    joined = GENDER_MARK.sub("", INNER_I.sub("i", text))
    return GENDER_BRACKETS.sub(r"\1", joined)


def folded(word: str) -> str:
    """Returns a key under which spellings of the same word meet.

    Lower case, umlauts and sharp s as two letters, nothing but letters and digits.
    """
    composed = unicodedata.normalize("NFKC", word).lower().translate(TO_ASCII)
    return "".join(letter for letter in composed if letter.isalnum())


def umlaut_variants(word: str) -> Iterator[str]:
    """Yields readings of `ae`, `oe`, `ue` as umlauts and of `ss` as sharp s.

    Args:
        word: in lower case.
    """
    full = word
    for ascii_form, umlaut in UMLAUTS:
        full = full.replace(ascii_form, umlaut)
    candidates: Iterable[str] = (
        full,
        *(word.replace(ascii_form, umlaut) for ascii_form, umlaut in UMLAUTS),
    )
    seen = {word}
    for candidate in candidates:
        for variant in (candidate, candidate.replace("ss", "ß")):
            if variant not in seen:
                seen.add(variant)
                yield variant
