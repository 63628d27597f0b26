"""The HTTP server: channels, pages and health; nothing else of Rasa's interface."""

from __future__ import annotations

import asyncio
import logging
import warnings
from functools import partial
from pathlib import Path
from typing import Dict, Sequence

from rasa.core import channels
from rasa.core.channels.channel import InputChannel
from rasa.core.run import close_resources
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints, number_of_sanic_workers
from sanic import Sanic
from sanic.exceptions import (
    MethodNotSupported,
    NotFound,
    PayloadTooLarge,
    SanicException,
    ServiceUnavailable,
)
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from werdegang.channels.telegram.kept import forget_silent
from werdegang.channels.web import headers, pages
from werdegang.channels.web.refusals import Refusal, refusal_of
from werdegang.serving.loading import agent_without_model, load_model
from werdegang.serving.logs import be_discreet, place_of
from werdegang.serving.model import NoModel
from werdegang.serving.reloading import Reloading
from werdegang.serving.retention import SECONDS_PER_DAY, erase_silent, for_ever
from werdegang.serving.stores import answers
from werdegang.settings import Settings
from werdegang.storage import StorageUnusable

logger = logging.getLogger(__name__)

NAME = "werdegang"
ROUTE = "/webhooks/"
OPENED_AS = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""What a browser opens where the server listens on all addresses."""
LARGEST_BODY = 1024 * 1024
"""What any channel may be sent; the web channel has a bound of its own."""

SECONDS_OF_IDLE = 75
"""How long a connection without a request is kept: longer than balancers keep it, so
that none sends a request into one that is just being closed."""


def application(
    settings: Settings,
    model: Path,
    endpoints: AvailableEndpoints,
    inputs: Sequence[InputChannel],
) -> Sanic:
    """Returns the server, which loads the model when it starts.

    Args:
        settings: of this installation.
        model: a trained model.
        endpoints: where conversations are kept and actions run.
        inputs: the channels that people come in by.
    """
    app = Sanic(NAME, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_BODY
    app.config.KEEP_ALIVE_TIMEOUT = SECONDS_OF_IDLE
    channels.channel.register(list(inputs), app, route=ROUTE)
    app.blueprint(pages.blueprint(settings))
    app.get("/health")(health)
    app.get("/health/live")(live)
    app.get("/health/ready")(ready)
    app.error_handler.add(Exception, answer_to_error)
    app.register_listener(partial(_load, model, endpoints), "before_server_start")
    app.register_listener(partial(_say_address, settings), "after_server_start")
    app.register_listener(partial(_keep_retention, settings), "after_server_start")
    app.register_listener(partial(_reload, settings, model), "after_server_start")
    app.register_listener(_end_jobs, "before_server_stop")
    app.register_listener(close_resources, "after_server_stop")
    return app


def serve(app: Sanic, settings: Settings, endpoints: AvailableEndpoints) -> None:
    """Serves until it is stopped.

    Raises:
        NoModel: if the model cannot be loaded.
        StorageUnusable: if a store cannot be used.
    """
    logging.getLogger("sanic.error").addFilter(_is_no_reason_to_end)
    warnings.filterwarnings("ignore", r"coroutine '.*create_server'", RuntimeWarning)
    app.run(
        host=settings.host,
        port=settings.port,
        workers=number_of_sanic_workers(endpoints.lock_store),
        access_log=False,
    )


def _is_no_reason_to_end(record: logging.LogRecord) -> bool:
    """Leaves out what Sanic logs of errors that the command says in a sentence."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, (NoModel, StorageUnusable))


async def health(request: Request) -> HTTPResponse:
    """Says whether model and store are ready, and nothing else."""
    agent = getattr(request.app.ctx, "agent", None)
    model = agent is not None and agent.is_ready()
    store = agent is not None and await answers(agent.tracker_store)
    return json_response(
        {"model": model, "store": store},
        status=200 if model and store else 503,
        headers=headers.of_api(),
    )


async def live(request: Request) -> HTTPResponse:
    """Says that the process answers; if it does not, it should be started anew."""
    return json_response({"live": True}, headers=headers.of_api())


async def ready(request: Request) -> HTTPResponse:
    """Says whether messages may be sent here.

    That does not hang on the store, which servers share: they would all be taken out
    at once, and people would see a fault of the balancer in place of a clear line.
    """
    agent = getattr(request.app.ctx, "agent", None)
    model = agent is not None and agent.is_ready()
    return json_response(
        {"model": model}, status=200 if model else 503, headers=headers.of_api()
    )


async def answer_to_error(request: Request, error: Exception) -> HTTPResponse:
    """Returns what is answered where a route has no answer of its own."""
    if isinstance(error, Refusal):
        refusal = error
    elif isinstance(error, NotFound):
        refusal = Refusal("not_found")
    elif isinstance(error, MethodNotSupported):
        refusal = Refusal("method_refused")
    elif isinstance(error, PayloadTooLarge):
        refusal = Refusal("body_too_large")
    elif isinstance(error, SanicException) and error.status_code < 500:
        refusal = Refusal("malformed", what="HTTP")
    else:
        if isinstance(error, ServiceUnavailable):
            # The server's own: the client left, or took too long to read.
            logger.info("A request was broken off.")
        else:
            logger.error("A request failed: %s.", place_of(error))
        refusal = refusal_of(error)
    return json_response(
        refusal.body(),
        status=refusal.status,
        headers={**headers.of_api(), **refusal.headers, **_allowed(error)},
    )


def _allowed(error: Exception) -> Dict[str, str]:
    """Returns the header that says which methods an address takes."""
    named = error.headers if isinstance(error, MethodNotSupported) else {}
    return {"Allow": named["Allow"]} if "Allow" in named else {}


async def _load(
    model: Path, endpoints: AvailableEndpoints, app: Sanic, loop: object
) -> None:
    app.ctx.agent = await agent_without_model(endpoints)
    load_model(app.ctx.agent, model)
    be_discreet()


def address_to_open(settings: Settings) -> str:
    """Returns the address of the page, for a browser on this machine."""
    host = OPENED_AS.get(settings.host, settings.host)
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{settings.port}"


async def _say_address(settings: Settings, app: Sanic, loop: object) -> None:
    print(f"{address_to_open(settings)} (Ctrl-C ends it)", flush=True)


async def _keep_retention(settings: Settings, app: Sanic, loop: object) -> None:
    erasing = partial(_erase_silent, app.ctx.agent.tracker_store, settings)
    app.ctx.jobs = [asyncio.ensure_future(for_ever(erasing))]


async def _erase_silent(store: TrackerStore, settings: Settings, now: float) -> int:
    days = settings.retention_days
    forget_silent(settings.var, now - days * SECONDS_PER_DAY)
    return await erase_silent(store, days, now)


async def _reload(settings: Settings, model: Path, app: Sanic, loop: object) -> None:
    reloading = Reloading(settings, app.ctx.agent, model)
    app.ctx.jobs.append(asyncio.ensure_future(reloading.for_ever()))


async def _end_jobs(app: Sanic, loop: object) -> None:
    for job in app.ctx.jobs:
        job.cancel()
    await asyncio.wait(app.ctx.jobs)
