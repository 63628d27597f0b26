"""Who gets in: the token of a request, and whose conversation it opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from werdegang.channels.web.employees import Employees
from werdegang.channels.web.keys import keys_of
from werdegang.channels.web.people import Person
from werdegang.channels.web.refusals import Refusal
from werdegang.channels.web.sessions import Sessions, is_session_token
from werdegang.serving.secrets import installation_secret, key_for
from werdegang.settings import Settings

LONGEST_TOKEN = 8192


@dataclass(frozen=True)
class Gate:
    """Checks tokens.

    Attributes:
        sessions: people who are not signed in; nothing where they are not answered.
        employees: people whom the intranet signs in; nothing where it does not.
    """

    sessions: Optional[Sessions]
    employees: Optional[Employees]

    async def person(self, authorization: Optional[str]) -> Person:
        """Returns whose token a request carries.

        Args:
            authorization: the header.

        Raises:
            Refusal: if it is missing, expired, tampered with or of somewhere else.
        """
        token = bearer(authorization)
        if is_session_token(token):
            return self.open_sessions().person(token)
        if self.employees is None:
            raise Refusal("token_refused")
        return await self.employees.person(token)

    def open_sessions(self) -> Sessions:
        """Returns the sessions of people who are not signed in.

        Raises:
            Refusal: if only those who are signed in are answered.
        """
        if self.sessions is None:
            raise Refusal("sign_in_required")
        return self.sessions


def bearer(authorization: Optional[str]) -> str:
    """Returns the token of the header Authorization.

    Raises:
        Refusal: if there is none.
    """
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Refusal("token_missing")
    if len(token) > LONGEST_TOKEN:
        raise Refusal("token_refused")
    return token.strip()


def gate_of(settings: Settings) -> Gate:
    """Returns the gate that the settings describe.

    Raises:
        SettingsError: if secret or key set cannot be used.
    """
    secret = installation_secret(settings)
    naming_key = key_for(secret, "conversations")
    sessions = Sessions(key_for(secret, "sessions"), naming_key, settings.session_hours)
    employees = None
    if settings.jwt_issuer:
        employees = Employees(
            issuer=settings.jwt_issuer,
            audience=settings.jwt_audience,
            keys=keys_of(settings),
            naming_key=naming_key,
        )
    return Gate(sessions if settings.anonymous else None, employees)
