"""The tracker store: an SQL database of which a turn reads and writes only its part."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Iterable, List, Optional, Tuple, TypeVar

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection, Engine

from werdegang.settings import Settings
from werdegang.storage import ERASE, records
from werdegang.storage.database import (
    address_of,
    is_sqlite,
    make_tables,
    open_engine,
    overwrite_erased,
    url_of,
)
from werdegang.storage.plain_events import as_stored, slots_as_stored
from werdegang.storage.recent import (
    RecentTracker,
    State,
    StoredEvent,
    answers_again,
    exchange,
    restored,
    state_of,
)

THREADS = 16
"""How many steps a database server is asked for at a time."""
SECONDS_TO_ANSWER = 10.0
"""How long it may take for one."""
T = TypeVar("T")


class ConversationStore(SQLTrackerStore):
    """Keeps every event, in Rasa's own table, and restores what the next turn needs.

    SQLite is asked right away; a database server in threads, so that one that does not
    answer holds up nobody but those who need it.

    Args:
        domain: of the model.
        host: not used; Rasa names it for every store.
        event_broker: what new events are sent on to, once they are stored.
        address: of the database, as SQLAlchemy reads it; that of the settings by
            default.
        store_text: whether what people type is stored; as the settings say by default.

    Raises:
        SettingsError: if a setting cannot be used.
        StorageUnusable: if the database cannot be opened.
    """

    def __init__(
        self,
        domain: Optional[Domain] = None,
        host: Optional[str] = None,
        event_broker: Optional[EventBroker] = None,
        address: Optional[str] = None,
        store_text: Optional[bool] = None,
        **kwargs: Any,
    ) -> None:
        settings = Settings.from_environment()
        self._store_text = settings.store_text if store_text is None else store_text
        url = url_of(address or address_of(settings))
        engine = open_engine(url)
        make_tables(engine)
        super().__init__(
            domain,
            host=url.render_as_string(hide_password=False),
            event_broker=event_broker,
            **kwargs,
        )
        rasas: Engine = self.engine
        rasas.dispose()
        self.engine: Engine = engine
        self.sessionmaker.configure(bind=engine)
        self._threads: Optional[ThreadPoolExecutor] = None
        if not is_sqlite(url):
            self._threads = ThreadPoolExecutor(THREADS, "conversations")

    def init_tracker(self, sender_id: str) -> RecentTracker:
        """Returns an empty tracker."""
        tracker = RecentTracker(
            sender_id, self.domain.slots, max_event_history=self.max_event_history
        )
        tracker.whole = lambda: self.events(sender_id)
        return tracker

    async def exists(self, conversation_id: str) -> bool:
        """Tells whether anything of a conversation is stored."""
        version = await self._do(lambda c: records.version_of(c, conversation_id))
        return version is not None

    async def retrieve(self, sender_id: str) -> Optional[RecentTracker]:
        """Returns a tracker with what the next turn needs."""
        found = await self._do(lambda c: records.read_recent(c, sender_id))
        if found is None:
            return None
        tracker = self.init_tracker(sender_id)
        tracker.version = found.version
        return restored(tracker, found.state, deserialise_events(found.events))

    async def retrieve_full_tracker(
        self, conversation_id: str
    ) -> Optional[RecentTracker]:
        """Returns a tracker with all events there are."""
        version = await self._do(lambda c: records.version_of(c, conversation_id))
        if version is None:
            return None
        found = await self._do(lambda c: records.read_all(c, conversation_id))
        tracker = self.init_tracker(conversation_id)
        tracker.version = version
        return restored(tracker, None, deserialise_events(found))

    def events(self, conversation: str) -> List[StoredEvent]:
        """Returns all that is stored of a conversation as plain data, oldest first."""
        return self._at_once(lambda c: records.read_all(c, conversation))

    async def exchange(
        self, conversation: str, message: str
    ) -> Optional[Tuple[Event, ...]]:
        """Returns a message and what came of it, or nothing if it was never stored.

        Args:
            conversation: where it was said.
            message: its id; of one that came twice, the last is meant.
        """
        found = await self._do(
            lambda c: records.read_from_message(c, conversation, message)
        )
        return None if found is None else exchange(deserialise_events(found))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores what is new, or erases all where an action asks for it.

        What was erased from elsewhere during the turn stays erased.

        Raises:
            Overtaken: if the conversation has gone on elsewhere since it was read, or
                since an answer to this message was looked for.
        """
        conversation = tracker.sender_id
        if tracker.get_slot(ERASE):
            await self.erase(conversation)
            return
        if not isinstance(tracker, RecentTracker):
            tracker = await self._known(tracker)
        new = [as_stored(event, self._store_text) for event in tracker.new_events]
        if not new:
            return
        if answers_again(tracker):
            raise records.Overtaken
        state, version = self._state(tracker), tracker.version
        try:
            tracker.version = await self._do(
                lambda c: records.append(c, conversation, version, state, new)
            )
        except records.Erased:
            return
        tracker.known = len(tracker.events)
        if self.event_broker is not None:
            for event in new:
                self.event_broker.publish({"sender_id": conversation, **event})

    async def erase(self, conversation: str) -> None:
        """Removes all of a conversation; nothing happens where there is none."""
        await self._do(lambda c: records.erase(c, conversation))
        overwrite_erased(self.engine)

    async def silent_since(self, moment: float) -> List[str]:
        """Returns the conversations whose last event is older than a moment."""
        return await self._do(lambda c: records.silent_since(c, moment))

    async def keys(self) -> Iterable[str]:
        """Returns the ids of all conversations."""
        return await self._do(records.ids)

    def close(self) -> None:
        """Closes the database; what was erased is gone from it then."""
        overwrite_erased(self.engine)
        self.engine.dispose()
        if self._threads is not None:
            self._threads.shutdown(wait=False)

    def _state(self, tracker: RecentTracker) -> State:
        state = state_of(tracker)
        slots = slots_as_stored(state.slots, self._store_text)
        return State(slots, state.loop, state.kept)

    async def _known(self, tracker: DialogueStateTracker) -> RecentTracker:
        """Returns a tracker that was made by hand, from a conversation's beginning."""
        conversation = tracker.sender_id
        whole = restored(self.init_tracker(conversation), None, list(tracker.events))
        whole.known = await self._do(lambda c: records.count(c, conversation))
        whole.version = await self._do(lambda c: records.version_of(c, conversation))
        return whole

    async def _do(self, work: Callable[[Connection], T]) -> T:
        if self._threads is None:
            return self._at_once(work)
        asked = asyncio.get_running_loop().run_in_executor(
            self._threads, self._at_once, work
        )
        return await asyncio.wait_for(asked, SECONDS_TO_ANSWER)

    def _at_once(self, work: Callable[[Connection], T]) -> T:
        with self.engine.begin() as connection:
            return work(connection)
