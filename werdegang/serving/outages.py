"""Telling that conversations cannot be reached from other faults."""

from __future__ import annotations

import asyncio
import sqlite3

from rasa.core.lock_store import LockError
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from werdegang.storage.records import Overtaken

OUTAGES = (
    Overtaken,
    SQLAlchemyError,
    sqlite3.Error,
    RedisError,
    LockError,
    ConnectionError,
    asyncio.TimeoutError,
)


def is_outage(error: BaseException) -> bool:
    """Tells whether an error says that a store cannot be used at the moment."""
    return isinstance(error, OUTAGES)
