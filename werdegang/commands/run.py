"""`python -m werdegang run`: serving the channels of credentials.yml."""

from __future__ import annotations

import argparse
import resource
import socket
import sys
from typing import Any

from werdegang.commands import CommandError
from werdegang.commands.train import model_of_present_data
from werdegang.environment import prepare
from werdegang.settings import Settings

CREDENTIALS = "credentials.yml"
MOST_FILES = 65536


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Serves until it is stopped."""
    refuse_taken_port(settings)
    model = model_of_present_data(settings)
    print("Einen Moment ... / One moment ...", file=sys.stderr, flush=True)
    # Importing Sanic turns the notices of its neighbours on again.
    import sanic  # noqa: F401

    prepare()
    from rasa.core.run import create_http_input_channels

    from werdegang.serving.assistant import endpoints
    from werdegang.serving.server import application, serve

    available = endpoints(settings)
    refuse_secret_of_one_machine(settings, available.lock_store)
    inputs = create_http_input_channels(None, CREDENTIALS)
    allow_many_connections()
    serve(application(settings, model, available, inputs), settings, available)
    return 0


def allow_many_connections() -> None:
    """Takes as many open files as the system allows; a shell often grants 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def refuse_secret_of_one_machine(settings: Settings, lock_store: Any) -> None:
    """Raises `CommandError` where servers share conversations but no secret."""
    shared = lock_store is not None and lock_store.type not in (None, "in_memory")
    if shared and not settings.secret.get_secret_value():
        raise CommandError(
            "WERDEGANG_SECRET is missing. Servers that share a lock store have to "
            "share a secret as well: set the same 32 characters or more on each."
        )


def refuse_taken_port(settings: Settings) -> None:
    """Raises `CommandError` where the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise CommandError(
                f"{settings.host}:{settings.port} cannot be listened on "
                f"({error.strerror}). Set WERDEGANG_PORT to a free port."
            ) from None
