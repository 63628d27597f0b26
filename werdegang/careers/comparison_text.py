"""A comparison in plain words, for a terminal and for messengers."""

from __future__ import annotations

from typing import List, Sequence

from werdegang.careers.answering import Citation, sources_line
from werdegang.careers.comparison_model import Row, Step
from werdegang.careers.model import Knowledge, Language


def comparison_text(
    knowledge: Knowledge,
    title: str,
    opening: str,
    rows: Sequence[Row],
    steps: Sequence[Step],
    citations: Sequence[Citation],
    language: Language,
) -> str:
    """Returns the title, a line a requirement, the steps and the sources.

    Requirements on which nothing was said share one line, and so do those on which the
    sources disagree.
    """
    words = knowledge.profile_wording
    unsaid = words.reasons.unknown.in_(language)
    blocks: List[str] = [title]
    if opening:
        blocks.append(opening)
    lines = [_line(row) for row in rows if row.reason != unsaid]
    others = [row.name for row in rows if row.reason == unsaid]
    if others:
        names = "; ".join(others)
        symbol = words.verdicts.unknown.symbol
        still_open = words.comparison.open_rows.in_(language).format(names=names)
        lines.append(f"{symbol} {still_open}")
    disagreed = [_both(knowledge, row, language) for row in rows if row.readings]
    if disagreed:
        line = words.comparison.disagree.in_(language)
        lines.append(line.format(names="; ".join(disagreed)))
    if lines:
        blocks.append("\n".join(lines))
    if steps:
        numbered = [f"{place}. {step.text}" for place, step in enumerate(steps, 1)]
        blocks.append(
            "\n".join([words.comparison.steps.in_(language), *numbered]),
        )
    elif rows:
        blocks.append(words.comparison.no_steps.in_(language))
    if citations:
        blocks.append(sources_line(knowledge, citations, language))
    return "\n\n".join(blocks)


def _line(row: Row) -> str:
    return f"{row.symbol} {row.name} – {row.words} ({row.strength_words}). {row.reason}"


def _both(knowledge: Knowledge, row: Row, language: Language) -> str:
    words = knowledge.profile_wording.comparison.disagree_on.in_(language)
    strengths = dict.fromkeys(reading.strength_words for reading in row.readings)
    return words.format(name=row.name, strengths=" / ".join(strengths))
