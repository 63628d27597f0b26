"""A conversation in which actions are run as Rasa runs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.knowledge import settings
from werdegang.understanding import LANGUAGE, NEEDS


@dataclass
class Said:
    """What one turn uttered, in its order."""

    messages: list[dict[str, Any]]

    @property
    def answer(self) -> dict[str, Any]:
        (found,) = [m["custom"]["answer"] for m in self.messages if m["custom"]]
        return found

    @property
    def text(self) -> str:
        return self.messages[-1]["text"]

    @property
    def responses(self) -> list[str]:
        return [m["response"] for m in self.messages if m.get("response")]

    @property
    def buttons(self) -> list[str]:
        return [b["title"] for b in self.messages[-1]["buttons"]]


@dataclass
class Conversation:
    """Keeps slots and messages between turns."""

    actions: dict[str, Any]
    slots: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)

    def turn(self, action: str, text: str, intent: str, **read: Any) -> Said:
        """Runs an action, and those that it asks to be run next.

        Args:
            action: the action of the intent's rule.
            text: what the person wrote.
            intent: what was understood.
            read: language, needs, entities, ranking and locale, as understood.
        """
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 0.9},
            "intent_ranking": [{"name": n} for n in read.get("ranking", [intent])],
            "entities": [entity(text, *named) for named in read.get("entities", ())],
            "metadata": {"locale": read["locale"]} if "locale" in read else {},
            LANGUAGE: read.get("language"),
            NEEDS: read.get("needs", ()),
        }
        return self.tell(action, message)

    def tell(self, action: str, message: dict[str, Any]) -> Said:
        """Runs an action on a message as read by some pipeline."""
        self.events.append({"event": "user", "text": message["text"]})
        uttered: list[dict[str, Any]] = []
        following: str | None = action
        while following:
            dispatcher = CollectingDispatcher()
            tracker = Tracker(
                "me",
                dict(self.slots),
                message,
                list(self.events),
                False,
                None,
                {},
                "action_listen",
            )
            events = self.actions[following](dispatcher, tracker, {})
            self.slots.update({e["name"]: e["value"] for e in events if "value" in e})
            uttered += dispatcher.messages
            named = [e["name"] for e in events if e["event"] == "followup"]
            following = named[0] if named else None
        self.events += [{"event": "bot", "text": m["text"]} for m in uttered]
        return Said(uttered)

    def ask(self, text: str, *needs: str, **read: Any) -> Said:
        """Asks for needs; without any, what was said before is referred to."""
        intent = needs[0] if needs else "follow_up"
        return self.turn("action_answer", text, intent, needs=needs, **read)

    def miss(self, text: str, *ranking: str, **read: Any) -> Said:
        """Says something that is not understood."""
        return self.turn(
            "action_ask_back",
            text,
            "nlu_fallback",
            ranking=["nlu_fallback", *ranking],
            **read,
        )


def entity(text: str, name: str, value: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {
        "entity": name,
        "value": value,
        "start": start,
        "end": start + len(words),
    }


@pytest.fixture(scope="session")
def actions() -> dict[str, Any]:
    executor = ActionExecutor()
    executor.register_package("actions")
    return dict(executor.actions)


@pytest.fixture
def talk(actions) -> Conversation:
    return Conversation(actions)


@pytest.fixture
def contact(monkeypatch):
    """Sets or unsets the contact of this installation for one test."""

    def _set(value: str) -> None:
        monkeypatch.setenv("WERDEGANG_HUMAN_CONTACT", value)
        settings.cache_clear()

    monkeypatch.delenv("WERDEGANG_HUMAN_CONTACT", raising=False)
    settings.cache_clear()
    yield _set
    monkeypatch.undo()
    settings.cache_clear()
