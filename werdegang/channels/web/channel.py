"""The routes of the web channel."""

from __future__ import annotations

import asyncio
import json
import logging
from functools import wraps
from typing import Any, Awaitable, Callable, Coroutine, Dict, Optional, Sequence, Tuple

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.exceptions import InvalidUsage, PayloadTooLarge
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw
from sanic.response import json as json_response

from werdegang.careers import LANGUAGES
from werdegang.channels.web import feedback, headers, incoming
from werdegang.channels.web.gate import Gate, bearer, gate_of
from werdegang.channels.web.limits import Limit, address_of
from werdegang.channels.web.people import Person
from werdegang.channels.web.refusals import Refusal, refusal_of
from werdegang.channels.web.shown import shown
from werdegang.channels.web.transcript import transcript
from werdegang.channels.web.turns import (
    CHANNEL,
    SECONDS_BETWEEN_LOOKS,
    SECONDS_TO_FINISH,
    Turns,
    whole_tracker,
)
from werdegang.serving.handing_over import file_name, plan_of
from werdegang.serving.logs import place_of
from werdegang.serving.stores import erase, remembered
from werdegang.settings import Settings

logger = logging.getLogger(__name__)

LARGEST_BODY = 16 * 1024
LINES = "application/x-ndjson"
FILE_NAME = "werdegang.json"

Handler = Callable[[Request], Coroutine[Any, Any, Optional[HTTPResponse]]]


class WebInput(InputChannel):
    """What browsers talk to: sessions, messages, history, feedback, erasing.

    Args:
        settings: of this installation.

    Raises:
        SettingsError: if secret or key set cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gate: Gate = gate_of(settings)
        self._turns = Turns()
        self._messages = Limit(settings.messages_per_minute, "too_many_messages")
        self._requests = Limit(settings.requests_per_minute, "too_many_requests")

    @classmethod
    def name(cls) -> str:
        """Returns the channel's name, which is part of its addresses."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> WebInput:
        """Returns the channel as the environment says; credentials are not used."""
        return cls(Settings.from_environment())

    def blueprint(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> Blueprint:
        """Returns the routes."""
        routes = Blueprint("web_channel")
        handlers: Sequence[Tuple[str, str, Handler]] = (
            ("POST", "/session", self._session),
            ("POST", "/session/renew", self._renew),
            ("GET", "/notice", self._notice),
            ("POST", "/messages", self._message),
            ("GET", "/history", self._history),
            ("GET", "/export", self._export),
            ("GET", "/plan", self._plan),
            ("DELETE", "/conversation", self._delete),
            ("POST", "/feedback", self._feedback),
        )
        preflight = self._answered(self._preflight)
        routes.listener("before_server_stop")(self._finish)
        for method, path, handler in handlers:
            routes.add_route(
                self._answered(handler), path, [method], stream=method == "POST"
            )
            routes.add_route(preflight, path, ["OPTIONS"], name=f"preflight {path}")
        return routes

    async def _finish(self, app: Sanic, loop: object) -> None:
        await self._turns.finish(SECONDS_TO_FINISH)

    def _answered(self, handler: Handler) -> Handler:
        """Returns the handler with its bounds; what it refuses becomes an answer."""

        @wraps(handler)
        async def answered(request: Request) -> Optional[HTTPResponse]:
            try:
                self._requests.count(
                    address_of(
                        request.ip,
                        request.headers.get("x-forwarded-for"),
                        self._settings.trusted_proxies,
                    )
                )
                response = await handler(request)
            except Refusal as refusal:
                response = self._refused(refusal)
            except Exception as error:
                logger.error("A request failed: %s.", place_of(error))
                response = self._refused(refusal_of(error))
            if response is not None:
                response.headers.extend(self._headers(request))
            return response

        return answered

    @staticmethod
    def _refused(refusal: Refusal) -> HTTPResponse:
        return json_response(
            refusal.body(), status=refusal.status, headers=refusal.headers
        )

    def _headers(self, request: Request) -> Dict[str, str]:
        origin = request.headers.get("origin")
        return {
            **headers.of_api(),
            **headers.of_origin(origin, self._settings.origins),
            "Access-Control-Expose-Headers": "Retry-After",
        }

    async def _person(self, request: Request) -> Person:
        return await self._gate.person(request.headers.get("authorization"))

    async def _preflight(self, request: Request) -> HTTPResponse:
        if request.headers.get("origin") not in self._settings.origins:
            raise Refusal("origin_refused")
        return empty(headers=dict(headers.PREFLIGHT))

    async def _session(self, request: Request) -> HTTPResponse:
        await _body(request)
        sessions = self._gate.open_sessions()
        return self._token(sessions.issue(), sessions.seconds)

    async def _renew(self, request: Request) -> HTTPResponse:
        await _body(request)
        sessions = self._gate.open_sessions()
        token = sessions.renew(bearer(request.headers.get("authorization")))
        return self._token(token, sessions.seconds)

    @staticmethod
    def _token(token: str, seconds: int) -> HTTPResponse:
        return json_response(
            {"token": token, "expires_in": seconds, "kind": "anonymous"}
        )

    async def _notice(self, request: Request) -> HTTPResponse:
        return json_response(
            {
                "languages": list(LANGUAGES),
                "retention_days": self._settings.retention_days,
                "stores": True,
                "stores_text": self._settings.store_text,
                "longest_message": self._settings.longest_message,
                "anonymous": self._gate.sessions is not None,
                "signed_in": self._gate.employees is not None,
                "parents": list(self._settings.ancestors),
            }
        )

    async def _message(self, request: Request) -> Optional[HTTPResponse]:
        person = await self._person(request)
        message = incoming.message(await _json(request), self._settings.longest_message)
        self._messages.count(person.conversation)
        lines = self._turns.lines(_agent(request), person.conversation, message)
        response = await request.respond(
            content_type=LINES,
            headers={**self._headers(request), "X-Accel-Buffering": "no"},
        )
        async for line in lines:
            await response.send(json.dumps(line, ensure_ascii=False) + "\n")
        await response.eof()
        return None

    async def _history(self, request: Request) -> HTTPResponse:
        person = await self._person(request)
        tracker = await whole_tracker(_agent(request), person.conversation)
        return json_response(shown(tracker), ensure_ascii=False)

    async def _export(self, request: Request) -> HTTPResponse:
        person = await self._person(request)
        tracker = await whole_tracker(_agent(request), person.conversation)
        return json_response(
            {
                "conversation": person.conversation,
                **shown(tracker),
                "remembered": remembered(tracker),
                "retention_days": self._settings.retention_days,
            },
            headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'},
            ensure_ascii=False,
            indent=1,
        )

    async def _plan(self, request: Request) -> HTTPResponse:
        person = await self._person(request)
        tracker = await whole_tracker(_agent(request), person.conversation)
        said = transcript(tracker.events) if tracker is not None else []
        wanted = request.args.get("message")
        plan = next((one.plan for one in said if one.plan and one.id == wanted), None)
        if plan is None:
            raise Refusal("not_found")
        file = await asyncio.get_running_loop().run_in_executor(
            None, plan_of, plan, self._settings.human_contact
        )
        name = file_name(plan["language"])
        return raw(
            file,
            content_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    async def _delete(self, request: Request) -> HTTPResponse:
        person = await self._person(request)
        agent = _agent(request)
        async with agent.lock_store.lock(
            person.conversation, wait_time_in_seconds=SECONDS_BETWEEN_LOOKS
        ):
            await erase(agent.tracker_store, person.conversation)
        return empty()

    async def _feedback(self, request: Request) -> HTTPResponse:
        person = await self._person(request)
        given = incoming.feedback(await _json(request))
        await feedback.keep(_agent(request), person.conversation, given)
        return empty()


def _agent(request: Request) -> Agent:
    agent: Optional[Agent] = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise Refusal("not_ready", seconds=5)
    return agent


async def _json(request: Request) -> Dict[str, Any]:
    declared = request.headers.get("content-type", "")
    return incoming.parse(await _body(request), declared)


async def _body(request: Request) -> bytes:
    """Returns the body of a request, and reads no more of it than may be there."""
    if request.stream is not None:
        request.stream.request_max_size = LARGEST_BODY
    try:
        await request.receive_body()  # type: ignore[no-untyped-call]
    except PayloadTooLarge:
        raise Refusal("body_too_large") from None
    except InvalidUsage:
        raise Refusal("malformed", what="body") from None
    return bytes(request.body)
