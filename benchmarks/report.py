"""Puts the figures of docs/benchmark.json into docs/performance.md.

usage: python -m benchmarks.report
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from benchmarks.capacity import capacity_table
from benchmarks.figures import table

PAGE = Path("docs/performance.md")
FIGURES = Path("docs/benchmark.json")


def write_figures(found: dict[str, Any], page: Path = PAGE) -> None:
    """Replaces what stands between the page's marks by the figures of a run."""
    text = page.read_text("utf-8")
    measured = f"{found['date']}, {found['machine']}."
    notes = "\n\n".join(row["note"] for row in found["rows"] if row.get("note"))
    text = between(text, "figures", f"{table(found['rows'])}\n\n{measured}\n\n{notes}")
    text = between(text, "capacity", capacity_table(found["rows"]))
    page.write_text(text, "utf-8")


def between(text: str, mark: str, new: str) -> str:
    """Returns a text with what is between two marks replaced.

    Raises:
        ValueError: if the marks are not there.
    """
    begin, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    pattern = re.compile(f"{re.escape(begin)}.*{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"The page has no {begin} with its end.")
    whole = f"{begin}\n{new.strip()}\n{end}"
    return pattern.sub(lambda _found: whole, text)


if __name__ == "__main__":
    write_figures(json.loads(FIGURES.read_text("utf-8")))
