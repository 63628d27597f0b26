"""Rasa's REST channel, for callers on this machine only."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any, Awaitable, Callable, Dict

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from werdegang.serving.input import plain_text
from werdegang.settings import Settings

FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""What a proxy adds: it is on this machine, but whom it speaks for is not."""


class LoopbackRestInput(RestInput):
    """Refuses other machines, as the channel takes the sender's name on trust.

    What it is sent are words, as on any channel: `/name{...}` is no intent here.
    """

    def __init__(self) -> None:
        super().__init__()
        self._longest = Settings.from_environment().longest_message

    @classmethod
    def from_credentials(cls, credentials: Dict[str, Any] | None) -> LoopbackRestInput:
        """Returns the channel, which needs no credentials."""
        return cls()

    @classmethod
    def name(cls) -> str:
        """Returns the name of the stock channel, so that its route stays."""
        return "rest"

    def _extract_message(self, req: Request) -> str:
        typed = req.json.get("message")
        return plain_text(typed if isinstance(typed, str) else "", self._longest)

    def blueprint(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> Blueprint:
        """Returns the stock routes behind a check of the caller's address."""
        blueprint = super().blueprint(on_new_message)

        @blueprint.middleware("request")
        async def refuse_other_machines(request: Request) -> HTTPResponse | None:
            forwarded = any(name in request.headers for name in FORWARDED)
            if is_loopback(request.ip) and not forwarded:
                return None
            return response.json(
                {"error": "The REST channel answers callers on its own machine only."},
                status=403,
            )

        return blueprint


def is_loopback(address: str) -> bool:
    """Tells whether an IP address is one of the machine's own."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
