"""Speed, memory and start measured in one run: this assistant beside stock Rasa.

usage: python -m benchmarks.speed [--rows ROW ...] [--rounds N] [--quick]

Both answer from the same data, domain and actions. A full run writes
docs/benchmark.json and the figures of docs/performance.md; part of one only prints.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from benchmarks import ours, stock
from benchmarks.figures import Row, table
from benchmarks.measuring import ROWS
from benchmarks.pair import QUICK, Pair, Size
from benchmarks.report import write_figures

WRITTEN = Path("docs/benchmark.json")
EPOCHS = 5
"""Of stock's intent classifier: enough that it answers the questions."""


def machine() -> str:
    """Returns what the figures were measured on."""
    info = Path("/proc/cpuinfo").read_text()
    names = [line.split(":")[1] for line in info.splitlines() if "model name" in line]
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    processor = names[0].strip() if names else platform.machine()
    return (
        f"{os.cpu_count()} cores of {processor}, {gigabytes:.0f} GB, "
        f"{platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}"
    )


def load_of_machine() -> float:
    """Returns how many processes were ready to run over the last minute."""
    return os.getloadavg()[0]


def main() -> None:
    """Measures, prints and, after a full run, writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed")
    parser.add_argument("--rows", nargs="+", choices=list(ROWS), default=list(ROWS))
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--memory-rounds", type=int, help="of the longest row")
    parser.add_argument("--quick", action="store_true", help="tiny loads, to try it")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="of stock's DIET")
    parser.add_argument("--out", type=Path, help="write the figures here instead")
    given = parser.parse_args()
    size = QUICK if given.quick else Size()
    if given.rounds:
        size = replace(size, rounds=given.rounds, memory_rounds=given.rounds)
    if given.memory_rounds:
        size = replace(size, memory_rounds=given.memory_rounds)
    busy = load_of_machine()
    print("Making both models ready ...", flush=True)
    ours.make_ready()
    pair = Pair(*stock.trained(given.epochs))
    rows: list[Row] = []
    started = time.monotonic()
    for name in given.rows:
        print(f"Measuring: {name} ({time.monotonic() - started:.0f} s so far) ...")
        rows += ROWS[name](pair, size)
        print(table([row.as_dict() for row in rows]), flush=True)
    found: dict[str, Any] = {
        "machine": machine(),
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d"),
        "load before": round(busy, 2),
        "minutes": round((time.monotonic() - started) / 60, 1),
        "rows": [row.as_dict() for row in rows],
    }
    whole = set(given.rows) == set(ROWS) and not given.quick
    if whole or given.out:
        file = given.out or WRITTEN
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
        file.write_text(text, "utf-8")
        if not given.out:
            write_figures(found)
    print(f"{found['machine']}; {found['minutes']} minutes")


if __name__ == "__main__":
    main()
