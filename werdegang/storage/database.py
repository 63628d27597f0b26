"""The database that conversations are kept in: opening it, and its own tables."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Any, Dict

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool, StaticPool

from werdegang.settings import MEMORY, Settings
from werdegang.storage import StorageUnusable

OWNER_ONLY = 0o600
FILE = "conversations.sqlite"
SQLITE = "sqlite"
IN_MEMORY = "sqlite://"
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # Changes outlast the end of the process, however it comes.
    "PRAGMA synchronous=NORMAL",
    # What is erased is overwritten in the file.
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=5000",
)
OF_A_SERVER = {
    "connect_timeout": "3",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
    "application_name": "werdegang",
}
"""So that a server that has gone silent is noticed (libpq's names; s and ms)."""
ATTEMPTS = 3
SECONDS_BETWEEN = 0.5
LENGTH_OF_ID = 255

EVENTS = SQLTrackerStore.SQLEvent.__table__
"""Rasa's own table, so that its tools find the events."""
IN_ORDER = sa.Index("events_of_conversation", EVENTS.c.sender_id, EVENTS.c.id)
METADATA = sa.MetaData()
CONVERSATIONS = sa.Table(
    "conversations",
    METADATA,
    sa.Column("id", sa.String(LENGTH_OF_ID), primary_key=True),
    # How often it was saved.
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),
    # Seconds since 1970 of the last event.
    sa.Column("spoken", sa.Float, index=True),
    # How many of the last events the next turn needs, and on what it builds besides.
    sa.Column("kept", sa.Integer),
    sa.Column("state", sa.Text),
)
MESSAGES = sa.Table(
    "messages",
    METADATA,
    sa.Column("conversation", sa.String(LENGTH_OF_ID), nullable=False),
    sa.Column("message", sa.String(LENGTH_OF_ID), nullable=False),
    # Where in the table of events it begins.
    sa.Column("event", sa.Integer, nullable=False),
    sa.Index("events_of_messages", "conversation", "message"),
)


def address_of(settings: Settings) -> str:
    """Returns the database's address, as SQLAlchemy reads it."""
    given = settings.tracker_store.get_secret_value()
    if given == MEMORY:
        return IN_MEMORY
    return given or f"sqlite:///{(settings.var / FILE).absolute()}"


def url_of(address: str) -> URL:
    """Returns an address in its parts; its text does not show the password."""
    url = make_url(address)
    if is_sqlite(url):
        return url
    return url.update_query_dict({**OF_A_SERVER, **url.query})


def is_sqlite(url: URL) -> bool:
    """Tells whether a database is a file, or in memory."""
    return bool(url.get_backend_name() == SQLITE)


def open_engine(url: URL) -> Engine:
    """Opens a database; a file that is not there is made, for its owner only.

    Raises:
        StorageUnusable: if a file cannot be used.
    """
    if not is_sqlite(url):
        return sa.create_engine(url, pool_pre_ping=True)
    options: Dict[str, Any] = {"connect_args": {"check_same_thread": False}}
    if not url.database:
        engine = sa.create_engine(url, poolclass=StaticPool, **options)
    else:
        _make_file(Path(url.database))
        engine = sa.create_engine(url, poolclass=QueuePool, pool_size=2, **options)
    sa.event.listen(engine, "connect", _set_up)
    return engine


def _make_file(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
        file.chmod(OWNER_ONLY)
        with sqlite3.connect(file) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
    except (OSError, sqlite3.Error) as error:
        raise StorageUnusable(
            f"{file} cannot be used ({error}). Set WERDEGANG_VAR to a folder that can "
            "be written to, or put the file aside to begin with an empty one."
        ) from None


def _set_up(connection: sqlite3.Connection, record: object) -> None:
    for pragma in PRAGMAS:
        connection.execute(pragma)


def make_tables(engine: Engine) -> None:
    """Makes what is missing, and takes up conversations that Rasa's own store wrote.

    Raises:
        StorageUnusable: if the database cannot be used.
    """
    for _ in range(ATTEMPTS):
        try:
            _make_tables(engine)
            return
        except SQLAlchemyError as error:
            # Several servers that start together make the same tables.
            time.sleep(SECONDS_BETWEEN)
            place, kind = engine.url.render_as_string(True), type(error).__name__
    raise StorageUnusable(
        f"The database {place} cannot be used ({kind}). See that it runs and lets this "
        "installation in, or correct WERDEGANG_TRACKER_STORE."
    )


def _make_tables(engine: Engine) -> None:
    first = not sa.inspect(engine).has_table(CONVERSATIONS.name)
    EVENTS.create(engine, checkfirst=True)
    IN_ORDER.create(engine, checkfirst=True)
    METADATA.create_all(engine)
    if first:
        with engine.begin() as connection:
            _take_up(connection)


def _take_up(connection: Connection) -> None:
    known = sa.select(EVENTS.c.sender_id, sa.func.max(EVENTS.c.timestamp))
    connection.execute(
        CONVERSATIONS.insert().from_select(
            ["id", "spoken"], known.group_by(EVENTS.c.sender_id)
        )
    )


def overwrite_erased(engine: Engine) -> None:
    """Writes changes home, so that SQLite's log keeps nothing that was erased."""
    if is_sqlite(engine.url) and engine.url.database:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
