"""Training utterances: marked with a language, in both, and none twice or nearly so."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterator, List, Sequence, Tuple

from werdegang.careers import LANGUAGES, Problem
from werdegang.careers.yaml_lines import LinedYaml

WORD = re.compile(r"\w+")
LEAST_UTTERANCES = 40
FEW_WAYS = frozenset(
    """
    greet goodbye thank affirm deny bot_challenge change_language human_contact
    privacy delete_my_data export_my_data insult distress forget_profile
    """.split()
)
"""Intents that people put in few ways, for which fewer utterances do."""
LEAST_OF_FEW_WAYS = 15
LEAST_WORDS_TO_SWAP = 3
"""In shorter utterances one word is most of what is said."""


@dataclass(frozen=True)
class Utterance:
    """A training utterance and where it stands."""

    text: str
    intent: str
    language: str
    file: str
    line: int

    @property
    def words(self) -> Tuple[str, ...]:
        """Returns its words in lower case; case and punctuation do not set apart."""
        return tuple(WORD.findall(self.text.lower()))


def read_utterances(path: Path) -> Tuple[List[Utterance], List[Problem]]:
    """Returns the utterances of an NLU file, and the mistakes in its blocks."""
    file = LinedYaml(path)
    utterances: List[Utterance] = []
    problems: List[Problem] = []
    for place, block in enumerate(file.value.get("nlu") or []):
        if "intent" not in block:
            continue
        at = ("nlu", place)
        language = (block.get("metadata") or {}).get("language")
        if language not in LANGUAGES:
            problems.append(
                Problem(
                    path.name,
                    file.line_of(at),
                    f"A block of `{block['intent']}` does not name its language.",
                    f"Add `metadata: {{language: {' or '.join(LANGUAGES)}}}`.",
                )
            )
            continue
        first = file.line_of((*at, "examples")) + 1
        for offset, line in enumerate(str(block.get("examples") or "").splitlines()):
            if line.startswith("- "):
                utterances.append(
                    Utterance(
                        line[2:].strip(),
                        str(block["intent"]),
                        str(language),
                        path.name,
                        first + offset,
                    )
                )
    return utterances, problems


def utterance_problems(utterances: Sequence[Utterance]) -> Iterator[Problem]:
    """Yields repeated utterances, and pairs that differ by a single swapped word."""
    seen: Dict[Tuple[str, ...], Utterance] = {}
    patterns: Dict[Tuple[str, ...], Utterance] = {}
    for utterance in utterances:
        words = utterance.words
        if words in seen:
            yield _same(utterance, seen[words], "is the same as")
            continue
        seen[words] = utterance
        if len(words) < LEAST_WORDS_TO_SWAP:
            continue
        own = [words[:k] + ("*",) + words[k + 1 :] for k in range(len(words))]
        near = next((patterns[p] for p in own if p in patterns), None)
        if near is not None:
            yield _same(utterance, near, "differs by one word from")
        for pattern in own:
            patterns.setdefault(pattern, utterance)


def count_problems(
    utterances: Sequence[Utterance], intents: Sequence[str], file: str
) -> Iterator[Problem]:
    """Yields intents with too few utterances in a language."""
    counts: Dict[Tuple[str, str], int] = defaultdict(int)
    for utterance in utterances:
        counts[utterance.intent, utterance.language] += 1
    for intent in intents:
        least = LEAST_OF_FEW_WAYS if intent in FEW_WAYS else LEAST_UTTERANCES
        for language in LANGUAGES:
            count = counts[intent, language]
            if count < least:
                yield Problem(
                    file,
                    1,
                    f"`{intent}` has {count} utterances in `{language}`.",
                    f"Write at least {least}, as different as people are.",
                )


def _same(utterance: Utterance, other: Utterance, how: str) -> Problem:
    return Problem(
        utterance.file,
        utterance.line,
        f"`{utterance.text}` ({utterance.intent}) {how} line {other.line} "
        f"({other.intent}).",
        "Take one of them out, or write something really different.",
    )
