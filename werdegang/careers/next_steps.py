"""What counts most next: steps from the documents, the most needed first."""

from __future__ import annotations

from typing import List, Sequence, Tuple

from werdegang.careers.comparison_model import Row, Step
from werdegang.careers.meeting import Reader
from werdegang.careers.model import Knowledge
from werdegang.careers.requirement_model import StepKind
from werdegang.careers.role_facts import RoleFacts

MOST_STEPS = 5


def next_steps(
    knowledge: Knowledge, reader: Reader, facts: RoleFacts, rows: Sequence[Row]
) -> Tuple[Step, ...]:
    """Chooses what to do next.

    Args:
        knowledge: what is known; its steps stand in the order of what counts most.
        reader: the background, read for the role.
        facts: what the documents say about the role that is the goal.
        rows: the verdicts on the requirements of the role.

    Returns:
        at most five steps, none of which the background fulfils already.
    """
    by_id = {row.requirement: row for row in rows}
    roles = {facts.role.id, facts.role.kind_of}
    chosen: List[Step] = []
    for kind in knowledge.steps:
        if len(chosen) == MOST_STEPS:
            break
        if not roles.intersection(kind.roles) or reader.fulfils(kind.unless):
            continue
        if any(by_id[x].verdict != "met" for x in kind.after if x in by_id):
            continue
        served = [by_id[name] for name in kind.serves if name in by_id]
        still_open = {row.requirement for row in served if row.state in kind.when}
        if still_open or not kind.serves:
            chosen.append(_step(knowledge, facts, kind, still_open))
    return tuple(chosen)


def _step(
    knowledge: Knowledge, facts: RoleFacts, kind: StepKind, still_open: set[str]
) -> Step:
    names = [
        requirement.name.in_(facts.language)
        for requirement in knowledge.requirements
        if requirement.id in still_open
    ]
    return Step(
        id=kind.id,
        text=kind.text.in_(facts.language).format(open="; ".join(names)),
        facts=tuple(kind.facts),
        citations=facts.citations_of(kind.facts),
    )
