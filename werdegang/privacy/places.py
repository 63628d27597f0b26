"""All places that hold something of people, as one: export, erasing, keeping."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator, List, Sequence

from rasa.shared.core.domain import Domain

from werdegang.channels.telegram.kept import Kept, all_kept
from werdegang.channels.web.shown import shown
from werdegang.serving.retention import SECONDS_PER_DAY, erase_silent
from werdegang.serving.secrets import installation_secret
from werdegang.serving.stores import remembered
from werdegang.settings import Settings
from werdegang.storage.conversations import ConversationStore

DOMAIN = Path("domain.yml")


class Places:
    """The database of conversations, and each bot's file.

    Args:
        settings: of this installation.
        conversations: the database.
        bots: the files.
    """

    def __init__(
        self,
        settings: Settings,
        conversations: ConversationStore,
        bots: Sequence[Kept],
    ) -> None:
        self._settings = settings
        self._conversations = conversations
        self._bots = bots

    def conversations_in_telegram(self, user: int) -> List[str]:
        """Returns the conversations of a person in Telegram, with any bot.

        Args:
            user: the person's number there.
        """
        if not self._bots:
            return []
        secret = installation_secret(self._settings)
        return [
            conversation
            for bot in self._bots
            for conversation in bot.conversations_of(secret, user)
        ]

    async def export(
        self, conversations: Sequence[str], users: Sequence[int] = ()
    ) -> Dict[str, Any]:
        """Returns all that is stored, as plain data.

        Args:
            conversations: which.
            users: numbers in Telegram, for what is not answered yet.
        """
        waiting = [
            update
            for bot in self._bots
            for user in users
            for update in bot.waiting_of(user).values()
        ]
        return {
            "conversations": [
                await self._about(one)
                for one in conversations
                if await self._knows(one)
            ],
            "not_answered_yet": waiting,
            "retention_days": self._settings.retention_days,
        }

    async def erase(
        self, conversations: Sequence[str], users: Sequence[int] = ()
    ) -> int:
        """Erases all that is stored.

        Returns:
            how many conversations and unanswered messages there were.
        """
        found = 0
        for bot in self._bots:
            for user in users:
                for update in bot.waiting_of(user):
                    bot.drop(update)
                    found += 1
        for conversation in conversations:
            found += await self._knows(conversation)
            await self._conversations.erase(conversation)
            for bot in self._bots:
                bot.forget(conversation)
        return found

    async def erase_silent(self, days: int, now: float) -> int:
        """Erases conversations that have been silent for so many days.

        Args:
            days: of silence.
            now: in seconds since 1970.

        Returns:
            how many there were.
        """
        found = await erase_silent(self._conversations, days, now)
        for bot in self._bots:
            bot.forget_silent(now - days * SECONDS_PER_DAY)
        return found

    async def _knows(self, conversation: str) -> bool:
        in_telegram = any(bot.about(conversation) for bot in self._bots)
        return in_telegram or await self._conversations.exists(conversation)

    async def _about(self, conversation: str) -> Dict[str, Any]:
        tracker = await self._conversations.retrieve_full_tracker(conversation)
        return {
            "conversation": conversation,
            **shown(tracker),
            "remembered": remembered(tracker),
            "telegram": [
                known for bot in self._bots if (known := bot.about(conversation))
            ],
            "events": self._conversations.events(conversation),
        }


@contextmanager
def all_places(settings: Settings) -> Iterator[Places]:
    """Opens all places, and closes them.

    Raises:
        StorageUnusable: if the database cannot be opened.
    """
    conversations = ConversationStore(Domain.load(str(DOMAIN)))
    try:
        with all_kept(settings.var) as bots:
            yield Places(settings, conversations, bots)
    finally:
        conversations.close()
