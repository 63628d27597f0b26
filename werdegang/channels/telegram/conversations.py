"""Talking with the assistant on a person's behalf, and what it stores of them."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from werdegang.serving.handing_over import PLANNED, made_from
from werdegang.serving.input import plain_text
from werdegang.serving.stores import erase, remembered

NAME = "telegram"
LANGUAGE = "language"


class NoReply(RuntimeError):
    """Raised where the assistant said nothing."""


class Collected(OutputChannel):
    """Keeps what the assistant utters, one entry a message with all its parts."""

    def __init__(self) -> None:
        self.messages: List[Dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Returns the name of the channel."""
        return NAME

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Keeps a message."""
        self.messages.append(dict(message))


class Reply:
    """What the assistant said in one turn."""

    def __init__(self, messages: List[Dict[str, Any]]) -> None:
        texts = [str(m["text"]) for m in messages if m.get("text")]
        custom = [m["custom"] for m in messages if m.get("custom")]
        self.text = "\n\n".join(texts)
        self.buttons: List[Mapping[str, str]] = [
            button for m in messages for button in m.get("buttons") or []
        ]
        self.answer: Dict[str, Any] = {}
        self.drawn: Optional[Dict[str, Any]] = None
        """What a picture of the reply is made from."""
        self.plan: Optional[Dict[str, Any]] = None
        """What a plan that is handed over is made from."""
        for part in custom:
            self.answer.update(part.get("answer") or {})
            self.drawn = made_from(part) or self.drawn
            self.plan = part.get(PLANNED) or self.plan


class Conversations:
    """The assistant, as the channel sees it.

    Args:
        on_new_message: hands a message to Rasa.
        agent: returns Rasa's agent, once it is loaded.
        longest: how many characters a message may have.
    """

    def __init__(
        self,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
        agent: Callable[[], Agent],
        longest: int,
    ) -> None:
        self._on_new_message = on_new_message
        self._agent = agent
        self._longest = longest

    async def ask(self, conversation: str, typed: str, locale: str) -> Reply:
        """Hands over what a person wrote.

        Raises:
            NoReply: if nothing is said to it.
        """
        return await self._turn(conversation, plain_text(typed, self._longest), locale)

    async def wish(self, conversation: str, intent: str, locale: str) -> Reply:
        """Hands over what a command stands for.

        Args:
            conversation: whose it is.
            intent: a name of the domain, never anything that a person wrote.
            locale: the language so far.

        Raises:
            NoReply: if nothing is said to it.
        """
        return await self._turn(conversation, f"/{intent}", locale)

    async def _turn(self, conversation: str, text: str, locale: str) -> Reply:
        output = Collected()
        await self._on_new_message(
            UserMessage(
                text,
                output,
                conversation,
                input_channel=NAME,
                metadata={"locale": locale},
            )
        )
        reply = Reply(output.messages)
        if not reply.text:
            raise NoReply
        return reply

    async def is_stored(self, conversation: str) -> bool:
        """Tells whether anything of the conversation is stored."""
        return await self._agent().tracker_store.exists(conversation)

    async def erase(self, conversation: str) -> None:
        """Erases the conversation.

        Raises:
            CannotErase: if the kind of store is not known.
        """
        agent = self._agent()
        async with agent.lock_store.lock(conversation):
            await erase(agent.tracker_store, conversation)

    async def set_language(self, conversation: str, language: str) -> None:
        """Sets the language of a conversation that is stored."""
        agent = self._agent()
        async with agent.lock_store.lock(conversation):
            tracker = await agent.tracker_store.retrieve(conversation)
            if tracker is not None:
                tracker.update(SlotSet(LANGUAGE, language))
                await agent.tracker_store.save(tracker)

    async def export(self, conversation: str, language: Optional[str]) -> str:
        """Returns all that is stored of a conversation as JSON.

        Args:
            conversation: which.
            language: what the channel itself remembers.
        """
        store = self._agent().tracker_store
        tracker = await store.retrieve_full_tracker(conversation)
        return json.dumps(
            {
                "conversation": conversation,
                "channel": {"language": language},
                "messages": _messages(tracker),
                "remembered": remembered(tracker),
            },
            ensure_ascii=False,
            indent=1,
        )


def _messages(tracker: Optional[DialogueStateTracker]) -> List[Dict[str, Any]]:
    if tracker is None:
        return []
    return [
        {
            "who": event.type_name,
            "time": datetime.fromtimestamp(event.timestamp, timezone.utc).isoformat(),
            "text": event.text,
        }
        for event in tracker.events
        if isinstance(event, (UserUttered, BotUttered)) and event.text
    ]
