"""`python -m werdegang privacy`: what is stored of a person, shown or erased."""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from typing import List

from werdegang.commands import CommandError
from werdegang.environment import quiet_logs
from werdegang.settings import MEMORY, Settings

LONGEST = 3650
"""Days that may be given for keeping, as for WERDEGANG_RETENTION_DAYS."""


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Does what is wished."""
    if settings.tracker_store.get_secret_value() == MEMORY:
        raise CommandError(
            "Conversations are kept in the memory of the running server "
            "(WERDEGANG_TRACKER_STORE=memory), out of reach; they end with it."
        )
    quiet_logs(settings.log_level)
    if given.wish == "retention":
        return asyncio.run(_retain(given, settings))
    names = _conversations(given, settings)
    return asyncio.run(_about_person(given, settings, names))


def _conversations(given: argparse.Namespace, settings: Settings) -> List[str]:
    from werdegang.privacy.names import conversation_of_employee

    if not (given.conversation or given.user or given.telegram):
        raise CommandError(
            "Say whose: the id of a conversation, --user SUBJECT or --telegram NUMBER."
        )
    issuer = given.issuer or settings.jwt_issuer
    if given.user and not issuer:
        raise CommandError(
            "--user needs the issuer of the intranet's tokens: give --issuer, or set "
            "WERDEGANG_JWT_ISSUER."
        )
    employees = [
        conversation_of_employee(settings, issuer, subject) for subject in given.user
    ]
    return [*given.conversation, *employees]


async def _about_person(
    given: argparse.Namespace, settings: Settings, names: List[str]
) -> int:
    from werdegang.privacy.places import all_places

    with all_places(settings) as places:
        for user in given.telegram:
            names += places.conversations_in_telegram(user)
        names = list(dict.fromkeys(names))
        if given.wish == "export":
            found = await places.export(names, given.telegram)
            print(json.dumps(found, ensure_ascii=False, indent=1))
            return 0
        number = await places.erase(names, given.telegram)
    print(f"Erased: {number}." if number else "Nothing is stored under this name.")
    return 0


async def _retain(given: argparse.Namespace, settings: Settings) -> int:
    from werdegang.privacy.places import all_places

    days = settings.retention_days if given.days is None else given.days
    if not 1 <= days <= LONGEST:
        raise CommandError(f"--days has to be from 1 to {LONGEST}.")
    with all_places(settings) as places:
        number = await places.erase_silent(days, time.time())
    print(f"Erased: {number} conversations that were silent for {days} days.")
    return 0
