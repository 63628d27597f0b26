"""Tokens of people who are not signed in: made, checked and renewed by the server."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any, Callable, Dict

import jwt

from werdegang.channels.web.people import Person, conversation_id
from werdegang.channels.web.refusals import Refusal

TYPE = "werdegang-session"
ALGORITHM = "HS256"
BYTES_OF_SESSION = 24
SECONDS_PER_HOUR = 3600


@dataclass(frozen=True)
class Sessions:
    """Issues and checks session tokens.

    Nothing about a session is stored: the token holds a random number and its end,
    signed, and the conversation's id is derived from that number.

    Attributes:
        signing_key: signs tokens.
        naming_key: makes conversation ids.
        hours: how long a token is good for.
        now: the clock, in seconds since 1970.
    """

    signing_key: bytes
    naming_key: bytes
    hours: int
    now: Callable[[], float] = time.time

    @property
    def seconds(self) -> int:
        """Returns how long a token is good for."""
        return self.hours * SECONDS_PER_HOUR

    def issue(self) -> str:
        """Returns the token of a new session."""
        return self._token(secrets.token_urlsafe(BYTES_OF_SESSION))

    def renew(self, token: str) -> str:
        """Returns a token of the same session that lasts longer.

        Raises:
            Refusal: if the token is not good any more, or never was.
        """
        return self._token(self._claims(token)["sid"])

    def person(self, token: str) -> Person:
        """Returns whose token it is.

        Raises:
            Refusal: if it has expired, was tampered with or is of another server.
        """
        claims = self._claims(token)
        return Person(
            kind="anonymous",
            conversation=conversation_id(self.naming_key, "anonymous", claims["sid"]),
            expires=int(claims["exp"]),
        )

    def _token(self, session: str) -> str:
        return jwt.encode(
            {"sid": session, "exp": int(self.now()) + self.seconds},
            self.signing_key,
            algorithm=ALGORITHM,
            headers={"typ": TYPE},
        )

    def _claims(self, token: str) -> Dict[str, Any]:
        try:
            claims = jwt.decode(
                token,
                self.signing_key,
                algorithms=[ALGORITHM],
                options={"require": ["exp", "sid"], "verify_exp": False},
            )
        except jwt.InvalidTokenError:
            raise Refusal("token_refused") from None
        if not isinstance(claims["exp"], int) or not isinstance(claims["sid"], str):
            raise Refusal("token_refused")
        if claims["exp"] <= self.now():
            raise Refusal("token_expired")
        return dict(claims)


def is_session_token(token: str) -> bool:
    """Tells whether a token says that it is one of these; trust nothing else in it.

    Raises:
        Refusal: if it is no token at all.
    """
    try:
        return bool(jwt.get_unverified_header(token).get("typ") == TYPE)
    except jwt.InvalidTokenError:
        raise Refusal("token_refused") from None
