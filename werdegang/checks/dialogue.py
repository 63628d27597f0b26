"""Domain and rules: every intent has its reaction, every text both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Sequence, Set

from werdegang.careers import LANGUAGES, Knowledge, Problem
from werdegang.careers.yaml_lines import LinedYaml

NOT_TYPED = frozenset(("nlu_fallback", "follow_up", "too_long"))
"""Intents that understanding sets itself, without training utterances."""


def intents_of(domain: Mapping[str, Any]) -> List[str]:
    """Returns the names of the domain's intents."""
    return [
        next(iter(intent)) if isinstance(intent, dict) else str(intent)
        for intent in domain.get("intents") or []
    ]


def dialogue_problems(
    domain_file: Path, rules_file: Path, knowledge: Knowledge
) -> Iterator[Problem]:
    """Yields intents without a rule, needs without an intent, one-language texts."""
    domain = LinedYaml(domain_file)
    rules = LinedYaml(rules_file)
    intents = intents_of(domain.value)
    ruled = _intents_with_rule(rules.value)
    for place, intent in enumerate(intents):
        if intent not in ruled:
            yield Problem(
                domain_file.name,
                domain.line_of(("intents", place)),
                f"The intent `{intent}` has no rule.",
                f"Add one to {rules_file.name}.",
            )
    for need in knowledge.needs:
        if need not in intents:
            yield Problem(
                domain_file.name,
                domain.line_of(("intents",)),
                f"The need `{need}` is no intent.",
                "Add it to the intents, with utterances and a rule.",
            )
    responses: Dict[str, List[Any]] = domain.value.get("responses") or {}
    for name, variants in responses.items():
        for language in LANGUAGES:
            if language not in _languages(variants):
                yield Problem(
                    domain_file.name,
                    domain.line_of(("responses", name)),
                    f"`{name}` has no text in `{language}`.",
                    f"Add a variant on the condition that the language is {language}.",
                )


def _intents_with_rule(rules: Mapping[str, Any]) -> Set[str]:
    return {
        step["intent"]
        for rule in rules.get("rules") or []
        for step in rule.get("steps") or []
        if "intent" in step
    }


def _languages(variants: Sequence[Mapping[str, Any]]) -> Set[str]:
    return {
        condition.get("value")
        for variant in variants
        for condition in variant.get("condition") or []
        if condition.get("name") == "language"
    }
