"""What is stored once, what is erased, what happens to those who come too late."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from werdegang.settings import Settings
from werdegang.storage import ERASE, StorageUnusable
from werdegang.storage.conversations import ConversationStore
from werdegang.storage.database import address_of
from werdegang.storage.records import Overtaken

from .conftest import ROOT, bytes_of, rows, slot, turn

SECRET = "Tausendschoen"


async def test_only_what_is_new_is_added(store, file: Path) -> None:
    await turn(store, "me", "eins")
    first = rows(file, "events")
    await turn(store, "me", "zwei")
    assert rows(file, "events") == first + 4
    tracker = await store.retrieve("me")
    for _ in range(2):
        await store.save(tracker)
    assert rows(file, "events") == first + 4
    assert [e.text for e in tracker.events if isinstance(e, UserUttered)] == [
        "eins",
        "zwei",
    ]


async def test_an_empty_conversation_is_none(store) -> None:
    await store.get_or_create_tracker("me", append_action_listen=False)
    assert await store.retrieve("me") is None
    assert await store.retrieve_full_tracker("me") is None
    assert not await store.exists("me")


async def test_it_survives_being_opened_anew(store, domain: Domain, file: Path) -> None:
    await turn(store, "me", "eins", slot("asked", "delete"), slot("role", "programmer"))
    again = ConversationStore(domain, address=f"sqlite:///{file}")
    found = await again.retrieve("me")
    assert (found.get_slot("asked"), found.get_slot("role")) == ("delete", "programmer")
    await turn(again, "me", "zwei")
    again.close()
    assert len(store.events("me")) == len((await store.retrieve("me")).events)


async def test_all_of_a_conversation_and_nothing_else_is_erased(
    store, file: Path
) -> None:
    await turn(store, "me", f"{SECRET} eins", slot("role", "accountant"))
    await turn(store, "other", "zwei")
    assert SECRET.encode() in bytes_of(file)
    await store.erase("me")
    await store.erase("never there")
    assert await store.retrieve("me") is None
    assert list(await store.keys()) == ["other"]
    assert SECRET.encode() not in bytes_of(file), "it is overwritten"
    assert rows(file, "messages") == rows(file, "conversations") == 1
    await turn(store, "me", "Neuanfang")
    assert (await store.retrieve("me")).get_slot("role") is None


async def test_an_action_erases_by_the_slot(store, file: Path, domain: Domain) -> None:
    assert ERASE in [found.name for found in domain.slots]
    await turn(store, "me", SECRET)
    await turn(store, "me", "ja", slot(ERASE, True))
    assert not await store.exists("me")
    assert SECRET.encode() not in bytes_of(file)
    assert rows(file, "events") == 0


async def test_what_was_erased_during_a_turn_stays_erased(store) -> None:
    await turn(store, "me", "eins")
    tracker = await store.retrieve("me")
    await store.erase("me")
    tracker.update(UserUttered(SECRET))
    await store.save(tracker)
    assert not await store.exists("me")
    assert store.events("me") == []


async def test_message_whose_answer_was_stored_late_is_not_answered_again(
    store,
) -> None:
    """Its first turn was stored after its second had looked for an answer."""
    first = await store.get_or_create_tracker("me", append_action_listen=False)
    first.update(UserUttered("eins", message_id="m"))
    first.update(BotUttered("Antwort"))
    await store.save(first)
    second = await store.retrieve("me")
    second.update(UserUttered("eins", message_id="m"))
    second.update(BotUttered("Antwort"))
    with pytest.raises(Overtaken):
        await store.save(second)
    assert len(await messages(store, "me")) == 1


async def test_message_that_was_not_answered_is_taken_again(store) -> None:
    first = await store.get_or_create_tracker("me", append_action_listen=False)
    first.update(UserUttered("eins", message_id="m"))
    await store.save(first)
    second = await store.retrieve("me")
    second.update(UserUttered("eins", message_id="m"))
    second.update(BotUttered("Antwort"))
    await store.save(second)
    assert len(await messages(store, "me")) == 2


async def messages(store: ConversationStore, conversation: str) -> list[Any]:
    stored = store.events(conversation)
    return [event for event in stored if event["event"] == "user"]


async def test_the_second_of_two_that_go_on_at_once_is_refused(store) -> None:
    await turn(store, "me", "eins")
    one, other = await store.retrieve("me"), await store.retrieve("me")
    new = [await store.get_or_create_tracker("new", append_action_listen=False)] * 2
    new = [*new[:1], store.init_tracker("new")]
    for first, second in ((one, other), new):
        first.update(UserUttered("zuerst"))
        second.update(UserUttered("zu spät"))
        await store.save(first)
        with pytest.raises(Overtaken):
            await store.save(second)
        texts = [e.get("text") for e in store.events(first.sender_id)]
        assert texts[-1] == "zuerst" and "zu spät" not in texts


async def test_a_message_is_found_by_its_id(store) -> None:
    for number in range(5):
        await turn(store, "me", f"Frage {number}", made=f"id-{number}")
    await turn(store, "me", "Frage 1 noch einmal", made="id-1")
    await turn(store, "other", "fremd", made="id-9")

    async def found(made: str) -> Any:
        events = await store.exchange("me", made)
        if events is None:
            return None
        return [e.text for e in events if isinstance(e, (UserUttered, BotUttered))]

    assert await found("id-3") == ["Frage 3", "Antwort id-3"]
    assert await found("id-1") == ["Frage 1 noch einmal", "Antwort id-1"]
    assert await found("id-9") is None


async def test_what_rasas_own_store_wrote_is_taken_up(
    tmp_path: Path, domain: Domain
) -> None:
    file = tmp_path / "rasa.db"
    rasas = SQLTrackerStore(domain, dialect="sqlite", db=str(file))
    for number in range(5):
        await turn(rasas, "old", f"Frage {number}", slot("role", "programmer"))
    store = ConversationStore(domain, address=f"sqlite:///{file}")
    assert list(await store.keys()) == ["old"]
    assert (await store.retrieve("old")).get_slot("role") == "programmer"
    await turn(store, "old", "noch eine")
    await turn(store, "old", "und noch eine")
    found = await store.retrieve("old")
    assert sum(isinstance(e, UserUttered) for e in found.events) == 2
    assert found.get_slot("role") == "programmer"
    said = [e for e in store.events("old") if e["event"] == "user"]
    assert len(said) == 7
    theirs = await rasas.retrieve_full_tracker("old")
    assert len(theirs.events) == len(store.events("old")), "Rasa's tools read it still"
    store.close()


async def test_a_tracker_made_by_hand_is_stored(store) -> None:
    for texts in (["eins"], ["eins", "zwei"]):
        tracker = DialogueStateTracker("hand", store.domain.slots)
        for text in texts:
            tracker.update(UserUttered(text))
        await store.save(tracker)
    assert [e["text"] for e in store.events("hand")] == ["eins", "zwei"]


async def test_what_is_stored_is_sent_on(domain: Domain) -> None:
    sent: list[dict[str, Any]] = []

    class Broker:
        def publish(self, event: dict[str, Any]) -> None:
            sent.append(event)

    for with_text in (True, False):
        store = ConversationStore(
            domain,
            event_broker=Broker(),  # type: ignore[arg-type]
            address="sqlite://",
            store_text=with_text,
        )
        await turn(store, "me", SECRET)
        assert [{k: v for k, v in e.items() if k != "sender_id"} for e in sent] == (
            store.events("me")
        )
        assert {event["sender_id"] for event in sent} == {"me"}
        assert (SECRET in str(sent)) is with_text
        sent.clear()


def test_the_file_is_for_its_owner_only_and_safe(store, file: Path) -> None:
    for found in file.parent.iterdir():
        assert stat.S_IMODE(found.stat().st_mode) == 0o600
    with store.engine.connect() as connection:

        def pragma(name: str) -> Any:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

        assert pragma("journal_mode") == "wal"
        assert pragma("secure_delete") == 1


def test_an_open_file_of_before_is_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    file.touch(mode=0o644)
    ConversationStore(Domain.empty(), address=f"sqlite:///{file}").close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_it_is_the_one_of_the_files_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, domain: Domain
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("WERDEGANG_VAR", str(tmp_path / "new" / "var"))
    named = AvailableEndpoints.read_endpoints("endpoints.yml").tracker_store
    made = TrackerStore.create(named, domain)
    assert isinstance(made, ConversationStore)
    assert (tmp_path / "new" / "var" / "conversations.sqlite").is_file()
    made.close()


@pytest.mark.parametrize("content", [b"no database at all, but long enough", None])
def test_a_file_that_cannot_be_used_is_said(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "c.sqlite"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content * 200)
    with pytest.raises(StorageUnusable, match=r"c\.sqlite cannot be used .*aside"):
        ConversationStore(Domain.empty(), address=f"sqlite:///{file}")


def test_a_database_that_cannot_be_reached_is_said_without_its_password() -> None:
    address = "postgresql://someone:TopSecret@127.0.0.1:1/conversations"
    with pytest.raises(StorageUnusable, match="cannot be used") as caught:
        ConversationStore(Domain.empty(), address=address)
    assert "TopSecret" not in str(caught.value)
    assert "127.0.0.1:1" in str(caught.value)
    assert "WERDEGANG_TRACKER_STORE" in str(caught.value)


def test_addresses_of_the_settings(tmp_path: Path) -> None:
    def address(**given: str) -> str:
        variables = {f"WERDEGANG_{name.upper()}": v for name, v in given.items()}
        return address_of(Settings.from_environment(variables))

    assert address(var=str(tmp_path)) == f"sqlite:///{tmp_path}/conversations.sqlite"
    assert address(tracker_store="memory") == "sqlite://"
    assert address(tracker_store="postgresql://h/d") == "postgresql://h/d"
