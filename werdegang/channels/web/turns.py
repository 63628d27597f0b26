"""Turns of a conversation: one at a time, in order, each message answered once."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, AsyncIterator, Dict, List, Optional, Set

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from werdegang.channels.web.incoming import Message
from werdegang.channels.web.refusals import refusal_of
from werdegang.channels.web.transcript import Said, replies_to, reply, transcript
from werdegang.serving.logs import place_of
from werdegang.serving.stores import erase_if_asked, events_since

logger = logging.getLogger(__name__)

Line = Dict[str, Any]
CHANNEL = "web"
SECONDS_BETWEEN_LOOKS = 0.02
"""How often a turn that waits for another looks whether that is over."""

SECONDS_TO_FINISH = 10.0
"""How long turns that are under way may take when the server is stopped."""


ROUNDS_TO_SEND = 2
"""Rounds of the event loop until a line is out: to fetch it, and to write it."""


class NoReply(RuntimeError):
    """Raised where a turn ends without a word."""


class ReplyQueue(OutputChannel):
    """Hands each reply of Rasa on, as soon as it is there."""

    @classmethod
    def name(cls) -> str:
        """Returns the channel's name."""
        return CHANNEL

    def __init__(self, asked: str, lines: asyncio.Queue[Optional[Line]]) -> None:
        self._asked = asked
        self._lines = lines
        self.sent = 0

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Passes a reply on whole: text, buttons and machine-readable part.

        The person reads while the turn is being stored.
        """
        if message.get("text"):
            self.sent += 1
            await self._lines.put(reply(self._asked, self.sent, message).as_line())
            for _ in range(ROUNDS_TO_SEND):
                await asyncio.sleep(0)


class Turns:
    """Runs turns; one goes on to its end even where its client has gone away."""

    def __init__(self) -> None:
        self._running: Set[asyncio.Task[None]] = set()

    async def lines(
        self, agent: Agent, conversation: str, message: Message
    ) -> AsyncIterator[Line]:
        """Yields what the client is told, line by line.

        Args:
            agent: the assistant.
            conversation: whose turn it is.
            message: what the person wrote; one that was answered already is not
                processed again, its replies come from the store.
        """
        lines: asyncio.Queue[Optional[Line]] = asyncio.Queue()
        task = asyncio.ensure_future(_run(agent, conversation, message, lines))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        yield {"type": "working"}
        while (line := await lines.get()) is not None:
            yield line

    async def finish(self, seconds: float) -> None:
        """Waits for the turns that are under way, so that a restart cuts none off."""
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)


async def _run(
    agent: Agent,
    conversation: str,
    message: Message,
    lines: asyncio.Queue[Optional[Line]],
) -> None:
    try:
        async with agent.lock_store.lock(
            conversation, wait_time_in_seconds=SECONDS_BETWEEN_LOOKS
        ):
            earlier = await replied(agent, conversation, message.id)
            for found in earlier:
                await lines.put(found.as_line())
            if not earlier:
                await _process(agent, conversation, message, lines)
                if await erase_if_asked(agent.tracker_store, conversation):
                    await lines.put({"type": "erased"})
        await lines.put({"type": "done", "id": message.id})
    except Exception as error:
        logger.error("A turn failed: %s.", place_of(error))
        await lines.put(refusal_of(error).line())
    finally:
        await lines.put(None)


async def _process(
    agent: Agent,
    conversation: str,
    message: Message,
    lines: asyncio.Queue[Optional[Line]],
) -> None:
    if agent.processor is None:
        raise NoReply("no model")
    replies = ReplyQueue(message.id, lines)
    await agent.processor.handle_message(
        UserMessage(
            message.text,
            replies,
            conversation,
            input_channel=CHANNEL,
            message_id=message.id,
            metadata={"locale": message.locale} if message.locale else {},
        )
    )
    if not replies.sent:
        raise NoReply("an action failed, which Rasa passes over")


async def replied(agent: Agent, conversation: str, asked: str) -> List[Said]:
    """Returns what was replied to a message; nothing if it never was."""
    events = await events_since(agent.tracker_store, conversation, asked)
    return replies_to(transcript(events), asked)


async def whole_tracker(
    agent: Agent, conversation: str
) -> Optional[DialogueStateTracker]:
    """Returns a conversation across Rasa's sessions, or nothing if there is none."""
    return await agent.tracker_store.retrieve_full_tracker(conversation)
