"""Whatever is written to the bot gets an answer that Telegram takes."""

from __future__ import annotations

import html
import random
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Dict, List, Tuple

import pytest

from .replies import ROOT
from .texts import Typed, language_of, many

sys.path.append(str(ROOT / "tests" / "telegram"))

from running import Running
from strict_api import Person, StrictApi

pytestmark = pytest.mark.model
AT_ONCE = 100
PATIENCE = 240.0
BROKEN_AT_ONCE = 4
TAG = re.compile(r"<[^>]*>")
BROKEN: Tuple[Any, ...] = (
    None,
    [],
    "text",
    0,
    {"update_id": "1"},
    {"update_id": -5, "message": {}},
    {"update_id": 2**70, "message": {"text": "?"}},
    {"update_id": 7, "message": {"message_id": 1, "chat": None, "text": "?"}},
    {"update_id": 8, "message": {"message_id": 1, "chat": {"id": "x"}, "from": {}}},
    {"update_id": 9, "callback_query": {"id": 1, "from": None, "data": None}},
    {"update_id": 10, "edited_message": {"text": {"a": []}}},
    {"update_id": 11, "kind_to_come": {"deep": [[[[{}]]]]}},
)


def as_telegram_sends(text: str) -> str:
    """Returns a text as the service hands it on: never empty, 4,096 units at most."""
    return text.replace("\x00", "").strip()[:2000] or "?"


def fuzz(folder: Path, texts: List[Typed]) -> Counter[str]:
    seen: Counter[str] = Counter()
    with StrictApi() as api:
        api.state.overall_limit = 10**6
        limits = {"TELEGRAM_MESSAGES_PER_SECOND": "1000"}
        with Running(api, folder, **limits) as running:
            Person(api).asks("Hallo", 120)
            for start in range(0, len(texts), AT_ONCE):
                batch = texts[start : start + AT_ONCE]
                for body in random.sample(BROKEN, BROKEN_AT_ONCE):
                    api.push_body(body)
                    seen["ill-formed updates"] += 1
                answers = answered(api, batch)
                for typed, replies in zip(batch, answers, strict=True):
                    seen["messages"] += 1
                    seen["unanswered"] += not replies
                    for reply in replies:
                        language = language_of(plain(reply))
                        # What begins with a slash is a command there, which is
                        # answered in the language of the app.
                        asked = not typed.text.lstrip().startswith("/")
                        wrong = (asked and typed.language) and language not in (
                            typed.language,
                            None,
                        )
                        assert not wrong, (typed, reply)
            Person(api).asks("Hello", 60)
            assert running.process is not None and running.process.poll() is None
            said = running.said()
        refused = [call for call in api.refused() if call.code != 429]
        seen["payloads that Telegram refuses"] = len(refused)
        assert not refused, [(call.error, call.params) for call in refused[:3]]
        assert not seen["unanswered"]
        assert "Traceback" not in said and "failed" not in said, said[-2000:]
    return seen


def answered(api: StrictApi, batch: List[Typed]) -> List[List[str]]:
    """Sends each text from somebody else; returns what each was answered."""
    begun = len(api.calls)
    people = [Person(api, random.choice(("de", "en", "fr", None))) for _ in batch]
    for person, typed in zip(people, batch, strict=True):
        person.says(as_telegram_sends(typed.text))
    end = time.monotonic() + PATIENCE
    heard: Dict[int, List[str]] = {}
    while len(heard) < len(batch) and time.monotonic() < end:
        time.sleep(0.2)
        heard = defaultdict(list)
        for call in api.calls[begun:]:
            if call.method == "sendMessage" and not call.error:
                heard[call.chat].append(call.params["text"])
    return [heard.get(person.chat, []) for person in people]


def plain(text: str) -> str:
    return html.unescape(TAG.sub("", text)).split("\n{")[0]


def test_some_messages(tmp_path: Path) -> None:
    fuzz(tmp_path, many(100, derandomize=True))


@pytest.mark.slow
def test_ten_thousand_messages(tmp_path: Path, figure) -> None:
    found = fuzz(tmp_path, many(10_000, derandomize=False))
    figure("fuzzed messages over Telegram", found)
    assert found["messages"] == 10_000
