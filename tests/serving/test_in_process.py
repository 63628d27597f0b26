"""Running the real actions in the assistant's own process."""

from __future__ import annotations

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.shared.exceptions import RasaException

from werdegang.serving.in_process import InProcessActions


@pytest.fixture(scope="module")
def actions() -> InProcessActions:
    return InProcessActions()


def call(action: str) -> dict:
    return {
        "next_action": action,
        "sender_id": "me",
        "domain": {},
        "tracker": {
            "sender_id": "me",
            "slots": {"language": "de"},
            "latest_message": {
                "text": "Was verdient man?",
                "intent": {"name": "salary"},
                "needs": ["salary"],
                "language": "de",
            },
            "events": [],
        },
    }


async def test_an_action_answers_as_a_server_would(actions):
    result = await actions.request(json=call("action_answer"))
    (said,) = result["responses"]
    assert said["custom"]["answer"]["needs"] == ["salary"]
    slots = {event["name"]: event["value"] for event in result["events"]}
    assert slots["needs"] == ["salary"]
    assert slots["role"] == "back_office_manager"
    assert RemoteAction("action_answer", None)._validate_action_result(result)


async def test_an_unknown_action_is_named(actions):
    with pytest.raises(RasaException, match="action_dance"):
        await actions.request(json=call("action_dance"))
