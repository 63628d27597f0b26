"""The channel as Rasa sees it: its settings, its route, its start and stop."""

from __future__ import annotations

import hmac
import json
import logging
import sqlite3
from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from werdegang.channels.telegram.conversations import NAME, Conversations
from werdegang.channels.telegram.service import Service
from werdegang.serving.logs import place_of
from werdegang.settings import WEBHOOK, Settings, TelegramSettings

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_UPDATE = 1_000_000
"""Bytes; the service's own updates have some thousands."""


class TelegramInput(InputChannel):
    """Telegram, by long polling or by webhook.

    Args:
        settings: of the installation.
        telegram: of the channel.
    """

    def __init__(self, settings: Settings, telegram: TelegramSettings) -> None:
        self._settings = settings
        self._telegram = telegram

    @classmethod
    def name(cls) -> str:
        """Returns the name of the channel, which is in its route as well."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> TelegramInput:
        """Makes the channel; all it needs comes from the environment.

        Raises:
            SettingsError: if a variable cannot be used.
        """
        return cls(Settings.from_environment(), TelegramSettings.from_environment())

    def blueprint(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> Blueprint:
        """Returns the route, which without a token is none."""
        blueprint = Blueprint("telegram", __name__)
        if not self._telegram.token:
            logger.info("Telegram is off: TELEGRAM_TOKEN is not set.")
            return blueprint
        running: Dict[str, Service] = {}

        @blueprint.listener("after_server_start")
        async def start(app: Sanic, loop: Any) -> None:
            conversations = Conversations(
                on_new_message,
                lambda: app.ctx.agent,
                self._settings.longest_message,
            )
            service = Service(self._settings, self._telegram, conversations)
            running["service"] = service
            service.start()

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, loop: Any) -> None:
            if "service" in running:
                await running["service"].stop()

        if self._telegram.mode == WEBHOOK:

            @blueprint.post("/webhook", stream=True)
            async def webhook(request: Request) -> HTTPResponse:
                return await received(request, running.get("service"))

        return blueprint


async def received(request: Request, service: Optional[Service]) -> HTTPResponse:
    """Takes one update in: 200 once it is kept safe, before it is worked on.

    Whoever does not know the secret gets 403, before anything else is read.
    """
    if service is None:
        return response.empty(503)
    given = request.headers.get(SECRET_HEADER, "")
    if not hmac.compare_digest(given.encode(), service.webhook_secret.encode()):
        return response.empty(403)
    body = await bounded_body(request)
    if body is None:
        return response.empty(413)
    try:
        update = json.loads(body)
    except ValueError:
        logger.warning("Telegram sent something that is not JSON.")
        return response.empty(200)
    try:
        return response.empty(200 if service.accept([update]) else 503)
    except sqlite3.Error as error:
        logger.error("An update cannot be kept: %s.", place_of(error))
        return response.empty(503)


async def bounded_body(request: Request) -> Optional[bytes]:
    """Returns the body of a request, or `None` where it is too large for an update."""
    body = b""
    while request.stream is not None:
        part = await request.stream.read()
        if part is None:
            break
        body += part
        if len(body) > LARGEST_UPDATE:
            return None
    return body
