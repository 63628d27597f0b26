"""Checks of the {placeholders} in texts of the knowledge files."""

from __future__ import annotations

from string import Formatter
from typing import Any, Dict, Iterator, Set

from werdegang.careers.model import LANGUAGES, Entry, Text
from werdegang.careers.problems import Problem, Source
from werdegang.careers.requirement_model import ProfileWording, RequirementsFile
from werdegang.careers.yaml_lines import Path_

WORDING: Dict[str, Set[str]] = {
    "reasons.met": {"brought"},
    "reasons.unfinished": {"brought"},
    "reasons.not_academic": {"brought", "level"},
    "reasons.some_skills": {"brought", "open"},
    "reasons.too_short": {"brought", "years"},
    "reasons.length_open": {"brought", "years"},
    "reasons.missing": {"brought"},
    "reasons.lacking": {"lacking"},
    "brought.with_field": {"name", "field"},
    "brought.unfinished": {"name"},
    "brought.leading_work": {"name"},
    "brought.during": {"name", "length"},
    "brought.vaguely": {"name"},
    "brought.about": {"length"},
    "brought.years": {"number"},
    "brought.months": {"number"},
    "topics.well": {"language"},
    "topics.a_little": {"language"},
    "comparison.title": {"role"},
    "comparison.silent": {"about"},
    "comparison.open_rows": {"names"},
    "comparison.disagree": {"names"},
    "comparison.disagree_on": {"name", "strengths"},
    "comparison.most": {"roles"},
    "comparison.most_one": {"name", "met", "all"},
    "ladder.stands_on": {"rung"},
    "ladder.aims_at": {"rung"},
    "plan.goal": {"role"},
    "plan.as_of": {"date"},
    "plan.contact": {"contact"},
    "plan.page": {"page", "pages"},
}
"""The placeholders that each text of `profile_wording.yml` is given; others none."""


def wording_placeholders(source: Source[ProfileWording]) -> Iterator[Problem]:
    """Yields placeholders that nothing fills in."""
    yield from _within(source, (), source.content)


def requirement_placeholders(source: Source[RequirementsFile]) -> Iterator[Problem]:
    """Yields placeholders of reasons and steps that nothing fills in."""
    for place, requirement in enumerate(source.content.requirements):
        for key in ("met_by", "partly_by"):
            for number, way in enumerate(getattr(requirement, key)):
                if way.reason is not None:
                    path = ("requirements", place, key, number, "reason")
                    yield from _unfilled(source, path, way.reason, {"brought"})
    for place, step in enumerate(source.content.steps):
        yield from _unfilled(source, ("steps", place, "text"), step.text, {"open"})


def _within(source: Source[Any], path: Path_, value: Any) -> Iterator[Problem]:
    if isinstance(value, Text):
        known = WORDING.get(".".join(map(str, path)), set())
        yield from _unfilled(source, path, value, known)
        return
    if isinstance(value, Entry):
        value = {name: getattr(value, name) for name in value.__fields__}
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _within(source, (*path, name), inner)


def _unfilled(
    source: Source[Any], path: Path_, text: Text, known: Set[str]
) -> Iterator[Problem]:
    for language in LANGUAGES:
        here = (*path, language)
        remedy = f"Use only {', '.join(f'{{{name}}}' for name in sorted(known))} here."
        if not known:
            remedy = "Take it out; this text is shown as it stands."
        try:
            parts = [name for _, name, _, _ in Formatter().parse(text.in_(language))]
        except ValueError:
            yield source.problem(
                here, "A brace stands alone.", "Write {name}, or double the brace."
            )
            continue
        for name in parts:
            if name is not None and name not in known:
                yield source.problem(here, f"Nothing fills in `{{{name}}}`.", remedy)
