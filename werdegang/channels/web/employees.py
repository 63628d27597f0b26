"""Tokens of people whom the intranet has signed in."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Callable, Dict, Protocol

import jwt

from werdegang.channels.web.people import Person, conversation_id
from werdegang.channels.web.refusals import Refusal

LONGEST_AHEAD = 600
"""How many seconds ahead a token's end may be."""
LEEWAY = 5
"""By how many seconds the clocks of two machines may differ."""
LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class Key:
    """A key with the one algorithm that it is for."""

    material: Any
    algorithm: str


class Keys(Protocol):
    """Where keys come from."""

    async def find(self, header: Dict[str, Any]) -> Key:
        """Returns the key that a token's header asks for.

        Raises:
            Refusal: if there is none, or keys cannot be had.
        """


@dataclass(frozen=True)
class Employees:
    """Checks the intranet's tokens.

    Attributes:
        issuer: what `iss` has to be.
        audience: what `aud` has to hold.
        keys: what may have signed.
        naming_key: makes conversation ids.
        now: the clock, in seconds since 1970.
    """

    issuer: str
    audience: str
    keys: Keys
    naming_key: bytes
    now: Callable[[], float] = time.time

    async def person(self, token: str) -> Person:
        """Returns whose token it is.

        Raises:
            Refusal: if signature, algorithm, issuer, audience, end or subject is not
                as it has to be.
        """
        try:
            header = jwt.get_unverified_header(token)
        except jwt.InvalidTokenError:
            raise Refusal("token_refused") from None
        key = await self.keys.find(header)
        claims = self._claims(token, key)
        return Person(
            kind="employee",
            conversation=conversation_id(
                self.naming_key, "employee", claims["iss"], claims["sub"]
            ),
            expires=int(claims["exp"]),
        )

    def _claims(self, token: str, key: Key) -> Dict[str, Any]:
        try:
            claims = jwt.decode(
                token,
                key.material,
                algorithms=[key.algorithm],
                issuer=self.issuer,
                audience=self.audience,
                options={
                    "require": ["iss", "aud", "exp", "sub"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
        except (jwt.InvalidTokenError, jwt.InvalidKeyError):
            raise Refusal("token_refused") from None
        now = self.now()
        end, start, subject = claims["exp"], claims.get("nbf", 0), claims["sub"]
        if not _is_time(end) or not _is_time(start) or not _is_name(subject):
            raise Refusal("token_refused")
        if end <= now - LEEWAY:
            raise Refusal("token_expired")
        if end > now + LONGEST_AHEAD + LEEWAY or start > now + LEEWAY:
            raise Refusal("token_refused")
        return dict(claims)


def _is_time(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_SUBJECT
