"""Two assistants under load, of which one is killed and one is replaced."""

from __future__ import annotations

import random

import pytest

from .conftest import Cluster
from .people import Crowd, check

pytestmark = pytest.mark.model
SECONDS = 1.5


def test_killed_and_replaced_servers_cost_no_message(cluster: Cluster, figure) -> None:
    """One gets SIGKILL while both answer, the other SIGTERM once the first is back."""
    one, other = cluster.assistants
    with Crowd(cluster.address) as crowd:
        crowd.talk_for(SECONDS)
        one.kill()
        crowd.talk_for(SECONDS, answers=16)
        one.start().wait_until_ready("/health/ready")
        assert other.stop() == 0
        other.start().wait_until_ready("/health/ready")
        crowd.talk_for(SECONDS)
    found = check(
        cluster.address, crowd.conversations, cluster.expected, cluster.stored_ids()
    )
    figure("one of two servers killed, the other replaced", found)
    assert found.faultless, found
    assert found.messages > 20


@pytest.mark.slow
def test_twenty_kills_of_either_server_cost_no_message(
    cluster: Cluster, figure
) -> None:
    with Crowd(cluster.address) as crowd:
        for _ in range(20):
            chosen = random.choice(cluster.assistants)
            crowd.talk_for(random.uniform(0, SECONDS), answers=random.randrange(6))
            chosen.kill()
            crowd.talk_for(random.uniform(0, SECONDS))
            chosen.start().wait_until_ready("/health/ready")
    found = check(
        cluster.address, crowd.conversations, cluster.expected, cluster.stored_ids()
    )
    figure("20 kills of one of two servers", found)
    assert found.faultless, found
