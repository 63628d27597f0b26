"""The network of the sentence encoder, run by ONNX Runtime.

It multiplies the few rows of a single message more than twice as fast as numpy does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Dict, Mapping

import numpy as np
from onnxruntime import InferenceSession, OrtValue, SessionOptions

from werdegang.understanding.sentence_graph import (
    BRANCHES,
    EPSILON,
    MOST_BEFORE,
    MOST_BEHIND,
    SHAPES,
)

GRAPH = Path(__file__).with_suffix(".onnx")
"""Made of `sentence_graph.py` by `scripts/build-sentence-network`."""


class SentenceNetwork:
    """Turns word pieces into vectors of sentences; may be called in several threads.

    Args:
        stored: the weights, by the names that the package gives them.

    Raises:
        ValueError: if they are not those that the network was made for.
    """

    def __init__(self, stored: Mapping[str, np.ndarray]) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # Each message has a shape of its own, for which a plan would be kept.
        options.enable_mem_pattern = False
        weights = _weights(stored)
        options.add_external_initializers(
            list(weights), list(map(OrtValue.ortvalue_from_numpy, weights.values()))
        )
        self._session = InferenceSession(
            GRAPH.read_bytes(), options, ["CPUExecutionProvider"]
        )

    def __call__(self, pieces: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Returns one row of 512 numbers a sentence, of length one.

        Args:
            pieces: a row of 512 numbers for each word piece, sentence by sentence.
            lengths: how many pieces each sentence has.
        """
        roots = np.sqrt(lengths.astype(np.float32))[:, None]
        shares = np.repeat(np.eye(len(lengths), dtype=np.float32), lengths, axis=1)
        given = {
            "pieces": pieces,
            "window": windows(lengths),
            "shares": shares / roots,
            "roots": roots,
        }
        (vectors,) = self._session.run(None, given)
        return np.asarray(vectors)


def windows(lengths: np.ndarray) -> np.ndarray:
    """Returns for each word piece the places of those around it.

    Args:
        lengths: how many pieces each sentence has.

    Returns:
        one row a piece; for places outside its sentence the number of all pieces, where
        the network has a row of zeros.
    """
    ends = np.cumsum(lengths)
    total = int(ends[-1])
    around = np.arange(total)[:, None] + np.arange(-MOST_BEFORE, MOST_BEHIND + 1)
    inside = around >= np.repeat(ends - lengths, lengths)[:, None]
    inside &= around < np.repeat(ends, lengths)[:, None]
    return np.where(inside, around, total)


def _weights(stored: Mapping[str, np.ndarray]) -> Dict[str, np.ndarray]:
    """Returns the weights as the network has them, those of the entry joined."""
    orders = [order for order, _before in BRANCHES]

    def joined(name: str) -> np.ndarray:
        return np.concatenate([stored[f"{name}{n}"] for n in orders], axis=-1)

    entry = {"entry_g": "ln_g", "entry_b": "ln_b", "proj": "proj", "proj_b": "proj_b"}
    found = {
        name: joined(entry[name]) if name in entry else stored[name] for name in SHAPES
    }
    found["cnn_b"] = found["cnn_b"].reshape(1, -1)
    other = [name for name, shape in SHAPES.items() if found[name].shape != shape]
    if other or not np.isclose(float(stored["eps"]), EPSILON, rtol=1e-3, atol=0):
        raise ValueError(
            "the weights are not those that the sentence encoder's network was made "
            f"for: {', '.join(other) or 'eps'}"
        )
    return found
