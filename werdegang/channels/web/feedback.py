"""What people think of replies, kept in the conversation itself."""

from __future__ import annotations

import time
from typing import Any, Dict, Mapping

from rasa.core.agent import Agent
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from werdegang.channels.web.incoming import Feedback
from werdegang.channels.web.refusals import Refusal
from werdegang.channels.web.turns import SECONDS_BETWEEN_LOOKS, replied
from werdegang.storage import FEEDBACK


def with_feedback(
    known: Mapping[str, Any], given: Feedback, at: float
) -> Dict[str, Any]:
    """Returns the feedback of a conversation after one more, by id of the reply."""
    others = {about: said for about, said in known.items() if about != given.message}
    if given.value is None:
        return others
    return {
        **others,
        given.message: {"value": given.value, "word": given.word, "at": at},
    }


async def keep(agent: Agent, conversation: str, given: Feedback) -> None:
    """Stores feedback, so that it is shown and erased with its conversation.

    Raises:
        Refusal: if the conversation has no such reply.
    """
    async with agent.lock_store.lock(
        conversation, wait_time_in_seconds=SECONDS_BETWEEN_LOOKS
    ):
        asked = given.message.rpartition(".")[0]
        replies = await replied(agent, conversation, asked)
        tracker = await agent.tracker_store.retrieve(conversation)
        if given.message not in [reply.id for reply in replies] or tracker is None:
            raise Refusal("message_unknown")
        known = feedback_in(tracker)
        tracker.update(SlotSet(FEEDBACK, with_feedback(known, given, time.time())))
        await agent.tracker_store.save(tracker)


def feedback_in(tracker: DialogueStateTracker) -> Dict[str, Any]:
    """Returns the feedback of a conversation, by id of the reply."""
    return dict(tracker.get_slot(FEEDBACK) or {})
