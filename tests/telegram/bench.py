"""Measures the Telegram channel: load, repetitions, forgeries, kills.

    python tests/telegram/bench.py [load] [kills] [--kills N]

Every figure is of the assistant as a whole process against the strict server, whose
limits on rates are on. Prints a table for docs/telegram.md.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Dict, List, Tuple

import requests
from running import SECRET, Running
from strict_api import Person, StrictApi
from strict_api.server import SECRET_HEADER

CHATS = 200
QUESTIONS_EACH = 3
REPEATS = 2
FORGERIES = 100
LATENCY = 0.03
QUESTIONS = (
    "Welchen Abschluss brauche ich?",
    "How much experience do I need?",
    "Was macht man da den ganzen Tag?",
    "Which skills do I need?",
)
LONG = "Kann ich mit einem Menschen sprechen?"
CONTACT = " ".join(f"Zimmer {number} hilft Ihnen gern weiter." for number in range(220))


def load(mode: str, limited: bool) -> Dict[str, float]:
    """200 chats at once; each update is delivered three times."""
    with StrictApi() as api, tempfile.TemporaryDirectory() as var:
        api.latency = LATENCY
        variables = {} if limited else {"TELEGRAM_MESSAGES_PER_SECOND": "1000"}
        with Running(api, Path(var), mode=mode, **variables) as running:
            Person(api).asks(QUESTIONS[0], 60)
            people = [Person(api, random.choice(("de", "en"))) for _ in range(CHATS)]
            if not limited:
                api.state.overall_limit = 10**6
            bodies: List[Tuple[int, Dict]] = []
            started = time.monotonic()
            for _ in range(QUESTIONS_EACH if limited else 1):
                for person in people:
                    asked = random.choice(QUESTIONS)
                    message = person.says(asked)
                    bodies.append((person.update, message))
            for _ in range(REPEATS):
                for number, message in bodies:
                    api.again(number, {"message": message})
            forged = [
                forge(running) for _ in range(FORGERIES if mode == "webhook" else 0)
            ]
            end = time.monotonic() + 180
            while sum(answered(api, people)) < len(bodies) and time.monotonic() < end:
                time.sleep(0.5)
            seconds = time.monotonic() - started
            time.sleep(4)
            answers = answered(api, people)
            expected = len(bodies) / len(people)
            return {
                "updates": len(bodies),
                "seconds": round(seconds, 1),
                "answers a second": round(len(bodies) / seconds, 1),
                "duplicates answered": sum(max(0, a - expected) for a in answers),
                "lost": sum(max(0, expected - a) for a in answers),
                "forged sent": len(forged),
                "forged accepted": sum(status != 403 for status in forged),
                "429 received": sum(call.code == 429 for call in api.refused()),
            }


def answered(api: StrictApi, people: List[Person]) -> List[int]:
    """Returns how many messages each of them heard."""
    heard = Counter(call.chat for call in api.made("sendMessage"))
    return [heard[person.chat] for person in people]


def forge(running: Running) -> int:
    """Posts an update with a wrong secret; returns the status of the answer."""
    headers = random.choice(
        (
            {},
            {SECRET_HEADER: "guess"},
            {SECRET_HEADER: SECRET[:-1]},
            {SECRET_HEADER: ""},
        )
    )
    body = {"update_id": random.randrange(10**9), "message": {"text": "forged"}}
    return requests.post(
        running.webhook, json=body, headers=headers, timeout=20
    ).status_code


def kills(mode: str, times: int) -> Dict[str, float]:
    """Kills the process at random moments while it answers, and starts it again."""
    with StrictApi() as api, tempfile.TemporaryDirectory() as var:
        running = Running(api, Path(var), mode=mode, WERDEGANG_HUMAN_CONTACT=CONTACT)
        asked: List[Tuple[Person, str]] = []
        for number in range(times):
            begun = len(api.calls)
            with running:
                api.wait(lambda begun=begun: api.calls[begun:], 60)
                for question in (LONG, LONG, *QUESTIONS):
                    person = Person(api)
                    person.says(question)
                    asked.append((person, question))
                time.sleep(random.uniform(0, 2.5))
                running.kill()
            print(f"{mode}: killed {number + 1} times", file=sys.stderr, flush=True)
        with running:
            whole = Person(api)
            whole.says(LONG)
            api.wait(lambda: "Zimmer 219" in "".join(whole.texts()), 120)
            needed = {LONG: len(whole.texts())}
            time.sleep(20)
            lost = repeated = 0
            for person, question in asked:
                texts = person.texts()
                repeated += len(texts) - len(set(texts))
                if len(set(texts)) < needed.get(question, 1):
                    lost += 1
                    print("lost:", question, texts, file=sys.stderr)
            refused = [call for call in api.refused() if call.code == 429]
            for call in refused:
                near = [
                    f"{each.method} {each.chat} {each.at - call.at:.3f} {each.error}"
                    for each in api.calls
                    if abs(each.at - call.at) < 1.1 and each.chat == call.chat
                ]
                print("429:", near, file=sys.stderr)
            return {
                "kills": times,
                "questions": len(asked),
                "lost": lost,
                "messages sent twice": repeated,
                "429 received": len(refused),
            }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=["load", "kills"])
    parser.add_argument("--kills", type=int, default=100)
    given = parser.parse_args()
    if "load" in given.what:
        for mode in ("polling", "webhook"):
            for limited in (True, False):
                print("load", mode, "limited" if limited else "unlimited", flush=True)
                print("  ", load(mode, limited), flush=True)
    if "kills" in given.what:
        for mode in ("polling", "webhook"):
            print("kills", mode, flush=True)
            print("  ", kills(mode, given.kills // 2), flush=True)


if __name__ == "__main__":
    main()
