"""Asking a running assistant."""

from __future__ import annotations

import threading
import uuid
from typing import Any, Callable, Dict, List, Tuple

import requests

from .conftest import Running, lines

QUESTION = "Welchen Abschluss brauche ich?"
ROUTES: List[Tuple[str, str, Dict[str, Any] | None]] = [
    ("POST", "/messages", {"id": "a" * 16, "text": QUESTION}),
    ("GET", "/history", None),
    ("GET", "/export", None),
    ("POST", "/feedback", {"message": "a" * 16 + ".1", "value": "up"}),
    ("DELETE", "/conversation", None),
]
"""Every route that is about somebody's conversation."""


def call(
    server: Running,
    route: Tuple[str, str, Dict[str, Any] | None],
    headers: Dict[str, str],
) -> requests.Response:
    method, path, body = route
    return requests.request(
        method, server.channel + path, json=body, headers=headers, timeout=30
    )


def asked(server: Running, token: str, text: str = QUESTION) -> str:
    made = uuid.uuid4().hex
    assert lines(server.ask(token, text, made))[-1] == {"type": "done", "id": made}
    return made


def at_once(count: int, work: Callable[[int], Any]) -> List[Any]:
    found: List[Any] = [None] * count

    def run(number: int) -> None:
        found[number] = work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
