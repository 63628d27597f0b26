"""What the channel keeps on disk, for whoever answers for the installation."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Dict, Iterator, List

from werdegang.channels.telegram.identity import conversation_id, person_id
from werdegang.channels.telegram.reading import sender_of
from werdegang.channels.telegram.store import Store

FILES = "telegram-*.sqlite"


class Kept:
    """One bot's file.

    Args:
        file: where it is.
        store: it, opened.
    """

    def __init__(self, file: Path, store: Store) -> None:
        self.bot = int(file.stem.partition("-")[2])
        self._store = store

    def conversations_of(self, secret: bytes, user: int) -> List[str]:
        """Returns the conversations of a person, in private and in groups.

        Args:
            secret: the installation's.
            user: the person's number in Telegram.
        """
        private = conversation_id(secret, self.bot, user, user)
        others = self._store.of_person(person_id(secret, self.bot, user))
        return list(dict.fromkeys([private, *others]))

    def about(self, conversation: str) -> Dict[str, Any]:
        """Returns what the channel itself knows of a conversation."""
        known = asdict(self._store.remembered(conversation))
        return {name: value for name, value in known.items() if value is not None}

    def forget(self, conversation: str) -> None:
        """Removes what the channel knows of a conversation."""
        self._store.forget(conversation)

    def waiting_of(self, user: int) -> Dict[int, Dict[str, Any]]:
        """Returns a person's updates that are not answered yet, by number."""
        return {
            update.number: update.body
            for update in self._store.waiting()
            if sender_of(update.body) == user
        }

    def drop(self, update: int) -> None:
        """Removes all of an update but its number; it is not answered any more."""
        self._store.finish(update)

    def forget_silent(self, moment: float) -> int:
        """Removes what is known of conversations that were silent since a moment."""
        return self._store.forget_silent(moment)


@contextmanager
def all_kept(var: Path) -> Iterator[List[Kept]]:
    """Opens the files of all bots, and closes them.

    Args:
        var: the folder of what this installation keeps.
    """
    stores: List[Store] = []
    try:
        kept: List[Kept] = []
        for file in sorted(var.glob(FILES)):
            if file.stem.partition("-")[2].isdecimal():
                stores.append(Store(file))
                kept.append(Kept(file, stores[-1]))
        yield kept
    finally:
        for store in stores:
            store.close()


def forget_silent(var: Path, moment: float) -> None:
    """Removes what all bots know of conversations that were silent since a moment.

    Args:
        var: the folder of what this installation keeps.
        moment: in seconds since 1970.
    """
    with all_kept(var) as bots:
        for bot in bots:
            bot.forget_silent(moment)
