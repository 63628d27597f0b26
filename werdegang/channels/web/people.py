"""Who is asking, as far as it matters: whose conversation this is."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Literal

Kind = Literal["anonymous", "employee"]
DIGITS = 40


@dataclass(frozen=True)
class Person:
    """Somebody whose token was found good.

    Attributes:
        kind: whether with a session of the server, or signed in by the intranet.
        conversation: the id of their conversation, which says nothing about them.
        expires: when the token ends, in seconds since 1970.
    """

    kind: Kind
    conversation: str
    expires: int


def conversation_id(key: bytes, kind: Kind, *names: str) -> str:
    """Returns a keyed hash of what tells a person from others.

    Args:
        key: without it nobody can tell whose conversation an id is.
        kind: of person.
        names: session, or issuer and subject.
    """
    told = "\0".join(f"{len(part)}:{part}" for part in (kind, *names))
    digest = hmac.new(key, told.encode(), hashlib.sha256).hexdigest()
    return f"web-{digest[:DIGITS]}"
