"""Serving begins only where the port is free."""

from __future__ import annotations

import socket

import pytest

from werdegang.commands import CommandError
from werdegang.commands.run import refuse_taken_port
from werdegang.settings import Settings


def settings_for(host: str, port: int) -> Settings:
    return Settings.from_environment(
        {"WERDEGANG_HOST": host, "WERDEGANG_PORT": str(port)}
    )


def test_a_taken_port_is_refused_and_a_freed_one_is_not():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings = settings_for("127.0.0.1", other.getsockname()[1])
        with pytest.raises(CommandError, match="Set WERDEGANG_PORT to a free port"):
            refuse_taken_port(settings)
    refuse_taken_port(settings)


def test_a_foreign_address_is_refused():
    with pytest.raises(CommandError, match="192.0.2.1"):
        refuse_taken_port(settings_for("192.0.2.1", 5005))
