""" "My plan" as PDF: where a person stands, what is met and missing, what is next."""

from __future__ import annotations

from datetime import date
from typing import Any, Dict, List, Optional, Sequence

from werdegang.careers.answering import Citation
from werdegang.careers.comparison_model import Comparison, Row
from werdegang.careers.ladder_drawing import ladder_svg
from werdegang.careers.model import Knowledge
from werdegang.careers.requirement_model import VERDICTS
from werdegang.printing.typesetting import as_pdf, as_pictures

TEMPLATE = "plan.typ"
PIXELS_PER_POINT = 1.5


def plan_pdf(
    knowledge: Knowledge,
    comparison: Comparison,
    on: Optional[date] = None,
    contact: str = "",
) -> bytes:
    """Sets the plan on one to two pages A4, in the language of the comparison.

    Args:
        knowledge: what the comparison was made from.
        comparison: what to print.
        on: the date that the plan bears; today by default.
        contact: whom to turn to for personal advice, shown as it stands.

    Returns:
        a PDF after PDF/UA-1, tagged for screen readers, with its fonts embedded.

    Raises:
        TypesettingError: if it cannot be set.
    """
    return as_pdf(TEMPLATE, _data(knowledge, comparison, on or date.today(), contact))


def plan_pictures(
    knowledge: Knowledge,
    comparison: Comparison,
    on: Optional[date] = None,
    contact: str = "",
) -> List[bytes]:
    """Sets the plan as PNG, one a page; arguments and errors as for `plan_pdf`."""
    data = _data(knowledge, comparison, on or date.today(), contact)
    return as_pictures(TEMPLATE, data, PIXELS_PER_POINT)


def _data(
    knowledge: Knowledge, comparison: Comparison, on: date, contact: str
) -> Dict[str, Any]:
    language, ladder = comparison.language, comparison.ladder
    wording = knowledge.profile_wording
    words = wording.plan
    cited = dict.fromkeys((*comparison.citations, *ladder.citations))
    numbers = {place.label: number for number, place in enumerate(cited, 1)}

    def references(citations: Sequence[Citation]) -> List[int]:
        return sorted(numbers[place.label] for place in citations)

    return {
        "language": language,
        "title": words.title.in_(language),
        "goal": words.goal.in_(language).format(role=comparison.role_name),
        "role": comparison.role_name[:1].upper() + comparison.role_name[1:],
        "as_of": words.as_of.in_(language).format(
            date=on.strftime(words.date.in_(language))
        ),
        "page": words.page.in_(language),
        "by": words.by.in_(language),
        "headings": {
            "ladder": words.ladder.in_(language),
            "steps": words.steps.in_(language),
            "reasons": words.reasons.in_(language),
            "readings": words.readings.in_(language),
            "sources": words.sources.in_(language),
        },
        "columns": [
            words.requirement.in_(language),
            words.verdict.in_(language),
            words.reason.in_(language),
        ],
        "ladder": ladder_svg(ladder),
        "ladder_alt": ladder.description,
        "ladder_references": references(ladder.citations),
        "standing": " ".join(filter(None, (ladder.standing, ladder.aiming))),
        "opening": comparison.opening,
        "groups": [
            {
                "heading": getattr(words, verdict).in_(language),
                "symbol": wording.verdicts.of(verdict).symbol,
                "rows": [row.name for row in comparison.with_verdict(verdict)],
            }
            for verdict in VERDICTS
            if comparison.with_verdict(verdict)
        ],
        "rows": [
            {
                "name": row.name,
                "strength": _strength(row),
                "symbol": row.symbol,
                "words": row.words,
                "reason": row.reason,
                "references": references(row.citations),
            }
            for row in comparison.rows
        ],
        "disagreements": [
            {
                "name": row.name,
                "readings": [
                    {
                        "strength": reading.strength_words,
                        "text": reading.text,
                        "references": references([reading.citation]),
                    }
                    for reading in row.readings
                ],
            }
            for row in comparison.rows
            if row.readings
        ],
        "steps": [
            {"text": step.text, "references": references(step.citations)}
            for step in comparison.steps
        ],
        "sources": list(numbers),
        "note": words.note.in_(language),
        "contact": words.contact.in_(language).format(contact=contact)
        if contact
        else "",
    }


def _strength(row: Row) -> str:
    """Returns how binding a requirement is, to every source where they disagree."""
    words = [reading.strength_words for reading in row.readings]
    return " / ".join(dict.fromkeys(words)) or row.strength_words
