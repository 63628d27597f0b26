"""A turn gets the last turns and the slots, whatever came before."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Restarted,
    SessionStarted,
    UserUttered,
)
from rasa.shared.core.trackers import EventVerbosity

from werdegang.storage import EXPORT
from werdegang.storage.conversations import ConversationStore
from werdegang.storage.database import IN_MEMORY
from werdegang.storage.recent import State, number_to_keep

from .conftest import slot, turn

SLOTS = [
    slot("language", "de"),
    slot("role", "accountant"),
    slot("needs", ["skills"]),
    slot("misses", 1.0),
    slot("feedback", {"a.1": {"value": "up", "word": ""}}),
]


async def test_a_turn_costs_the_same_however_long_the_conversation(store) -> None:
    sizes = []
    for number in range(40):
        await turn(store, "long", f"Frage {number}", *SLOTS)
        tracker = await store.retrieve("long")
        sizes.append(len(tracker.events))
    assert sizes[3] == sizes[-1] <= 30
    whole = await store.retrieve_full_tracker("long")
    said = [event.text for event in whole.events if isinstance(event, UserUttered)]
    assert said == [f"Frage {number}" for number in range(40)]


async def test_slots_and_last_message_are_those_of_the_whole_conversation(
    store, domain: Domain
) -> None:
    rasas = InMemoryTrackerStore(domain)
    for kept in (store, rasas):
        await turn(kept, "me", "eins", *SLOTS)
        await turn(kept, "me", "zwei", slot("role", None), slot("language", "en"))
        for number in range(10):
            await turn(kept, "me", f"Frage {number}")
    ours, theirs = await store.retrieve("me"), await rasas.retrieve("me")
    assert len(ours.events) < len(theirs.events)
    assert ours.current_slot_values() == theirs.current_slot_values()
    for tracker in (ours.copy(), ours):
        assert tracker.get_slot("role") is None
        assert tracker.get_slot("language") == "en"
        assert tracker.get_slot("needs") == ["skills"]
        assert tracker.latest_message.text == "Frage 9"
        assert tracker.latest_action_name == theirs.latest_action_name
        assert tracker.followup_action == theirs.followup_action
        assert tracker.applied_events()


async def test_the_policies_see_the_same_last_states(store, domain: Domain) -> None:
    rasas = InMemoryTrackerStore(domain)
    for kept in (store, rasas):
        for number in range(6):
            await turn(kept, "me", f"Frage {number}", *SLOTS)
    ours = (await store.retrieve("me")).past_states(domain)
    theirs = (await rasas.retrieve("me")).past_states(domain)
    assert ours[-3:] == theirs[-3:]


async def test_a_form_goes_on(store) -> None:
    await turn(store, "me", "eins", ActiveLoop("profile_form"))
    for number in range(5):
        await turn(store, "me", f"Angabe {number}")
    assert (await store.retrieve("me")).active_loop_name == "profile_form"
    await turn(store, "me", "fertig", ActiveLoop(None))
    for number in range(5):
        await turn(store, "me", f"Frage {number}")
    assert (await store.retrieve("me")).active_loop_name is None


async def test_a_new_session_begins_with_what_rasa_carries_over(store) -> None:
    for number in range(5):
        await turn(store, "me", f"Frage {number}", *SLOTS)
    tracker = await store.retrieve("me")
    for event in (
        ActionExecuted("action_session_start"),
        SessionStarted(),
        slot("language", "de"),
        ActionExecuted("action_listen"),
    ):
        tracker.update(event)
    await store.save(tracker)
    await turn(store, "me", "Wieder da")
    found = await store.retrieve("me")
    assert found.get_slot("language") == "de"
    assert found.get_slot("role") is None
    whole = await store.retrieve_full_tracker("me")
    assert sum(isinstance(e, UserUttered) for e in whole.events) == 6


async def test_slots_that_a_new_model_does_not_know_are_passed_over(
    store, domain: Domain, file
) -> None:
    for number in range(5):
        await turn(store, "me", f"Frage {number}", *SLOTS)
    fewer = domain.as_dict()
    del fewer["slots"]["role"]
    later = ConversationStore(Domain.from_dict(fewer), address=f"sqlite:///{file}")
    found = await later.retrieve("me")
    assert found.get_slot("language") == "de"
    assert "role" not in found.slots
    later.close()


async def test_an_action_sees_all_only_where_the_person_asks_for_it(store) -> None:
    for number in range(8):
        await turn(store, "me", f"Frage {number}")
    tracker = await store.retrieve("me")
    asked = UserUttered("meine Daten", {"name": EXPORT})

    def texts() -> list[Any]:
        state = tracker.copy().current_state(EventVerbosity.ALL)
        return [e["text"] for e in state["events"] if e["event"] == "user"]

    assert texts() == ["Frage 6", "Frage 7"]
    tracker.update(asked)
    assert texts() == [*(f"Frage {number}" for number in range(8)), "meine Daten"]


LISTEN, ACTION = ActionExecuted("action_listen"), ActionExecuted("action_answer")
USER, BOT = UserUttered("x"), BotUttered("y")
TURN = [USER, ACTION, BOT, LISTEN]


@pytest.mark.parametrize(
    ("events", "kept"),
    [
        ([], 0),
        ([LISTEN], 1),
        ([LISTEN, *TURN], 5),
        ([LISTEN, *TURN, *TURN], 9),
        ([LISTEN, *TURN, *TURN, *TURN], 9),
        ([LISTEN, *TURN, *TURN, *TURN, slot("language", "de")], 10),
        ([LISTEN, slot("role", "x"), *TURN, *TURN], 10),
        ([*TURN, ACTION, SessionStarted(), LISTEN, *TURN], 7),
        ([*TURN, ACTION, Restarted(), *TURN], 6),
        ([USER, USER, USER], 3),
    ],
)
def test_how_much_is_kept(events: list[Any], kept: int) -> None:
    assert number_to_keep(events) == kept


def test_state_outlives_being_written() -> None:
    state = State({"a": [1, {"b": None}], "c": "ä"}, "form", 7)
    assert State.loads(state.dumps(), 7) == state


async def test_in_memory_it_is_the_same(domain: Domain) -> None:
    store = ConversationStore(domain, address=IN_MEMORY)
    for number in range(10):
        await turn(store, "me", f"Frage {number}", *SLOTS)
    assert (await store.retrieve("me")).get_slot("role") == "accountant"
    assert len(store.events("me")) > 60
    other = ConversationStore(domain, address=IN_MEMORY)
    assert await other.retrieve("me") is None
