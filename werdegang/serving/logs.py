"""What may be logged: never what people write, their tokens or who they are."""

from __future__ import annotations

import logging
import traceback
from typing import Tuple

OWN: Tuple[str, ...] = ("werdegang", "actions")
"""Loggers whose messages are written with that in mind."""


def place_of(error: BaseException) -> str:
    """Returns what kind of error it is and where it arose, without its message.

    An exception's message often repeats the value that it is about.
    """
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    last = frames[-1]
    return f"{type(error).__name__} in {last.filename}:{last.lineno} ({last.name})"


class Discretion(logging.Filter):
    """Leaves of foreign messages only where they come from.

    Rasa and the libraries below it log what people write, from DEBUG (messages as they
    are read) to ERROR (the statement that a database refused).
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record through, without what may be personal in it."""
        error = record.exc_info[1] if record.exc_info else None
        if record.name.split(".")[0] not in OWN:
            record.msg = (
                f"{record.name}: {record.levelname} in {record.pathname}:"
                f"{record.lineno} ({record.funcName}); its text is left out."
            )
            record.args = ()
        if error is not None:
            record.msg, record.args = f"{record.getMessage()} {place_of(error)}", ()
        record.exc_info, record.exc_text, record.stack_info = None, None, None
        return True


def be_discreet() -> None:
    """Makes all handlers discreet; to be called before people are let in."""
    known = [logging.getLogger(), *logging.root.manager.loggerDict.values()]
    for logger in known:
        for handler in getattr(logger, "handlers", ()):
            if not any(isinstance(found, Discretion) for found in handler.filters):
                handler.addFilter(Discretion())
    if logging.lastResort is not None:
        logging.lastResort.addFilter(Discretion())
