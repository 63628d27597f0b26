"""Comparing what a person brings with what the documents ask of a role."""

from __future__ import annotations

from typing import Optional, Sequence

from werdegang.careers.answering import citation_of
from werdegang.careers.brought import in_order
from werdegang.careers.comparison_model import Comparison, Reading, Row, Step
from werdegang.careers.comparison_text import comparison_text
from werdegang.careers.ladder import ladder_of
from werdegang.careers.meeting import Reader
from werdegang.careers.model import Knowledge, Language, Role, SourcedFact
from werdegang.careers.next_steps import next_steps
from werdegang.careers.profile import Profile
from werdegang.careers.role_facts import RoleFacts, RoleRequirement

__all__ = ["Comparison", "Reading", "Row", "Step", "compare"]

FEW_STATEMENTS = 2
"""How much is said of a role of which the documents ask nothing."""


def compare(
    knowledge: Knowledge,
    profile: Profile,
    role: Optional[str],
    language: Language,
) -> Comparison:
    """Compares a background with what the documents ask of a role.

    Args:
        knowledge: what is known.
        profile: the background; entries unknown to the knowledge do not count.
        role: id of the role; the default role where it is None.
        language: the language of all words.

    Returns:
        the verdicts in the order of `requirements.yml`, and at most five next steps.

    Raises:
        KeyError: if the role is unknown.
    """
    asked = knowledge.roles[role or knowledge.default_role]
    told = in_order(knowledge, profile)
    facts = RoleFacts.of(knowledge, asked, language)
    reader = Reader(knowledge, told, language, facts.are_about)
    rows = tuple(
        _row(knowledge, stated, reader, facts) for stated in facts.requirements
    )
    steps = next_steps(knowledge, reader, facts, rows)
    known = [] if rows else facts.known[:FEW_STATEMENTS]
    opening = "" if rows else _opening(knowledge, asked, known, language)
    places = [place for row in rows for place in row.citations]
    places += [citation_of(knowledge, item, language) for item in known]
    places += [place for step in steps for place in step.citations]
    citations = tuple({place.label: place for place in places}.values())
    name = asked.name.in_(language)
    title = knowledge.profile_wording.comparison.title.in_(language).format(role=name)
    return Comparison(
        role=asked.id,
        role_name=name,
        language=language,
        title=title,
        opening=opening,
        rows=rows,
        steps=steps,
        ladder=ladder_of(knowledge, told, asked.id, language),
        known_facts=tuple(item.id for item in known),
        citations=citations,
        text=comparison_text(
            knowledge, title, opening, rows, steps, citations, language
        ),
    )


def _opening(
    knowledge: Knowledge, role: Role, known: Sequence[SourcedFact], language: Language
) -> str:
    words = knowledge.profile_wording.comparison
    said = [words.silent.in_(language).format(about=role.about.in_(language))]
    if known:
        said.append(words.known.in_(language))
        said += [item.fact.text.in_(language) for item in known]
    return " ".join(said)


def _row(
    knowledge: Knowledge, stated: RoleRequirement, reader: Reader, facts: RoleFacts
) -> Row:
    finding = reader.finding(stated.requirement)
    verdict = knowledge.profile_wording.verdicts.of(finding.verdict)
    cited = tuple(dict.fromkeys([*stated.facts, *finding.facts]))
    return Row(
        requirement=stated.requirement.id,
        topic=stated.requirement.topic,
        name=stated.name,
        verdict=finding.verdict,
        symbol=verdict.symbol,
        words=verdict.word.in_(facts.language),
        reason=finding.reason,
        strength=stated.strength,
        strength_words=stated.strength_words,
        facts=cited,
        citations=facts.citations_of(cited) if finding.facts else stated.citations,
        disagreement=stated.disagreement,
        readings=stated.readings,
        state=finding.state,
    )
