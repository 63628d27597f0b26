"""Word frequencies of many languages, read from the data of the package wordfreq.

Only the package's data files are read: the package itself asks for another release of
`regex` than Rasa does. Training reads them; a trained model carries what it needs.
"""

from __future__ import annotations

import gzip
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Dict, List, Mapping, Tuple

import msgpack

OTHER_LANGUAGES: Tuple[str, ...] = (
    "fr", "es", "it", "pt", "nl", "pl", "tr", "sv", "cs", "ro", "hu", "da", "fi", "id",
)  # fmt: skip
"""Languages in Latin script that are told apart from German and English."""

CENTIBELS_PER_BEL = 100


class WordlistsMissing(RuntimeError):
    """Raised where the package with the word lists is not installed."""


def frequencies(language: str, most: int, size: str = "large") -> Dict[str, float]:
    """Returns the most frequent words of a language.

    Args:
        language: ISO 639-1 code.
        most: how many words at the most.
        size: which of the package's lists, `large` or `small`.

    Returns:
        for each word the decimal logarithm of its frequency (-2 is one word in 100),
        the most frequent first. The lists hold buckets of words, one bucket a centibel.

    Raises:
        WordlistsMissing: if the package is not installed.
    """
    packed = gzip.decompress((_folder() / f"{size}_{language}.msgpack.gz").read_bytes())
    _header, *buckets = msgpack.loads(packed, raw=False)
    found: Dict[str, float] = {}
    for centibels, words in enumerate(buckets):
        for word in words:
            if len(found) >= most:
                return found
            found[word] = -centibels / CENTIBELS_PER_BEL
    return found


def packed(words: Mapping[str, float]) -> Dict[str, str]:
    """Returns words by their frequency, joined by blanks: small to store and to read.

    Args:
        words: for each word the decimal logarithm of its frequency.
    """
    found: Dict[str, List[str]] = {}
    for word, frequency in words.items():
        found.setdefault(str(round(frequency, 2)), []).append(word)
    return {frequency: " ".join(words) for frequency, words in found.items()}


def unpacked(stored: Mapping[str, str]) -> Dict[str, float]:
    """Returns what `packed` was given.

    Words that several lists hold are one object in memory, as are frequencies.
    """
    found: Dict[str, float] = {}
    for frequency, words in stored.items():
        found.update(dict.fromkeys(map(sys.intern, words.split()), float(frequency)))
    return found


def _folder() -> Path:
    spec = find_spec("wordfreq")
    if spec is None or spec.origin is None:
        raise WordlistsMissing(
            "The word lists are missing. Run `make setup`, which installs them."
        )
    return Path(spec.origin).parent / "data"
