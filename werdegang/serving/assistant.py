"""The trained assistant, one turn at a time."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.utils import AvailableEndpoints

from werdegang.environment import quiet_logs
from werdegang.serving.in_process import InProcessActions
from werdegang.serving.input import plain_text
from werdegang.serving.loading import agent_without_model, load_model
from werdegang.serving.logs import be_discreet
from werdegang.serving.validation import validate_results_once_built
from werdegang.settings import Settings
from werdegang.storage.endpoints import with_stores

ENDPOINTS = Path("endpoints.yml")


@dataclass(frozen=True)
class Reply:
    """What came back in one turn.

    `milliseconds` is the turn alone: understanding, dialogue and actions.
    """

    replies: List[str]
    buttons: List[Dict[str, str]]
    intent: Optional[str]
    confidence: float
    answer: Optional[Dict[str, Any]]
    milliseconds: float

    def as_dict(self) -> Dict[str, Any]:
        """Returns the reply as plain data."""
        return asdict(self)


def endpoints(settings: Settings, keeps: bool = True) -> AvailableEndpoints:
    """Returns the endpoints, with actions in-process unless settings name a server.

    Args:
        settings: of this installation.
        keeps: whether conversations outlive the process.
    """
    quiet_logs(settings.log_level)
    validate_results_once_built()
    available = AvailableEndpoints.read_endpoints(str(ENDPOINTS))
    if settings.action_endpoint:
        available.action.url = settings.action_endpoint
    else:
        available.action = InProcessActions()
    return with_stores(available, settings, keeps)


class Assistant:
    """Answers messages with a trained model."""

    def __init__(self, agent: Agent, settings: Settings) -> None:
        self._agent = agent
        self._settings = settings

    @classmethod
    async def load(
        cls, model: Path, settings: Settings, keeps: bool = False
    ) -> Assistant:
        """Loads a model.

        Args:
            model: a trained one.
            settings: of this installation.
            keeps: whether conversations outlive the process.

        Raises:
            NoModel: if it cannot be loaded.
            StorageUnusable: if a store cannot be used.
        """
        agent = await agent_without_model(endpoints(settings, keeps))
        load_model(agent, model)
        be_discreet()
        return cls(agent, settings)

    async def read(self, typed: str) -> Dict[str, Any]:
        """Returns what understanding makes of a message, without answering it."""
        text = plain_text(typed, self._settings.longest_message)
        return dict(await self._agent.parse_message(text))

    async def reply(
        self, typed: str, conversation: str, locale: Optional[str] = None
    ) -> Reply:
        """Answers one message.

        Args:
            typed: what the person wrote.
            conversation: which conversation it belongs to.
            locale: what is known of the person's language, for example `de-AT`.
        """
        output = CollectingOutputChannel()
        text = plain_text(typed, self._settings.longest_message)
        message = UserMessage(
            text,
            output,
            conversation,
            input_channel="ask",
            metadata={"locale": locale} if locale else {},
        )
        started = time.perf_counter()
        await self._agent.handle_message(message)
        milliseconds = (time.perf_counter() - started) * 1000
        custom = [m["custom"] for m in output.messages if m.get("custom")]
        intent = await self._intent(conversation, text)
        return Reply(
            replies=[m["text"] for m in output.messages if m.get("text")],
            buttons=[b for m in output.messages for b in m.get("buttons") or []],
            intent=intent.get("name"),
            confidence=float(intent.get("confidence") or 0.0),
            answer=custom[-1].get("answer") if custom else None,
            milliseconds=milliseconds,
        )

    async def _intent(self, conversation: str, text: str) -> Dict[str, Any]:
        store = self._agent.tracker_store
        tracker = await store.retrieve(conversation)
        if tracker is None or tracker.latest_message is None:
            # The conversation was erased in this turn.
            return dict((await self.read(text))["intent"])
        return dict(tracker.latest_message.intent)
