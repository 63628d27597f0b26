"""`python -m werdegang chat`: a conversation in the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import locale as system_locale
import sys
import uuid
from itertools import count
from pathlib import Path
from typing import Any, Dict, List, Optional

from werdegang.commands.train import model_of_present_data
from werdegang.serving.handing_over import file_name, plan_of
from werdegang.settings import Settings

WELCOME = """\
Ich bin ein Chatprogramm und beantworte Fragen zum Weg in die Backoffice-Leitung.
I am a chat program and answer questions about the way into back-office management.
Zahl = Vorschlag wählen / number = choose a suggestion, Strg-C = Ende / Ctrl-C = end
"""
WRITTEN = {"de": "Gespeichert: {path}", "en": "Saved: {path}"}
NOT_WRITTEN = {
    "de": "{path} konnte nicht geschrieben werden ({why}). Bitte starten Sie mich in "
    "einem Ordner, in den Sie schreiben dürfen.",
    "en": "{path} could not be written ({why}). Please start me in a folder that "
    "you may write to.",
}
PROMPT = "\n> "


def run(given: object, settings: Settings) -> int:
    """Talks until the person ends it."""
    model = model_of_present_data(settings)
    print("Einen Moment ... / One moment ...", file=sys.stderr, flush=True)
    with contextlib.suppress(KeyboardInterrupt, EOFError):
        asyncio.run(_talk(str(model), settings))
    print("\nAuf Wiedersehen! / Goodbye!")
    return 0


async def _talk(model: str, settings: Settings) -> None:
    from werdegang.serving.assistant import Assistant

    assistant = await Assistant.load(Path(model), settings)
    conversation = uuid.uuid4().hex
    locale = system_locale.getlocale()[0]
    choices: List[Dict[str, str]] = []
    print(WELCOME)
    while True:
        typed = chosen(input(PROMPT), choices)
        if not typed.strip():
            continue
        reply = await assistant.reply(typed, conversation, locale)
        choices = reply.buttons
        print()
        print("\n\n".join(reply.replies))
        if reply.plan:
            print(written(reply.plan, Path.cwd(), settings.human_contact))
        for number, button in enumerate(choices, 1):
            print(f"  {number}  {button['title']}")


def written(plan: Dict[str, Any], folder: Path, contact: str = "") -> str:
    """Writes a plan to a file that is not there yet, and says where it is.

    Args:
        plan: background, role and language.
        folder: where to write it.
        contact: whom to turn to for personal advice.
    """
    name = Path(file_name(plan["language"]))
    path = folder / name
    for number in count(2):
        if not path.exists():
            break
        path = folder / f"{name.stem}-{number}{name.suffix}"
    try:
        path.write_bytes(plan_of(plan, contact))
    except OSError as error:
        return NOT_WRITTEN[plan["language"]].format(path=path, why=error.strerror)
    return WRITTEN[plan["language"]].format(path=path)


def chosen(typed: str, choices: List[Dict[str, str]]) -> str:
    """Returns the suggestion whose number was typed, or what was typed."""
    number: Optional[int] = int(typed) if typed.strip().isdecimal() else None
    if number is not None and 1 <= number <= len(choices):
        return choices[number - 1]["payload"]
    return typed
