"""One conversation over two servers at the same moment."""

from __future__ import annotations

import threading
import uuid
from typing import Any, List

import pytest

from .conftest import Cluster
from .people import Conversation, Person, substance

pytestmark = pytest.mark.model
TEXT = "Welchen Abschluss brauche ich als Backoffice-Manager?"


def test_message_sent_to_both_servers_is_answered_once(cluster: Cluster) -> None:
    """The widget has lost its connection and sends again while the turn runs."""
    people = [Person(assistant.address) for assistant in cluster.assistants] * 4
    conversation = people[0].begin(0)
    for _ in range(5):
        made = uuid.uuid4().hex
        answers = at_once(people, conversation, [made] * len(people))
        assert all(answer == answers[0] and answer for answer in answers), answers
        assert cluster.stored_ids().count(made) == 1


def test_messages_to_both_servers_follow_each_other(cluster: Cluster) -> None:
    people = [Person(assistant.address) for assistant in cluster.assistants] * 4
    conversation = people[0].begin(0)
    made = [uuid.uuid4().hex for _ in people]
    answers = at_once(people, conversation, made)
    assert all(answers), conversation.troubles
    said = people[0].history(conversation)
    asked = [each["id"] for each in said if each["who"] == "person"]
    assert sorted(asked) == sorted(made)
    # Each reply stands behind its own question: no turn ran into another.
    for each in said:
        if each["who"] == "person":
            latest = each["id"]
        assert each["id"].startswith(latest)


def at_once(
    people: List[Person], conversation: Conversation, made: List[str]
) -> List[Any]:
    found: List[Any] = [None] * len(people)

    def run(number: int) -> None:
        replies = people[number].try_once(conversation, made[number], TEXT)
        found[number] = replies and [substance(reply) for reply in replies]

    threads = [
        threading.Thread(target=run, args=(number,)) for number in range(len(people))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
