"""Running the real actions in the assistant's own process."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rasa.core.actions.action import RemoteAction
from rasa.shared.exceptions import RasaException

from werdegang.serving.in_process import InProcessActions, listen_next


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
    slots = {e["name"]: e["value"] for e in result["events"] if e["event"] == "slot"}
    assert slots["needs"] == ["salary"]
    assert slots["role"] == "back_office_manager"
    assert RemoteAction("action_answer", None)._validate_action_result(result)


async def test_an_unknown_action_is_named(actions):
    with pytest.raises(RasaException, match="action_dance"):
        await actions.request(json=call("action_dance"))


def followed_by(events: list[dict]) -> list[str]:
    return [event["name"] for event in events if event["event"] == "followup"]


async def test_the_person_comes_next_after_an_action_that_ends_the_turn(actions):
    result = await actions.request(json=call("action_answer"))
    assert followed_by(result["events"]) == ["action_listen"]


async def test_what_an_action_says_comes_next_does(actions):
    asked = call("action_take_up_offer")
    result = await actions.request(json=asked)
    assert followed_by(result["events"]) == ["action_converse"]


def test_only_one_thing_comes_next():
    events = [{"event": "followup", "name": "action_answer"}]
    listen_next(events)
    assert followed_by(events) == ["action_answer"]


async def test_policies_decide_after_an_action_that_does_not_say_so(actions):
    class Plain:
        def run(self, dispatcher, tracker, domain):
            return [{"event": "slot", "name": "role", "value": None}]

    actions._executor.actions["action_plain"] = Plain().run
    result = await actions.request(json=call("action_plain"))
    assert [event["event"] for event in result["events"]] == ["slot"]


def test_rules_and_stories_listen_after_actions_that_end_the_turn(actions):
    ending = {name for name in actions._executor.actions if actions._ends_turn(name)}
    assert "action_answer" in ending
    for file, kind in (("rules", "rules"), ("stories", "stories")):
        for found in yaml.safe_load(Path(f"data/{file}.yml").read_text())[kind]:
            steps = [*found["steps"], {}]
            for step, following in zip(steps, steps[1:], strict=False):
                if step.get("action") in ending:
                    assert "action" not in following, (found, step)
