"""The subcommands of `python -m werdegang`, one a file."""

from __future__ import annotations

import argparse
import logging
import sys
from importlib import import_module

from werdegang.careers import KnowledgeError
from werdegang.serving.model import NoModel
from werdegang.settings import Settings, SettingsError
from werdegang.storage import StorageUnusable


class CommandError(Exception):
    """Raised where a command cannot go on; its text says what to do."""


def run_command(given: argparse.Namespace) -> int:
    """Runs the command that was given; a mistake of the caller ends in one sentence."""
    try:
        settings = Settings.from_environment()
        logging.basicConfig(level=settings.log_level, format="%(message)s")
        command = import_module(f"werdegang.commands.{given.command}")
        return int(command.run(given, settings))
    except (CommandError, SettingsError, NoModel, StorageUnusable) as error:
        print(error, file=sys.stderr)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        print("Mend these lines, then try again.", file=sys.stderr)
    return 2
