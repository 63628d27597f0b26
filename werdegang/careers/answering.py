"""Answering needs from the knowledge: which facts, in which order, in which words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Dict, Iterable, List, Literal, Optional, Sequence, Tuple

from werdegang.careers.model import (
    ALL_ROLES,
    Disagreement,
    Knowledge,
    Language,
    Need,
    Role,
    SourcedFact,
)

Outcome = Literal["answered", "not_in_sources"]

ENOUGH_STATEMENTS = 3
"""Facts that only add to a need join its answer up to this many statements."""
FEW_STATEMENTS = 2
"""How much is said of a role, and for the default role, where a need is open."""
MOST_QUESTIONS = 3


@dataclass(frozen=True)
class Citation:
    """Where a statement stands.

    `place` is the section's name or the paragraph, in words of the answer's language.
    """

    document: str
    title: str
    section: str
    paragraph: int
    place: str
    named: bool
    """Whether `place` is a name, so that the paragraph still has to be told."""

    @property
    def label(self) -> str:
        """Returns the short form: the document's title and the place in it."""
        return f"{self.title}, {self.place}"


@dataclass(frozen=True)
class Statement:
    """A fact in the words of one language, with its source."""

    fact: str
    text: str
    kind: str
    strength: str
    citation: Citation


@dataclass(frozen=True)
class Part:
    """What is said on one need: an optional opening, statements, a closing."""

    need: str
    role: str
    outcome: Outcome
    opening: str = ""
    lead: str = ""
    """Said before the statements, where there are any."""
    statements: Tuple[Statement, ...] = ()
    bridge: str = ""
    """Said before the statements that hold for the default role only."""
    default_statements: Tuple[Statement, ...] = ()
    disagreements: Tuple[str, ...] = ()

    @property
    def all_statements(self) -> Tuple[Statement, ...]:
        """Returns the statements in the order in which they are said."""
        return self.statements + self.default_statements


@dataclass(frozen=True)
class Question:
    """A next question to offer: the need, and the words that ask for it."""

    need: str
    text: str


@dataclass(frozen=True)
class Answer:
    """The answer to one or more needs, in one language."""

    outcome: Outcome
    language: Language
    role: str
    parts: Tuple[Part, ...]
    body: str
    """What is said, without the line of sources."""
    citations: Tuple[Citation, ...]
    """The places cited; `[1]` in the body is the first of them."""
    sources: str
    """The line that names the citations; empty where there are none."""
    next_questions: Tuple[Question, ...]

    @property
    def needs(self) -> Tuple[str, ...]:
        """Returns the needs answered, in the order asked."""
        return tuple(part.need for part in self.parts)

    @property
    def statements(self) -> Tuple[Statement, ...]:
        """Returns all statements in the order in which they are said."""
        return tuple(s for part in self.parts for s in part.all_statements)

    @property
    def facts(self) -> Tuple[str, ...]:
        """Returns the ids of the facts stated, each once."""
        return tuple(dict.fromkeys(s.fact for s in self.statements))

    @property
    def disagreement(self) -> bool:
        """Tells whether sources contradict each other in this answer."""
        return any(part.disagreements for part in self.parts)

    @property
    def text(self) -> str:
        """Returns the whole answer: what is said, then the sources."""
        return f"{self.body}\n\n{self.sources}" if self.sources else self.body

    def as_dict(self) -> Dict[str, Any]:
        """Returns the machine-readable form that callers rely on."""
        return {
            "outcome": self.outcome,
            "language": self.language,
            "needs": list(self.needs),
            "role": self.role,
            "facts": list(self.facts),
            "disagreement": self.disagreement,
            "sources": [
                {"document": c.document, "title": c.title, "place": c.place}
                for c in self.citations
            ],
        }


def answer(
    knowledge: Knowledge,
    needs: Sequence[str],
    language: Language,
    role: Optional[str] = None,
) -> Answer:
    """Answers needs for a role.

    Args:
        knowledge: what is known.
        needs: ids of needs, in the order asked; at least one.
        language: the language to answer in.
        role: id of the role asked about; the default role where it is `None`.

    Returns:
        the answer, with statements in order of strength within each need.

    Raises:
        KeyError: if a need or the role is unknown.
        ValueError: if `needs` is empty.
    """
    if not needs:
        raise ValueError("there is nothing to answer: `needs` is empty")
    asked = knowledge.roles[role or knowledge.default_role]
    distinct = list(dict.fromkeys(needs))
    alone = len(distinct) == 1
    parts: List[Part] = []
    for need in distinct:
        part = _part(knowledge, knowledge.needs[need], asked, language, alone)
        parts.append(_without_repetition(part, parts))
    return _assembled(knowledge, tuple(parts), language)


def more(
    knowledge: Knowledge,
    needs: Sequence[str],
    language: Language,
    role: Optional[str] = None,
) -> Answer:
    """Says what an answer to `needs` left out; arguments and errors as for `answer`."""
    first = answer(knowledge, needs, language, role)
    asked = knowledge.roles[first.role]
    parts = tuple(_further(knowledge, part, asked, language) for part in first.parts)
    return _assembled(knowledge, parts, language)


def evidence(
    knowledge: Knowledge,
    needs: Sequence[str],
    language: Language,
    role: Optional[str] = None,
) -> Answer:
    """Says where an answer's statements stand; arguments and errors as for `answer`."""
    first = answer(knowledge, needs, language, role)
    wording = knowledge.wording
    if not first.statements:
        body = wording.silent_evidence.in_(language)
        return replace(first, body=body, sources="")
    lines = [
        wording.evidence.in_(language).format(
            text=statement.text.rstrip("."),
            citation=statement.citation.label,
            paragraph=statement.citation.paragraph,
        )
        if statement.citation.named
        else wording.evidence_unnamed.in_(language).format(
            text=statement.text.rstrip("."), citation=statement.citation.label
        )
        for statement in first.statements
    ]
    body = "\n".join([wording.evidence_one.in_(language), *lines])
    return replace(first, body=body, sources="")


def _assembled(
    knowledge: Knowledge, parts: Tuple[Part, ...], language: Language
) -> Answer:
    distinct = [part.need for part in parts]
    places: Dict[str, Citation] = {}
    for part in parts:
        for statement in part.all_statements:
            places.setdefault(statement.citation.label, statement.citation)
    citations = tuple(places.values())
    markers = {label: f"[{n}]" for n, label in enumerate(places, 1)}
    if len(markers) < 2:
        markers = {}
    answered = any(part.outcome == "answered" for part in parts)
    return Answer(
        outcome="answered" if answered else "not_in_sources",
        language=language,
        role=parts[0].role,
        parts=parts,
        body=_body(knowledge, parts, language, markers),
        citations=citations,
        sources=_sources(knowledge, citations, language, markers),
        next_questions=_next_questions(knowledge, distinct, language),
    )


def questions(
    knowledge: Knowledge, needs: Iterable[str], language: Language
) -> Tuple[Question, ...]:
    """Returns the questions that ask for `needs`, as buttons say them."""
    return tuple(
        Question(need, knowledge.needs[need].question.in_(language)) for need in needs
    )


def _part(
    knowledge: Knowledge, need: Need, role: Role, language: Language, alone: bool
) -> Part:
    if need.silent:
        opening = need.text.in_(language) if need.text else ""
        return Part(need.id, role.id, "not_in_sources", opening)
    if role.default:
        chosen = _for_default_role(knowledge, need, alone)
        opening = need.intro.in_(language) if need.intro else ""
        return _answered(knowledge, need, role, chosen, language, opening)
    chosen = _for_role(knowledge, need, role.id, alone)
    if chosen:
        return _answered(knowledge, need, role, chosen, language)
    if role.kind_of is not None:
        chosen = _for_role(knowledge, need, role.kind_of, alone)
        if chosen:
            name = role.name.in_(language)
            opening = knowledge.wording.kind_of.in_(language).format(name=name)
            return _answered(knowledge, need, role, chosen, language, opening)
    return _nothing_on_role(knowledge, need, role, language)


def _without_repetition(part: Part, earlier: Sequence[Part]) -> Part:
    """Returns a part without what earlier ones said, unless nothing would be left."""
    said = {statement.fact for one in earlier for statement in one.all_statements}
    told = {text for one in earlier for text in one.disagreements}
    new = tuple(s for s in part.statements if s.fact not in said)
    if part.outcome == "answered" and not new:
        return part
    new_default = tuple(s for s in part.default_statements if s.fact not in said)
    return replace(
        part,
        lead=part.lead if new else "",
        statements=new,
        bridge=part.bridge if new_default else "",
        default_statements=new_default,
        disagreements=tuple(text for text in part.disagreements if text not in told),
    )


def _for_default_role(
    knowledge: Knowledge, need: Need, alone: bool
) -> List[SourcedFact]:
    chosen = list(knowledge.by_need[need.id])
    if not _disagreements(knowledge, [item.id for item in chosen]):
        chosen += [
            knowledge.facts[other]
            for item in chosen
            for other in item.fact.disagrees_with
        ]
    enough = ENOUGH_STATEMENTS if alone or not chosen else len(chosen)
    enough = max(enough, 0 if need.intro is None else len(knowledge.aside[need.id]))
    for item in knowledge.aside[need.id]:
        if len(chosen) >= enough:
            break
        if item not in chosen:
            chosen.append(item)
    return _in_order(chosen)


def _for_role(
    knowledge: Knowledge, need: Need, role: str, alone: bool
) -> List[SourcedFact]:
    own = [item for item in knowledge.by_need[need.id] if item.fact.is_about(role)]
    enough = ENOUGH_STATEMENTS if alone or not own else len(own)
    for item in knowledge.aside[need.id]:
        if len(own) < enough and item.fact.is_about(role):
            own.append(item)
    if not own and need.instead is not None:
        return _for_role(knowledge, knowledge.needs[need.instead], role, alone)
    return _in_order(own)


def _nothing_on_role(
    knowledge: Knowledge, need: Need, role: Role, language: Language
) -> Part:
    wording = knowledge.wording
    about = role.about.in_(language)
    opening = wording.nothing_on_role.in_(language).format(about=about)
    known = [
        item
        for item in knowledge.facts.values()
        if item.fact.roles != ALL_ROLES and item.fact.is_about(role.id)
    ]
    known = _in_order(known)[:FEW_STATEMENTS]
    default = knowledge.by_need[need.id] or knowledge.aside[need.id]
    chosen = _in_order([x for x in default if x not in known])[:FEW_STATEMENTS]
    return Part(
        need.id,
        role.id,
        "not_in_sources",
        opening,
        wording.known_of_role.in_(language) if known else "",
        tuple(_statement(knowledge, item, language) for item in known),
        _bridge(knowledge, chosen, language),
        tuple(_statement(knowledge, item, language) for item in chosen),
    )


def _bridge(
    knowledge: Knowledge, chosen: Sequence[SourcedFact], language: Language
) -> str:
    """Returns what leads from a role to facts that are not about it."""
    if not chosen:
        return ""
    wording, default = knowledge.wording, knowledge.default_role
    if all(item.fact.is_about(default) for item in chosen):
        return wording.for_default_role.in_(language)
    return wording.in_general.in_(language)


def _answered(
    knowledge: Knowledge,
    need: Need,
    role: Role,
    chosen: Sequence[SourcedFact],
    language: Language,
    opening: str = "",
) -> Part:
    return Part(
        need.id,
        role.id,
        "answered",
        opening,
        statements=tuple(_statement(knowledge, item, language) for item in chosen),
        disagreements=tuple(
            entry.text.in_(language)
            for entry in _disagreements(knowledge, [item.id for item in chosen])
        ),
    )


def _further(knowledge: Knowledge, part: Part, role: Role, language: Language) -> Part:
    if part.outcome != "answered":
        return part
    said = {statement.fact for statement in part.statements}
    further = [
        item
        for item in (*knowledge.by_need[part.need], *knowledge.aside[part.need])
        if item.id not in said and (role.default or item.fact.is_about(role.id))
    ]
    if further:
        opening = knowledge.wording.more.in_(language)
        return _answered(
            knowledge,
            knowledge.needs[part.need],
            role,
            _in_order(further),
            language,
            opening,
        )
    opening = knowledge.wording.no_more.in_(language)
    return replace(
        part, opening=opening, statements=part.statements[:1], disagreements=()
    )


def _disagreements(knowledge: Knowledge, facts: Sequence[str]) -> List[Disagreement]:
    return [
        entry
        for entry in knowledge.disagreements
        if any(
            knowledge.disagree(one, other)
            for one in facts
            if one in entry.facts
            for other in facts
            if other in entry.facts
        )
    ]


def _in_order(chosen: Iterable[SourcedFact]) -> List[SourcedFact]:
    return sorted(chosen, key=lambda item: (item.fact.strength.rank, item.place))


def _statement(
    knowledge: Knowledge, item: SourcedFact, language: Language
) -> Statement:
    wording, section = knowledge.wording, item.section
    if section.name is None:
        place = wording.paragraph.in_(language).format(number=item.fact.paragraph)
    else:
        place = wording.section.in_(language).format(
            name=section.name.in_(item.document.language),
            translation=section.name.in_(language),
        )
    return Statement(
        fact=item.id,
        text=item.fact.text.in_(language),
        kind=item.fact.kind.value,
        strength=item.fact.strength.value,
        citation=Citation(
            item.document.id,
            item.document.title,
            section.id,
            item.fact.paragraph,
            place,
            section.name is not None,
        ),
    )


def _body(
    knowledge: Knowledge,
    parts: Sequence[Part],
    language: Language,
    markers: Dict[str, str],
) -> str:
    if len(parts) == 1:
        return _said(parts[0], markers)
    wording = knowledge.wording
    lead = wording.lead_two if len(parts) == 2 else wording.lead_many
    return "\n\n".join(
        [
            lead.in_(language),
            *(
                f"{knowledge.needs[part.need].topic.in_(language)}: "
                f"{_said(part, markers)}"
                for part in parts
            ),
        ]
    )


def _said(part: Part, markers: Dict[str, str]) -> str:
    said = [
        part.opening,
        part.lead,
        *(_marked(statement, markers) for statement in part.statements),
        part.bridge,
        *(_marked(statement, markers) for statement in part.default_statements),
        *part.disagreements,
    ]
    return " ".join(sentence for sentence in said if sentence)


def _marked(statement: Statement, markers: Dict[str, str]) -> str:
    marker = markers.get(statement.citation.label)
    if marker is None:
        return statement.text
    text = statement.text.rstrip()
    if text[-1] in ".!?":
        return f"{text[:-1]} {marker}{text[-1]}"
    return f"{text} {marker}"


def _sources(
    knowledge: Knowledge,
    citations: Sequence[Citation],
    language: Language,
    markers: Dict[str, str],
) -> str:
    if not citations:
        return ""
    wording = knowledge.wording
    if not markers:
        return f"{wording.sources_one.in_(language)} {citations[0].label}"
    named = (f"{markers[citation.label]} {citation.label}" for citation in citations)
    return f"{wording.sources_many.in_(language)} {'; '.join(named)}"


def _next_questions(
    knowledge: Knowledge, needs: Sequence[str], language: Language
) -> Tuple[Question, ...]:
    offered: Dict[str, None] = {}
    for place in range(MOST_QUESTIONS):
        for need in needs:
            following = knowledge.needs[need].next
            if place < len(following) and following[place] not in needs:
                offered.setdefault(following[place])
    return questions(knowledge, list(offered)[:MOST_QUESTIONS], language)
