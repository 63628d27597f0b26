"""PostgreSQL, Redis or RabbitMQ stop, or stand still, and come back."""

from __future__ import annotations

import time
from typing import Any, Dict, List

import pytest

from .conftest import Cluster
from .people import Conversation, Crowd, check

pytestmark = pytest.mark.model
AROUND = 1.5
"""Seconds of talking before and after."""
LENGTHS = [3, pytest.param(20, marks=pytest.mark.slow)]
UNAVAILABLE = "unavailable"


@pytest.mark.parametrize("seconds", LENGTHS)
@pytest.mark.parametrize("name", ["postgres", "redis"])
def test_stopped_server_is_named_clearly_and_comes_back(
    cluster: Cluster, name: str, seconds: float, figure
) -> None:
    server = getattr(cluster, name)
    with Crowd(cluster.address) as crowd:
        crowd.talk_for(AROUND)
        server.stop()
        time.sleep(seconds)
        server.start()
        back = time.monotonic()
        crowd.talk_for(AROUND, answers=16)
        recovered = time.monotonic() - back
    told = errors(crowd.conversations)
    found = check(
        cluster.address, crowd.conversations, cluster.expected, cluster.stored_ids()
    )
    figure(f"{name} stopped for {seconds} s", found, recovered=round(recovered, 1))
    assert found.faultless, found
    assert told, "nobody noticed"
    assert all(each["code"] == UNAVAILABLE for each in told), told
    assert all(each["text"]["de"] and each["text"]["en"] for each in told)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["postgres", "redis"])
def test_server_that_stands_still_holds_up_nobody_for_long(
    cluster: Cluster, name: str, figure
) -> None:
    """Connections stay open and are not answered, as behind a broken network."""
    server = getattr(cluster, name)
    with Crowd(cluster.address) as crowd:
        crowd.talk_for(AROUND)
        server.hold()
        time.sleep(15)
        alive = [each.says_yes("/health/live") for each in cluster.assistants]
        time.sleep(5)
        server.go_on()
        crowd.talk_for(AROUND, answers=16)
    found = check(
        cluster.address, crowd.conversations, cluster.expected, cluster.stored_ids()
    )
    figure(f"{name} held still for 20 s", found)
    assert all(alive)
    assert found.faultless, found


def test_stopped_event_broker_costs_no_message(cluster: Cluster, figure) -> None:
    with Crowd(cluster.address, people=4) as crowd:
        crowd.talk_for(AROUND)
        cluster.rabbitmq.stop()
        crowd.talk_for(AROUND, answers=8)
        cluster.rabbitmq.start()
        crowd.talk_for(AROUND)
    found = check(
        cluster.address, crowd.conversations, cluster.expected, cluster.stored_ids()
    )
    figure("rabbitmq stopped", found)
    assert found.faultless, found
    assert not errors(crowd.conversations)


def errors(conversations: List[Conversation]) -> List[Dict[str, Any]]:
    """Returns the errors that people were told of, with their text."""
    return [
        trouble
        for conversation in conversations
        for trouble in conversation.troubles
        if "text" in trouble
    ]
