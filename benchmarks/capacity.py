"""On paper, from the measured cost of a message: how much hardware people need."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SECONDS_PER_DAY = 86400
MOST_BUSY = 0.5
"""Share of a core's time that is planned with, so that answers wait for nothing."""


@dataclass(frozen=True)
class Company:
    """How a company uses the assistant.

    Attributes:
        employees: how many there are.
        asking: share of them that ask something on a day.
        messages: that each of these sends.
        busiest_hour: share of a day's messages that come in its busiest hour.
    """

    employees: int = 100_000
    asking: float = 0.05
    messages: int = 8
    busiest_hour: float = 0.2

    @property
    def messages_a_day(self) -> float:
        """Returns how many messages come in on a day."""
        return self.employees * self.asking * self.messages

    @property
    def messages_a_second(self) -> float:
        """Returns how many messages come in a second in the busiest hour."""
        return self.messages_a_day * self.busiest_hour / 3600


def messages_a_day(milliseconds: float) -> int:
    """Returns what one core serves on a day when it is busy half of the time.

    Args:
        milliseconds: of processor time that a message costs.
    """
    return int(SECONDS_PER_DAY * MOST_BUSY / (milliseconds / 1000))


def cores(milliseconds: float, a_second: float) -> int:
    """Returns how many cores serve so many messages a second, each half busy.

    Args:
        milliseconds: of processor time that a message costs.
        a_second: how many messages come in.
    """
    return max(1, math.ceil(a_second * milliseconds / 1000 / MOST_BUSY))


def capacity_table(rows: Sequence[dict[str, Any]]) -> str:
    """Returns the table for docs/performance.md.

    Args:
        rows: of docs/benchmark.json, with the row of many people.
    """
    cost = next(
        row["processor ms a message"] for row in rows if "processor ms a message" in row
    )
    company, everyone = Company(), Company(asking=1.0)
    lines = ["| | ours | stock |", "|---|---|---|"]
    for title, shown in (
        ("processor time a message", lambda ms: f"{ms:.1f} ms"),
        ("messages that one core serves a day", lambda ms: f"{messages_a_day(ms):,}"),
        (
            f"cores for {company.employees:,} employees of whom "
            f"{company.asking:.0%} ask on a day",
            lambda ms: str(cores(ms, company.messages_a_second)),
        ),
        (
            "cores where all of them ask on the same day",
            lambda ms: str(cores(ms, everyone.messages_a_second)),
        ),
    ):
        cells = " | ".join(shown(cost[side]) for side in ("ours", "stock"))
        lines.append(f"| {title} | {cells} |")
    return "\n".join(lines)
