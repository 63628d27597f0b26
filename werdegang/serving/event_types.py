"""Remembering which class an event's name stands for.

Rasa 3.6 looks through all subclasses of `Event` anew for each event that it reads back
from a store: a quarter of a millisecond each, some dozens of events a turn.
"""

from __future__ import annotations

from functools import lru_cache
from inspect import getattr_static

from rasa.shared.core.events import Event

from werdegang.serving.validation import RasaChanged

WRAPPED = "resolve_by_type"
MOST_NAMES = 128
"""Rasa has 25 names of events; unknown ones are never remembered."""


def remember_event_types() -> None:
    """Wraps Rasa's own look-up, so that each name is looked up once.

    Raises:
        RasaChanged: if the look-up is no static method any more.
    """
    method = getattr_static(Event, WRAPPED, None)
    if not isinstance(method, staticmethod):
        raise RasaChanged(
            f"Event.{WRAPPED} is not what it was in Rasa 3.6; adapt "
            "werdegang/serving/event_types.py to this version."
        )
    if not hasattr(method.__func__, "cache_info"):
        remembered = lru_cache(maxsize=MOST_NAMES)(method.__func__)
        setattr(Event, WRAPPED, staticmethod(remembered))
