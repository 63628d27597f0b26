"""What the next turn of a conversation needs of it: the last events and the slots.

Rasa replays every event of a conversation at each turn, several times over, so that
turns become slower as it goes on. Here a tracker is rebuilt from the slots as they are
now, followed by the events of the last turns. No side effects.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple

from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from werdegang.storage import EXPORT

TURNS = 2
"""How many of the last turns are restored, as many as a policy looks back on."""

StoredEvent = Dict[str, Any]
"""An event as plain data."""


@dataclass(frozen=True)
class State:
    """What earlier turns have left.

    Attributes:
        slots: those whose value is not the initial one.
        loop: the form that is being filled in, if one is.
        kept: how many of the last events are restored.
    """

    slots: Dict[str, Any]
    loop: Optional[str]
    kept: int

    def dumps(self) -> str:
        """Returns slots and form as JSON."""
        return json.dumps({"slots": self.slots, "loop": self.loop})

    @classmethod
    def loads(cls, text: str, kept: int) -> State:
        """Returns what `dumps` wrote."""
        found = json.loads(text)
        return cls(slots=found["slots"], loop=found["loop"], kept=kept)


class RecentTracker(DialogueStateTracker):
    """A tracker that knows which of its events are stored already.

    Attributes:
        known: how many of its events, from the first, are.
        rebuilt: how many of these stand for earlier ones: they are in no store.
        version: how often the conversation had been saved when it was read.
        whole: reads all stored events, for showing people what is stored of them.
    """

    def __init__(
        self,
        sender_id: str,
        slots: Optional[Iterable[Slot]],
        max_event_history: Optional[int] = None,
        sender_source: Optional[str] = None,
        is_rule_tracker: bool = False,
    ) -> None:
        super().__init__(
            sender_id, slots, max_event_history, sender_source, is_rule_tracker
        )
        self.known = 0
        self.rebuilt = 0
        self.version: Optional[int] = None
        self.whole: Callable[[], List[StoredEvent]] = list

    @property
    def new_events(self) -> List[Event]:
        """Returns the events that are not stored yet."""
        return list(self.events)[self.known :]

    def init_copy(self) -> RecentTracker:
        """Returns an empty tracker of the same conversation."""
        copied = RecentTracker(
            self.sender_id,
            self.slots.values(),
            self._max_event_history,
            is_rule_tracker=self.is_rule_tracker,
        )
        copied.known, copied.rebuilt = self.known, self.rebuilt
        copied.whole = self.whole
        return copied

    def current_state(
        self, event_verbosity: EventVerbosity = EventVerbosity.NONE
    ) -> Dict[str, Any]:
        """Returns the state that an action is given.

        It holds the events of the last turns, and all events there are where the
        person has asked for them.
        """
        state = super().current_state(event_verbosity)
        message = self.latest_message
        wanted = message is not None and message.intent_name == EXPORT
        if wanted and event_verbosity is EventVerbosity.ALL:
            state["events"] = [*self.whole(), *state["events"][self.known :]]
        return state


def restored(
    tracker: RecentTracker, state: Optional[State], events: Sequence[Event]
) -> RecentTracker:
    """Fills an empty tracker with what the next turn needs.

    Args:
        tracker: an empty one.
        state: what turns before these events have left; without it they are all.
        events: the last ones, oldest first.
    """
    rebuilding = _rebuilding(tracker, state, events) if state is not None else []
    for event in (*rebuilding, *events):
        tracker.update(event)
    tracker.rebuilt = len(rebuilding)
    tracker.known = len(tracker.events)
    return tracker


def _rebuilding(
    tracker: RecentTracker, state: State, events: Sequence[Event]
) -> List[Event]:
    at = events[0].timestamp if events else None
    slots: List[Event] = [
        SlotSet(name, value, timestamp=at)
        for name, value in state.slots.items()
        if name in tracker.slots
    ]
    loop = [ActiveLoop(state.loop, timestamp=at)] if state.loop else []
    return slots + loop


def answers_again(tracker: RecentTracker) -> bool:
    """Tells whether a new message was answered already in what was read.

    So it is where its first turn was stored late, between the look for an answer and
    the reading of the conversation.
    """
    asked = {
        event.message_id for event in tracker.new_events if _is_named_message(event)
    }
    told = None
    for event in islice(tracker.events, tracker.known):
        if isinstance(event, UserUttered):
            told = event.message_id if _is_named_message(event) else None
        elif isinstance(event, BotUttered) and told in asked:
            return True
    return False


def _is_named_message(event: Event) -> bool:
    return isinstance(event, UserUttered) and bool(event.message_id)


def state_of(tracker: DialogueStateTracker) -> State:
    """Returns what a tracker leaves to the next turn."""
    rebuilt = tracker.rebuilt if isinstance(tracker, RecentTracker) else 0
    return State(
        slots={
            name: slot.value
            for name, slot in tracker.slots.items()
            if slot.value != slot.initial_value
        },
        loop=tracker.active_loop_name,
        kept=number_to_keep(list(tracker.events)[rebuilt:]),
    )


def number_to_keep(events: Sequence[Event], turns: int = TURNS) -> int:
    """Returns how many of the last events hold so many turns.

    Counted is back to where the assistant began to wait for the first of these
    messages, or to the beginning of a session, before which nothing counts.
    """
    messages, enough = 0, False
    for number, event in enumerate(reversed(events), 1):
        messages += isinstance(event, UserUttered)
        enough = (
            enough
            or messages == turns
            or isinstance(event, (SessionStarted, Restarted))
        )
        if enough and isinstance(event, ActionExecuted):
            return number
    return len(events)


def exchange(events: Iterable[Event]) -> Tuple[Event, ...]:
    """Returns a person's message and what came of it, up to their next one.

    Args:
        events: beginning with the message.
    """
    found: List[Event] = []
    for event in events:
        if found and isinstance(event, UserUttered):
            break
        found.append(event)
    return tuple(found)
