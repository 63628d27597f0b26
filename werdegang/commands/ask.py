"""`python -m werdegang ask`."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, TextIO

from werdegang.commands import CommandError
from werdegang.commands.chat import written
from werdegang.commands.train import model_of_present_data
from werdegang.settings import Settings


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Answers one question, or every line of a file."""
    if (given.question is None) == (given.batch is None):
        raise CommandError('Give a question, or a file with --batch: ask "..."')
    if given.batch is None:
        lines: List[Dict[str, Any]] = [{"text": given.question}]
        if given.locale:
            lines[0]["locale"] = given.locale
    elif given.batch == "-":
        lines = list(read_lines(sys.stdin, "standard input"))
    else:
        try:
            with open(given.batch, encoding="utf-8") as file:
                lines = list(read_lines(file, given.batch))
        except OSError as error:
            raise CommandError(
                f"{given.batch} cannot be read: {error.strerror}."
            ) from None
    model = model_of_present_data(settings)
    return asyncio.run(_answer(lines, str(model), given, settings))


def read_lines(file: TextIO, name: str) -> Iterator[Dict[str, Any]]:
    """Yields the questions of a batch file.

    Raises:
        CommandError: if a line is not a JSON object with a `text`.
    """
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        if not isinstance(found, dict) or not isinstance(found.get("text"), str):
            raise CommandError(
                f"{name}:{number}: this line is not a JSON object with a `text`; "
                'write for example {"text": "Was ist das Backoffice?"}.'
            )
        yield found


async def _answer(
    lines: List[Dict[str, Any]],
    model: str,
    given: argparse.Namespace,
    settings: Settings,
) -> int:
    from werdegang.serving.assistant import Assistant

    assistant = await Assistant.load(Path(model), settings)
    await assistant.reply("?", "warming up")
    for number, line in enumerate(lines):
        conversation = line.get("conversation")
        reply = await assistant.reply(
            line["text"],
            f"line {number}" if conversation is None else f"named {conversation}",
            line.get("locale"),
        )
        if given.batch is not None or given.json:
            print(json.dumps({**line, **reply.as_dict()}, ensure_ascii=False))
            sys.stdout.flush()
            continue
        print("\n\n".join(reply.replies))
        if reply.plan:
            print(written(reply.plan, Path.cwd(), settings.human_contact))
    return 0
