"""Taking up changed knowledge and newly trained models while people are served.

What is broken is refused in the log, and what was there goes on serving.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from functools import partial
from pathlib import Path
from typing import Callable, Dict, Iterable, Tuple

from rasa.core.agent import Agent

from actions.knowledge import take_up
from werdegang.careers import KnowledgeError, load_knowledge
from werdegang.serving.loading import load_model
from werdegang.serving.logs import be_discreet, place_of
from werdegang.serving.model import (
    NoModel,
    present_model,
    record_of,
    what_a_model_depends_on,
)
from werdegang.settings import Settings

logger = logging.getLogger(__name__)

SECONDS_BETWEEN = 2.0
Stamp = Dict[str, Tuple[int, int]]
"""By name of a file, when it was changed and how long it is."""


class Reloading:
    """Looks for changes of the knowledge and for models of the present data.

    Args:
        settings: of this installation.
        agent: the assistant, with its model.
        model: that model.
        say: tells whoever started the server what was taken up.
    """

    def __init__(
        self,
        settings: Settings,
        agent: Agent,
        model: Path,
        say: Callable[[str], None] = partial(print, flush=True),
    ) -> None:
        self._settings = settings
        self._agent = agent
        self._say = say
        self._asked = asyncio.Event()
        self._knowledge = stamp([settings.knowledge])
        self._found = self._looked_at = self._files()
        self._model = _identity(model)

    async def for_ever(self) -> None:
        """Looks every two seconds, and at once where the process gets SIGHUP."""
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._asked.set)
        while True:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._asked.wait(), SECONDS_BETWEEN)
            try:
                await self.look(again=self._asked.is_set())
            except Exception as error:
                logger.error("Changes could not be looked for: %s.", place_of(error))
            self._asked.clear()

    async def look(self, again: bool = False) -> None:
        """Takes up what has changed since the last look and is not being written still.

        Args:
            again: also what was refused before.
        """
        files = await asyncio.to_thread(self._files)
        written_still, self._found = files != self._found, files
        if not again and (written_still or files == self._looked_at):
            return
        self._looked_at = files
        await self._look_at_knowledge(again)
        await self._look_at_model(again)

    def _files(self) -> Stamp:
        data = what_a_model_depends_on(self._settings)
        return stamp([*data, *self._settings.models.glob("*.sha256")])

    async def _look_at_knowledge(self, again: bool) -> None:
        present = stamp([self._settings.knowledge])
        in_process = not self._settings.action_endpoint
        if not in_process or (present == self._knowledge and not again):
            return
        self._knowledge = present
        try:
            changed = await asyncio.to_thread(load_knowledge, self._settings.knowledge)
        except KnowledgeError as error:
            logger.error(
                "The changed knowledge is refused, the former goes on serving. "
                "Mend these lines:\n%s",
                error,
            )
            return
        take_up(changed)
        self._say(
            "The changed knowledge is in use. `make train` has new names recognised."
        )

    async def _look_at_model(self, again: bool) -> None:
        model = await asyncio.to_thread(present_model, self._settings)
        if model is None:
            return
        found = _identity(model)
        if found == self._model and not again:
            return
        self._model = found
        try:
            await asyncio.to_thread(load_model, self._agent, model)
        except NoModel as error:
            logger.error("%s The former model goes on serving.", error)
            return
        be_discreet()
        self._say(f"The model {model.name} is in use.")


def stamp(paths: Iterable[Path]) -> Stamp:
    """Returns by what a change of files, or of files in folders, is noticed."""
    found: Stamp = {}
    for path in paths:
        for file in [path] if path.is_file() else path.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                status = file.stat()
                found[str(file)] = (status.st_mtime_ns, status.st_size)
    return found


def _identity(model: Path) -> Tuple[str, str]:
    try:
        return model.name, record_of(model).read_text(encoding="utf-8")
    except OSError:
        return model.name, ""
