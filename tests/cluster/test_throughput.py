"""What one server and two get through on this machine, with 50 people at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import List, Sequence

import pytest

from benchmarks.figures import percentile
from benchmarks.load import Load, Result, put
from benchmarks.pair import failures, questions

from .assistants import Assistant
from .conftest import Cluster

pytestmark = [pytest.mark.model, pytest.mark.slow]
PEOPLE = 50
SECONDS = 20.0
ROUNDS = 3


@dataclass
class Throughput:
    """What people got through: `p95` in milliseconds, `failed` messages."""

    messages_a_second: float
    p95: float
    failed: int


def throughput(assistants: Sequence[Assistant], first: int) -> Throughput:
    """Lets 50 people talk, the same number to each server."""
    loads = [
        Load(
            "web",
            assistant.address,
            questions(),
            messages=10**6,
            people=PEOPLE // len(assistants),
            seconds=SECONDS,
            first=first + 97 * place,
        )
        for place, assistant in enumerate(assistants)
    ]
    with ThreadPoolExecutor(len(loads)) as together:
        results: List[Result] = list(together.map(put, loads))
    took = [each for result in results for each in result.milliseconds]
    return Throughput(
        sum(len(result.outcomes) / result.seconds for result in results),
        percentile(took, 0.95),
        sum(map(failures, results)),
    )


def test_messages_a_second_of_one_server_and_two(cluster: Cluster, figure) -> None:
    rounds = [
        (throughput(cluster.assistants[:1], 331 * r), throughput(cluster.assistants, r))
        for r in range(ROUNDS)
    ]
    one = sorted((each for each, _ in rounds), key=lambda t: t.messages_a_second)
    two = sorted((each for _, each in rounds), key=lambda t: t.messages_a_second)
    figure("50 people, one server on PostgreSQL and Redis", one[ROUNDS // 2])
    figure("50 people, two servers on PostgreSQL and Redis", two[ROUNDS // 2])
    assert not sum(each.failed for each in (*one, *two))
    assert two[ROUNDS // 2].messages_a_second > 0.9 * one[ROUNDS // 2].messages_a_second
