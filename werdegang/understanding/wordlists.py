"""Word frequencies of many languages, read from the data of the package wordfreq.

Only the package's data files are read: the package itself asks for another release of
`regex` than Rasa does. Training reads them; a trained model carries what it needs.
"""

from __future__ import annotations

import gzip
import sys
from array import array
from bisect import bisect_left
from importlib.util import find_spec
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Protocol, Tuple, overload

import msgpack
import numpy as np

OTHER_LANGUAGES: Tuple[str, ...] = (
    "fr", "es", "it", "pt", "nl", "pl", "tr", "sv", "cs", "ro", "hu", "da", "fi", "id",
)  # fmt: skip
"""Languages in Latin script that are told apart from German and English."""

CENTIBELS_PER_BEL = 100


class Frequencies(Protocol):
    """Words and the decimal logarithms of their frequencies."""

    @overload
    def get(self, word: str, /) -> Optional[float]: ...

    @overload
    def get(self, word: str, default: float, /) -> float: ...

    def __contains__(self, word: object, /) -> bool: ...


class WordList:
    """A long list of words by their hashes alone: ten bytes a word instead of some 200.

    Once in some 10**14 words, one that is not listed is taken for one that is.

    Args:
        stored: what `packed` returned.
    """

    def __init__(self, stored: Mapping[str, str]) -> None:
        hashes, centibels = array("q"), array("h")
        for frequency, words in stored.items():
            found = array("q", map(hash, words.split()))
            hashes += found
            centibels += array(
                "h", [round(float(frequency) * CENTIBELS_PER_BEL)]
            ) * len(found)
        order = np.argsort(np.frombuffer(hashes, np.int64))
        self._hashes = array("q", np.frombuffer(hashes, np.int64)[order].tobytes())
        in_order = np.frombuffer(centibels, np.int16)[order]
        self._centibels = array("h", in_order.tobytes())

    def __len__(self) -> int:
        return len(self._hashes)

    def __contains__(self, word: object, /) -> bool:
        return self._place(word) is not None

    @overload
    def get(self, word: str, /) -> Optional[float]: ...

    @overload
    def get(self, word: str, default: float, /) -> float: ...

    def get(self, word: str, default: Optional[float] = None, /) -> Optional[float]:
        """Returns the decimal logarithm of a word's frequency."""
        place = self._place(word)
        if place is None:
            return default
        return self._centibels[place] / CENTIBELS_PER_BEL

    def _place(self, word: object) -> Optional[int]:
        wanted = hash(word)
        place = bisect_left(self._hashes, wanted)
        found = place < len(self._hashes) and self._hashes[place] == wanted
        return place if found else None


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
