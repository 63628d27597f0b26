"""`python -m werdegang check`: all checks of the data files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import List

from werdegang.careers import KnowledgeError, Problem, load_knowledge
from werdegang.careers.yaml_lines import LinedYaml
from werdegang.checks.dialogue import NOT_TYPED, dialogue_problems, intents_of
from werdegang.checks.unseen import leaked
from werdegang.checks.utterances import (
    count_problems,
    read_utterances,
    utterance_problems,
)
from werdegang.settings import Settings

DOMAIN = Path("domain.yml")
UTTERANCES = Path("data/nlu.yml")
RULES = Path("data/rules.yml")
QUESTIONS = Path("tests/understanding")


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Prints every mistake; returns 1 if there is one."""
    problems = all_problems(settings)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} mistakes found.", file=sys.stderr)
        return 1
    print("All data files are in order.")
    return 0


def all_problems(settings: Settings) -> List[Problem]:
    """Returns the mistakes in knowledge, domain, rules and utterances."""
    try:
        knowledge = load_knowledge(settings.knowledge)
    except KnowledgeError as error:
        return list(error.problems)
    utterances, problems = read_utterances(UTTERANCES)
    intents = [i for i in intents_of(LinedYaml(DOMAIN).value) if i not in NOT_TYPED]
    problems += utterance_problems(utterances)
    problems += count_problems(utterances, intents, UTTERANCES.name)
    problems += leaked(utterances, sorted(QUESTIONS.rglob("*.jsonl")))
    problems += dialogue_problems(DOMAIN, RULES, knowledge)
    return problems
