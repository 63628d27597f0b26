"""Whatever is typed in the terminal, or in a batch, is answered in its language."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from typing import List

import pytest

from .replies import ROOT, check_language
from .texts import Typed, many

pytestmark = pytest.mark.model
LINES_OF_A_CONVERSATION = 20


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


def test_conversation_by_keyboard() -> None:
    """Line by line, with bytes that are no text, to the end of the input."""
    texts = [typed.text.replace("\n", " ") for typed in many(40, derandomize=True)]
    typed = "\n".join(texts).encode() + b"\n\xff\xfe\x80\n" + b"x" * 100_000 + b"\n"
    assert run(["chat"], typed).decode().strip()


@pytest.mark.slow
def test_ten_thousand_lines(figure) -> None:
    seen = fuzz(many(10_000, derandomize=False))
    figure("fuzzed lines of `ask --batch`", seen)
    assert seen["messages"] == 10_000
