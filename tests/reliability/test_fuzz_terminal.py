"""Whatever is typed in the terminal, or in a batch, is answered in its language."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from typing import List

import pytest

from .replies import ROOT, check_language
from .texts import Typed, language_of, many

pytestmark = pytest.mark.model
LINES_OF_A_CONVERSATION = 20
PROMPT = "\n> "


def run(arguments: List[str], typed: bytes) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "werdegang", *arguments],
        input=typed,
        capture_output=True,
        cwd=ROOT,
        timeout=3600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert b"Traceback" not in done.stderr, done.stderr[-3000:]
    return done.stdout


def fuzz(texts: List[Typed]) -> Counter[str]:
    asked = [
        {"text": typed.text, "conversation": number // LINES_OF_A_CONVERSATION}
        for number, typed in enumerate(texts)
    ]
    lines = "".join(json.dumps(each) + "\n" for each in asked)
    said = run(["ask", "--batch", "-"], lines.encode()).decode()
    seen: Counter[str] = Counter()
    for typed, line in zip(texts, said.rstrip("\n").split("\n"), strict=True):
        reply = json.loads(line)
        check_language(typed, reply["replies"], reply["answer"])
        seen["messages"] += 1
    return seen


def test_some_lines() -> None:
    assert fuzz(many(100, derandomize=True))["messages"] == 100


def talk(texts: List[Typed]) -> Counter[str]:
    """Types line by line into one conversation, to the end of the input."""
    lines = [" ".join(typed.text.splitlines()) for typed in texts]
    said = run(["chat"], "".join(f"{line}\n" for line in lines).encode())
    _welcome, *replies = said.decode().split(PROMPT)
    seen: Counter[str] = Counter()
    for typed, line, reply in zip(texts, lines, replies, strict=False):
        assert bool(reply.strip()) == bool(line.strip()), (line, reply)
        if typed.language is not None:
            assert language_of(reply) in (typed.language, None), (line, reply)
        seen["lines"] += 1
    return seen


def test_conversation_by_keyboard() -> None:
    assert talk(many(40, derandomize=True))["lines"] == 40


def test_keyboard_sends_what_is_no_text() -> None:
    typed = b"Hallo\n\xff\xfe\x80\n" + b"x" * 100_000 + b"\nHallo\n"
    _welcome, *replies = run(["chat"], typed).decode().split(PROMPT)
    assert len(replies) == 5 and all(reply.strip() for reply in replies[:4])


@pytest.mark.slow
def test_ten_thousand_lines(figure) -> None:
    seen = fuzz(many(10_000, derandomize=False))
    figure("fuzzed lines of `ask --batch`", seen)
    assert seen["messages"] == 10_000


@pytest.mark.slow
def test_ten_thousand_lines_by_keyboard(figure) -> None:
    seen = talk(many(10_000, derandomize=False))
    figure("fuzzed lines of `chat`, one conversation", seen)
    assert seen["lines"] == 10_000
