"""Figures side by side: medians of rounds, ratios, and whether they are reached."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Literal

Of = Literal["ratio", "ours"]
Sign = Literal["<=", ">="]
COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
}
DIGITS = 4


@dataclass(frozen=True)
class Bar:
    """What is to be reached.

    Attributes:
        of: the ratio of ours to stock, or our figure itself.
        sign: whether it is the most or the least.
        value: what is compared with.
        further: what has to hold besides, in words.
    """

    of: Of
    sign: Sign
    value: float
    further: str = ""

    def __str__(self) -> str:
        return f"{self.of} {self.sign} {self.value:g}{self.further}"


@dataclass(frozen=True)
class Row:
    """One figure.

    Attributes:
        figure: what was measured.
        unit: of `ours` and `stock`.
        ours: one value a round.
        stock: the same of stock Rasa; empty where it was not measured.
        bar: what is to be reached.
        further_holds: whether what the bar adds in words holds.
        note: what has to be known to read the figure.
    """

    figure: str
    unit: str
    ours: Sequence[float]
    stock: Sequence[float]
    bar: Bar
    further_holds: bool = True
    note: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """Returns the median of ours divided by that of stock."""
        return median(self.ours) / median(self.stock) if self.stock else None

    @property
    def holds(self) -> bool:
        """Tells whether the bar is reached."""
        value = median(self.ours) if self.bar.of == "ours" else self.ratio
        reached = value is not None and COMPARE[self.bar.sign](value, self.bar.value)
        return reached and self.further_holds

    def as_dict(self) -> dict[str, Any]:
        """Returns the row as it is written down."""
        stock = rounded(median(self.stock)) if self.stock else None
        return {
            "figure": self.figure,
            "unit": self.unit,
            "ours": rounded(median(self.ours)),
            "stock": stock,
            "ratio": rounded(self.ratio) if self.ratio is not None else None,
            "bar": str(self.bar),
            "holds": self.holds,
            "rounds": max(len(self.ours), len(self.stock)),
            "spread": {"ours": spread(self.ours), "stock": spread(self.stock)},
            **({"note": self.note} if self.note else {}),
            **self.details,
        }


def rounded(value: float) -> float:
    """Returns a figure with as many digits as it is worth."""
    return float(f"{value:.{DIGITS}g}")


def spread(values: Sequence[float]) -> list[float]:
    """Returns the least and the largest value of all rounds."""
    return [rounded(min(values)), rounded(max(values))] if values else []


def percentile(values: Sequence[float], share: float) -> float:
    """Returns the value that `share` of the values do not exceed (nearest rank)."""
    in_order = sorted(values)
    return in_order[min(int(share * len(in_order)), len(in_order) - 1)]


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Returns rows as a table in Markdown, the ratio last."""
    lines = [
        "| figure | to reach | holds | ours | stock | ratio |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        unit = row["unit"]
        lines.append(
            f"| {row['figure']} | {row['bar']} | {'yes' if row['holds'] else '**no**'} "
            f"| {_shown(row['ours'], unit)} | {_shown(row['stock'], unit)} "
            f"| {'' if row['ratio'] is None else format(row['ratio'], '.3g')} |"
        )
    return "\n".join(lines)


def _shown(value: float | None, unit: str) -> str:
    return "not measured" if value is None else f"{value:.4g} {unit}"
