"""How well confidence tells how often a reading is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Readings of about the same confidence."""

    count: int
    confidence: float
    right: float


def bins_of(readings: Sequence[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """Returns readings gathered in bins of equal width; empty bins are left out.

    Args:
        readings: confidence from 0 to 1, and whether the reading was right.
        bins: how many bins from 0 to 1.
    """
    gathered: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in readings:
        gathered[min(int(confidence * bins), bins - 1)].append((confidence, right))
    return [
        Bin(
            len(found),
            sum(confidence for confidence, _right in found) / len(found),
            sum(right for _confidence, right in found) / len(found),
        )
        for found in gathered
        if found
    ]


def expected_calibration_error(readings: Sequence[tuple[float, bool]]) -> float:
    """Returns the mean gap between confidence and share of right readings.

    Each bin weighs by its readings (Naeini et al. 2015, "Obtaining Well Calibrated
    Probabilities Using Bayesian Binning").
    """
    total = len(readings)
    return sum(
        found.count / total * abs(found.confidence - found.right)
        for found in bins_of(readings)
    )
