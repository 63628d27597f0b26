"""Command line: `python -m werdegang --help`."""

from __future__ import annotations

import argparse
import sys
from typing import List, Optional

from werdegang.environment import prepare


def parser() -> argparse.ArgumentParser:
    """Returns the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="python -m werdegang",
        description="A career adviser in German and English that names its sources.",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    commands.add_parser("chat", help="talk to the assistant in the terminal")

    ask = commands.add_parser("ask", help="ask one question, or many from a file")
    ask.add_argument("question", nargs="?", help="what to ask")
    ask.add_argument(
        "--batch",
        metavar="FILE",
        help="questions, one JSON object a line; `-` reads standard input",
    )
    ask.add_argument("--locale", help="the person's language, for example en-GB")
    ask.add_argument(
        "--json", action="store_true", help="print the whole reply, not just its text"
    )

    commands.add_parser("run", help="serve the assistant")

    train = commands.add_parser("train", help="train the model")
    train.add_argument(
        "--if-needed",
        action="store_true",
        help="only if there is none for the present data",
    )

    commands.add_parser("check", help="look for mistakes in all data files")

    privacy = commands.add_parser(
        "privacy", help="show or erase what is stored of a person"
    )
    _add_wishes(privacy.add_subparsers(dest="wish", metavar="WISH", required=True))
    return top


def _add_wishes(wishes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for wish, purpose in (
        ("erase", "erase all that is stored of a person"),
        ("export", "print all that is stored of a person, as JSON"),
    ):
        named = wishes.add_parser(wish, help=purpose)
        named.add_argument(
            "conversation", nargs="*", help="id of a conversation, as its export has it"
        )
        named.add_argument(
            "--user",
            metavar="SUBJECT",
            action="append",
            default=[],
            help="somebody whom the intranet signs in: `sub` of their token",
        )
        named.add_argument(
            "--issuer", help="`iss` of that token, in place of WERDEGANG_JWT_ISSUER"
        )
        named.add_argument(
            "--telegram",
            metavar="NUMBER",
            type=int,
            action="append",
            default=[],
            help="somebody's number in Telegram",
        )
    retention = wishes.add_parser(
        "retention", help="erase conversations that were silent for long enough"
    )
    retention.add_argument(
        "--days",
        type=int,
        help="days of silence, in place of WERDEGANG_RETENTION_DAYS",
    )


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs a command and returns its exit status."""
    given = parser().parse_args(arguments)
    prepare()
    from werdegang.commands import run_command

    try:
        return run_command(given)
    except KeyboardInterrupt:
        print()
        return 130


if __name__ == "__main__":
    sys.exit(main())
