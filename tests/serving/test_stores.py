"""A conversation is kept until an action asks for it to be erased."""

from __future__ import annotations

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered

from werdegang.serving.stores import ERASE, ErasableInMemoryTrackerStore


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load("domain.yml")


@pytest.fixture
def store(domain) -> ErasableInMemoryTrackerStore:
    return ErasableInMemoryTrackerStore(domain)


async def say(store, conversation: str, *events) -> None:
    tracker = await store.get_or_create_tracker(conversation)
    for event in (UserUttered("Hallo"), *events):
        tracker.update(event)
    await store.save(tracker)


async def test_a_conversation_is_kept(store):
    await say(store, "me")
    await say(store, "me", SlotSet("role", "accountant"))
    tracker = await store.retrieve("me")
    assert tracker.get_slot("role") == "accountant"
    assert sum(isinstance(event, UserUttered) for event in tracker.events) == 2


async def test_all_of_it_and_nothing_else_is_erased(store):
    await say(store, "me", SlotSet("role", "accountant"))
    await say(store, "other")
    await say(store, "me", SlotSet(ERASE, True))
    assert await store.retrieve("me") is None
    assert list(await store.keys()) == ["other"]


async def test_it_can_begin_anew(store):
    await say(store, "me", SlotSet(ERASE, True))
    await say(store, "me")
    tracker = await store.retrieve("me")
    assert tracker.get_slot(ERASE) is None
    assert sum(isinstance(event, UserUttered) for event in tracker.events) == 1


def test_the_slot_and_the_store_are_those_of_the_files(domain):
    from rasa.core.tracker_store import TrackerStore
    from rasa.core.utils import AvailableEndpoints

    assert ERASE in [slot.name for slot in domain.slots]
    named = AvailableEndpoints.read_endpoints("endpoints.yml").tracker_store
    assert isinstance(TrackerStore.create(named, domain), ErasableInMemoryTrackerStore)
