"""Questions kept for testing: none of them, nor a near copy, may be in training."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, Iterator, List, Sequence, Set, Tuple

from werdegang.careers import Problem
from werdegang.checks.utterances import WORD, Utterance

LEAST_WORDS = 4
"""Shorter questions ("what about pay") can hardly be put in words of one's own."""


def read_questions(path: Path) -> List[Dict[str, Any]]:
    """Returns the questions of a file with one JSON object a line."""
    lines = path.read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def leaked(utterances: Sequence[Utterance], files: Sequence[Path]) -> Iterator[Problem]:
    """Yields test questions that training holds too, but for one word at the most."""
    trained: Set[Tuple[str, ...]] = set()
    for utterance in utterances:
        trained.update(_patterns(utterance.words))
    for path in files:
        for number, question in enumerate(read_questions(path), 1):
            words = tuple(WORD.findall(question["text"].lower()))
            if len(words) >= LEAST_WORDS and trained & _patterns(words):
                yield Problem(
                    path.name,
                    number,
                    f"`{question['text']}` stands in the training data, or nearly so.",
                    "Take the utterance out of data/nlu.yml.",
                )


def _patterns(words: Tuple[str, ...]) -> Set[Tuple[str, ...]]:
    """Returns the words with each of them left out in turn; near copies share one."""
    return {words[:k] + ("*",) + words[k + 1 :] for k in range(len(words))}
