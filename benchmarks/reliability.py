"""Draws how often readings are right beside how sure they are.

usage: python -m benchmarks.reliability results/understanding.json picture.png
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def draw(bins: list[dict[str, float]], picture: Path) -> None:
    """Writes the reliability plot of calibration bins as PNG."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5.2, 4.2))
    axes.plot([0, 1], [0, 1], color="#9aa5ab", linestyle="--", label="perfect")
    axes.plot(
        [found["confidence"] for found in bins],
        [found["right"] for found in bins],
        color="#0b5c63",
        marker="o",
        label="measured",
    )
    for found in bins:
        axes.annotate(
            f"{found['count']:.0f}",
            (found["confidence"], found["right"]),
            textcoords="offset points",
            xytext=(6, -12),
            fontsize=8,
        )
    axes.set_xlabel("confidence")
    axes.set_ylabel("share of right readings")
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    axes.legend(loc="upper left")
    figure.tight_layout()
    figure.savefig(picture, dpi=130)


def main() -> None:
    """Draws the plot of our pipeline."""
    results, picture = map(Path, sys.argv[1:3])
    draw(json.loads(results.read_text("utf-8"))["ours"]["bins"], picture)


if __name__ == "__main__":
    main()
