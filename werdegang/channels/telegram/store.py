"""What outlives a restart: accepted updates, and what a conversation's buttons mean.

The texts and addresses of an update are removed once it is answered; its number stays
for a while, so that a repetition is noticed.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Sequence

from werdegang.channels.telegram.plan import Button, Plan, Step

OWNER_ONLY = 0o600
NUMBERS_KEPT = 3 * 24 * 3600.0
"""Seconds for which update numbers are kept; the service repeats none after a day."""
LONGEST_WAIT = 24 * 3600.0
"""Seconds after which an unanswered update is given up."""
TOKEN_BYTES = 12
AT_ONCE = "PRAGMA synchronous=FULL"
"""Changes outlast even a loss of power."""
UNHURRIED = "PRAGMA synchronous=NORMAL"
"""Changes outlast the end of the process, however it comes."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS inbox (
    update_id INTEGER PRIMARY KEY,
    received REAL NOT NULL,
    body TEXT,
    steps TEXT,
    done INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS waiting ON inbox (update_id) WHERE body IS NOT NULL;
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY,
    language TEXT,
    question INTEGER,
    digest TEXT,
    keyboard INTEGER,
    person TEXT,
    spoken REAL
);
CREATE TABLE IF NOT EXISTS button (
    token TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS buttons_of ON button (conversation);
"""


ADDED = {"person": "TEXT", "spoken": "REAL"}
"""Columns of conversations that files of earlier versions lack."""


@dataclass(frozen=True)
class Accepted:
    """An update that is not answered yet.

    `steps` are the answer, once it is known, of which `done` were taken.
    """

    number: int
    body: Dict[str, Any]
    steps: Optional[List[Step]]
    done: int
    attempts: int


@dataclass(frozen=True)
class Remembered:
    """What the channel knows of a conversation."""

    language: Optional[str] = None
    question: Optional[int] = None
    digest: Optional[str] = None
    keyboard: Optional[int] = None


class Store:
    """A small database of one bot.

    Args:
        path: its file, made where it is missing, readable by its owner only.

    Raises:
        OSError, sqlite3.Error: if the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute(UNHURRIED)
        self._db.execute("PRAGMA secure_delete=ON")
        self._db.executescript(SCHEMA)
        self._add_columns()
        self._give_up_old()

    def close(self) -> None:
        """Closes the file; what was removed is gone from it then."""
        self.sweep()
        self._db.close()

    def accept(self, updates: Sequence[Dict[str, Any]]) -> List[Accepted]:
        """Keeps updates, all or none, and returns those that are new."""
        new: List[Accepted] = []
        updates = [each for each in updates if not self._has(each["update_id"])]
        if not updates:
            return new
        self._db.execute(AT_ONCE)
        try:
            with self._changes():
                for update in updates:
                    number = int(update["update_id"])
                    row = self._db.execute(
                        "INSERT OR IGNORE INTO inbox (update_id, received, body)"
                        " VALUES (?, ?, ?)",
                        (number, time.time(), json.dumps(update, ensure_ascii=False)),
                    )
                    if row.rowcount:
                        new.append(Accepted(number, update, None, 0, 0))
        finally:
            self._db.execute(UNHURRIED)
        return new

    def again(self, update: Accepted) -> Optional[Accepted]:
        """Returns an update as it is kept now, or nothing once it was answered."""
        return next((u for u in self.waiting() if u.number == update.number), None)

    def waiting(self) -> List[Accepted]:
        """Returns what was accepted and is not answered, oldest first."""
        rows = self._db.execute(
            "SELECT update_id, body, steps, done, attempts FROM inbox"
            " WHERE body IS NOT NULL ORDER BY update_id"
        )
        return [
            Accepted(
                number=row[0],
                body=json.loads(row[1]),
                steps=_steps(row[2]),
                done=row[3],
                attempts=row[4],
            )
            for row in rows
        ]

    def attempt(self, number: int) -> int:
        """Counts that the answer to an update is being worked on; returns how often."""
        self._db.execute(
            "UPDATE inbox SET attempts = attempts + 1 WHERE update_id = ?", (number,)
        )
        row = self._db.execute(
            "SELECT attempts FROM inbox WHERE update_id = ?", (number,)
        ).fetchone()
        return int(row[0]) if row else 0

    def answered_with(
        self, number: int, plan: Plan, person: Optional[str] = None
    ) -> None:
        """Keeps an answer before it is sent, with all that it changes, at once.

        Args:
            number: of the update.
            plan: the answer.
            person: by what all conversations of one person are found.
        """
        steps = json.dumps([step.as_dict() for step in plan.steps], ensure_ascii=False)
        with self._changes():
            self._db.execute(
                "UPDATE inbox SET steps = ?, done = 0 WHERE update_id = ?",
                (steps, number),
            )
            if plan.conversation is not None:
                self._change(plan.conversation, plan, person)

    def step_taken(
        self, number: int, done: int, conversation: str, keyboard: Optional[int] = None
    ) -> None:
        """Notes that a step was taken, and which message holds the buttons since."""
        with self._changes():
            self._db.execute(
                "UPDATE inbox SET done = ? WHERE update_id = ?", (done, number)
            )
            if keyboard is not None:
                self._remember(conversation, {"keyboard": keyboard})

    def finish(self, number: int) -> None:
        """Removes all of an update but its number."""
        self._db.execute(
            "UPDATE inbox SET body = NULL, steps = NULL WHERE update_id = ?", (number,)
        )

    def remembered(self, conversation: str) -> Remembered:
        """Returns what is known of a conversation."""
        row = self._db.execute(
            "SELECT language, question, digest, keyboard FROM conversation"
            " WHERE id = ?",
            (conversation,),
        ).fetchone()
        return Remembered(*row) if row else Remembered()

    def button(self, token: str, conversation: str) -> Optional[Button]:
        """Returns what a button means, if it is valid and this conversation's."""
        row = self._db.execute(
            "SELECT title, kind, value FROM button"
            " WHERE token = ? AND conversation = ?",
            (token, conversation),
        ).fetchone()
        if row is None:
            return None
        return Button(title=row[0], kind=row[1], value=row[2], token=token)

    def buttons(self, conversation: str, kind: str) -> List[Button]:
        """Returns the valid buttons of a kind, in the order that they are shown in."""
        rows = self._db.execute(
            "SELECT title, kind, value, token FROM button"
            " WHERE conversation = ? AND kind = ? ORDER BY rowid",
            (conversation, kind),
        )
        return [
            Button(title=row[0], kind=row[1], value=row[2], token=row[3], kept=True)
            for row in rows
        ]

    def of_person(self, person: str) -> List[str]:
        """Returns the conversations of a person, in private and in groups."""
        rows = self._db.execute(
            "SELECT id FROM conversation WHERE person = ?", (person,)
        )
        return [str(row[0]) for row in rows]

    def forget(self, conversation: str) -> None:
        """Removes all that is known of a conversation."""
        with self._changes():
            self._forget(conversation)

    def forget_silent(self, moment: float) -> int:
        """Removes conversations in which nothing was said since a moment.

        Args:
            moment: in seconds since 1970.

        Returns:
            how many there were.
        """
        with self._changes():
            rows = self._db.execute(
                "SELECT id FROM conversation WHERE spoken < ?", (moment,)
            ).fetchall()
            for row in rows:
                self._forget(row[0])
        return len(rows)

    def belongs_to_other(self, token: str, conversation: str) -> bool:
        """Tells whether a valid button is another conversation's."""
        row = self._db.execute(
            "SELECT 1 FROM button WHERE token = ? AND conversation != ?",
            (token, conversation),
        ).fetchone()
        return row is not None

    def sweep(self) -> None:
        """Writes changes home, so that the log beside the file keeps no texts."""
        self._db.execute(
            "DELETE FROM inbox WHERE body IS NULL AND received < ?",
            (time.time() - NUMBERS_KEPT,),
        )
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def _has(self, number: int) -> bool:
        row = self._db.execute("SELECT 1 FROM inbox WHERE update_id = ?", (number,))
        return row.fetchone() is not None

    def _give_up_old(self) -> None:
        self._db.execute(
            "UPDATE inbox SET body = NULL, steps = NULL"
            " WHERE body IS NOT NULL AND received < ?",
            (time.time() - LONGEST_WAIT,),
        )

    def _add_columns(self) -> None:
        there = {row[1] for row in self._db.execute("PRAGMA table_info(conversation)")}
        for name in ADDED.keys() - there:
            self._db.execute(
                f"ALTER TABLE conversation ADD COLUMN {name} {ADDED[name]}"
            )
        self._db.execute(
            "UPDATE conversation SET spoken = ? WHERE spoken IS NULL", (time.time(),)
        )

    def _change(self, conversation: str, plan: Plan, person: Optional[str]) -> None:
        if plan.forgets:
            self._forget(conversation)
        elif plan.ends_buttons:
            self._drop_buttons(conversation)
        if plan.used:
            self._db.execute("DELETE FROM button WHERE token = ?", (plan.used,))
        if plan.remember:
            self._remember(conversation, plan.remember)
            self._db.execute(
                "UPDATE conversation SET person = coalesce(?, person) WHERE id = ?",
                (person, conversation),
            )
        self._db.executemany(
            "INSERT INTO button (token, conversation, title, kind, value)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (button.token, conversation, button.title, button.kind, button.value)
                for step in plan.steps
                for button in step.buttons
                if not button.kept
            ],
        )

    def _forget(self, conversation: str) -> None:
        self._db.execute("DELETE FROM conversation WHERE id = ?", (conversation,))
        self._drop_buttons(conversation)

    def _drop_buttons(self, conversation: str) -> None:
        self._db.execute("DELETE FROM button WHERE conversation = ?", (conversation,))

    def _remember(self, conversation: str, values: Dict[str, Any]) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO conversation (id) VALUES (?)", (conversation,)
        )
        self._db.execute(
            "UPDATE conversation SET spoken = ? WHERE id = ?",
            (time.time(), conversation),
        )
        for name in sorted(set(values) & set(Remembered.__dataclass_fields__)):
            self._db.execute(
                f"UPDATE conversation SET {name} = ? WHERE id = ?",
                (values[name], conversation),
            )

    def _changes(self) -> _Changes:
        return _Changes(self._db)


class _Changes:
    """Changes of which either all or none last."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: Optional[type], *_: Any) -> None:
        try:
            if kind is None:
                self._db.execute("COMMIT")
        finally:
            # Also where the changes could not be written, for want of space.
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")


def new_token() -> str:
    """Returns a name for a button, far shorter than the 64 bytes that are allowed."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def with_tokens(buttons: Iterable[Button]) -> List[Button]:
    """Returns the buttons with a token each."""
    return [button if button.token else button.named(new_token()) for button in buttons]


def _steps(kept: Optional[str]) -> Optional[List[Step]]:
    if kept is None:
        return None
    return [Step.from_dict(step) for step in json.loads(kept)]
