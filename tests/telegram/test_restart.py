"""Stopped in mid answer, asked to or not: nothing is lost or forgotten or repeated."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest
from running import Running, free_port
from strict_api import Person, StrictApi
from strict_api.server import Fault

pytestmark = pytest.mark.model

PARTS = " ".join(f"Zimmer {number} hilft Ihnen weiter." for number in range(300))
LAST = "Zimmer 299"
SECRETIVE = "Mein Geheimwort ist Tausendschön. Kann ich mit einem Menschen sprechen?"


@pytest.mark.parametrize(
    "mode", ["polling", pytest.param("webhook", marks=pytest.mark.slow)]
)
def test_stop_and_kill_in_mid_answer(tmp_path: Path, mode: str) -> None:
    api = StrictApi(port=free_port())
    contact = {"WERDEGANG_HUMAN_CONTACT": PARTS, "TELEGRAM_FINISHING_SECONDS": "1"}
    with Running(api, tmp_path, mode, **contact) as running:
        _start_without_service(running)
        with api:
            api.fault(Fault("getMe", "429", 1), Fault("deleteWebhook", "500"))
            _conversation_over_restarts(api, running, mode)


def _start_without_service(running: Running) -> None:
    """The service cannot be reached at first, and then sends the assistant away."""
    end = time.monotonic() + 20
    while "getMe failed" not in running.said():
        assert time.monotonic() < end
        time.sleep(0.1)


def _conversation_over_restarts(api: StrictApi, running: Running, mode: str) -> None:
    kim = Person(api, "de")
    kim.asks("/language en", 90)

    killed = _people_in_mid_answer(api)
    running.kill()
    assert LAST not in "".join(killed[0].texts())
    assert b"Tausendsch" in running.kept(), "what is not answered is kept"
    while_down = Person(api)
    while_down.says("Was ist das Backoffice?")

    running.start()
    running.wait_until_ready()
    _all_answered(api, killed)
    while_down.next_after(0)

    stopped = _people_in_mid_answer(api)
    assert running.stop() == 0
    if mode == "webhook":
        assert api.made("deleteWebhook")
        assert api.state.webhook["url"] == ""

    running.start()
    running.wait_until_ready()
    _all_answered(api, stopped)

    _is_repeated(api, kim)
    assert "text only" in _after_photo(kim), "the language is remembered"
    for person in [*stopped, while_down]:
        assert _repetitions(person) == 0, "nothing is said twice"
    for person in killed:
        assert _repetitions(person) <= 1, "only what was under way may be sent again"
    _nothing_is_left(api, running, [kim, *killed, *stopped])
    assert running.stop() == 0
    assert not [call for call in api.refused() if call.code == 429]
    assert "Traceback" not in running.said()


def _people_in_mid_answer(api: StrictApi) -> list:
    """Returns people of whose answers the first of several messages came."""
    people = [Person(api) for _ in range(3)]
    for person in people:
        person.says(SECRETIVE)
        person.says("/help")
    people[0].next_after(0, 40)
    time.sleep(0.3)
    return people


def _repetitions(person: Person) -> int:
    return len(person.texts()) - len(set(person.texts()))


def _nothing_is_left(api: StrictApi, running: Running, people: list) -> None:
    """Neither texts nor addresses are kept once they are not needed."""
    traces = [str(person.number).encode() for person in people] + [b"Tausendsch"]
    api.wait(lambda: not any(trace in running.kept() for trace in traces), 10)
    for trace in ("Tausendsch", api.token, *(str(person.number) for person in people)):
        assert trace not in running.said()
    for file in [*running.var.glob("telegram-*.sqlite*"), running.var / "secret"]:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def _all_answered(api: StrictApi, people: list) -> None:
    api.wait(
        lambda: all(
            LAST in "".join(p.texts()) and p.texts()[-1].startswith("Stellen Sie")
            for p in people
        ),
        60,
    )


def _is_repeated(api: StrictApi, person: Person) -> None:
    """Delivers an update of before the restarts once more."""
    before = len(person.heard())
    message = {"message_id": 1, "date": 1, "text": "/help", "from": person.user}
    chat = api.state.chats[person.chat]
    api.again(person.update, {"message": {**message, "chat": chat}})
    Person(api).asks("/help")
    time.sleep(0.5)
    assert len(person.heard()) == before


def _after_photo(person: Person) -> str:
    before = len(person.heard())
    size = {"width": 90, "height": 60}
    person.sends(photo=[{"file_id": "p", "file_unique_id": "p", **size}])
    return str(person.next_after(before).result["text"])
