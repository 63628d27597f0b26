"""Rate limits, broken connections, a service that cannot be reached."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from running import Running
from strict_api import Group, Person, StrictApi
from strict_api.server import Fault

pytestmark = pytest.mark.model


def test_429_is_honoured(polling: Running) -> None:
    person = Person(polling.api)
    polling.api.fault(Fault("sendMessage", "429", seconds=2))
    person.says("Was ist das Backoffice?")
    answer = person.next_after(0)
    tries = [c for c in polling.api.calls if c.chat == person.chat and c.error]
    assert len(tries) == 1
    assert answer.at - tries[0].at >= 2
    time.sleep(1.2)
    assert len(person.heard()) == 1


@pytest.mark.parametrize("kind", ["break before", "500"])
def test_fault_of_the_network_is_tried_again(polling: Running, kind: str) -> None:
    person = Person(polling.api)
    polling.api.fault(*(Fault("sendMessage", kind) for _ in range(3)))
    person.says("Was ist das Backoffice?")
    person.next_after(0)
    tries = [
        call.at
        for call in polling.api.calls
        if call.chat == person.chat and call.method == "sendMessage"
    ]
    assert len(tries) == 4
    pauses = [after - before for before, after in zip(tries, tries[1:], strict=False)]
    assert pauses[-1] > pauses[0], "the pauses grow"
    time.sleep(1.2)
    assert len(person.heard()) == 1


def test_answer_whose_receipt_is_lost_is_not_lost_itself(polling: Running) -> None:
    person = Person(polling.api)
    polling.api.fault(Fault("sendMessage", "break after"))
    person.says("Was ist das Backoffice?")
    polling.api.wait(lambda: len(person.heard()) == 2)
    assert len(set(person.texts())) == 1, "sent again, as nobody can know"
    assert person.asks("/help").result["text"].startswith("Stellen Sie")


def test_broken_polls_are_taken_up_again(polling: Running) -> None:
    polling.api.fault(
        Fault("getUpdates", "break before"),
        Fault("getUpdates", "500"),
        Fault("getUpdates", "429", seconds=1),
    )
    for _ in range(3):
        assert Person(polling.api).asks("Hallo").result["text"]


def test_presses_and_typing_that_fail_hold_up_nothing(polling: Running) -> None:
    person = Person(polling.api)
    answer = person.asks("Welchen Abschluss brauche ich?")
    polling.api.fault(
        Fault("sendChatAction", "500"), Fault("answerCallbackQuery", "break before")
    )
    person.presses(answer.result, answer.buttons[0]["callback_data"])
    assert person.next_after(1).params["text"].startswith("<b>")


@pytest.mark.slow
def test_group_gets_twenty_messages_a_minute(polling: Running) -> None:
    """Twenty come about a second apart, and the next one has to wait for its minute."""
    group = Group(polling.api)
    kim = group.member()
    name = polling.api.state.me["username"]
    for _ in range(22):
        kim.says(f"/help@{name}")
    polling.api.wait(lambda: len(kim.heard()) == 20, 40)
    time.sleep(5)
    assert len(kim.heard()) == 20
    assert not [call for call in polling.api.refused() if call.code == 429]


@pytest.mark.slow
def test_wrong_token_is_said_in_a_sentence(tmp_path: Path, api: StrictApi) -> None:
    variables = {"TELEGRAM_TOKEN": "1:wrong"}
    with Running(api, tmp_path, **variables) as running:
        api.wait(lambda: api.refused())
        time.sleep(0.5)
        assert "Telegram does not know the token" in running.said()
        assert "Traceback" not in running.said()
        assert "1:wrong" not in running.said()
