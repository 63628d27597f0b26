"""The career ladder: its rungs, where a person stands, and where they want to go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Optional, Tuple, cast

from werdegang.careers.answering import Citation, citation_of
from werdegang.careers.brought import in_order
from werdegang.careers.meeting import Reader
from werdegang.careers.model import Knowledge, Language
from werdegang.careers.profile import Profile


@dataclass(frozen=True)
class RungView:
    """A rung in the words of one language; the lowest comes first."""

    id: str
    name: str
    asks: str
    stands: bool
    """Whether the person stands here."""
    aims: bool
    """Whether the role asked about is here."""
    facts: Tuple[str, ...]


@dataclass(frozen=True)
class Ladder:
    """The ladder for one person and one role, ready to be drawn or read out.

    `position` is the id of the rung where the person stands, `before` where they stand
    before the first, and None where it is not known in which area they have worked.
    """

    language: Language
    title: str
    rungs: Tuple[RungView, ...]
    position: Optional[str]
    goal: Optional[str]
    standing: str
    """Where the person stands, in a sentence."""
    aiming: str
    """Where the goal is, in a sentence; empty for a role that is on no rung."""
    here: str
    """The words at the rung where the person stands."""
    aim: str
    """The words at the rung where the goal is."""
    citations: Tuple[Citation, ...]
    """Where what the rungs ask stands."""
    text: str
    """The ladder in plain words, the highest rung first, as it is drawn."""

    @property
    def description(self) -> str:
        """Returns all that the drawing shows, in sentences."""
        rungs = (f"{rung.name}: {rung.asks}." for rung in self.rungs)
        return " ".join(part for part in (self.standing, self.aiming, *rungs) if part)

    @property
    def facts(self) -> Tuple[str, ...]:
        """Returns the ids of the facts that the rungs rest on, each once."""
        return tuple(dict.fromkeys(fact for rung in self.rungs for fact in rung.facts))

    def as_dict(self) -> Dict[str, Any]:
        """Returns plain data that JSON can hold."""
        return {
            "title": self.title,
            "description": self.description,
            "position": self.position,
            "goal": self.goal,
            "standing": self.standing,
            "aiming": self.aiming,
            "rungs": [
                {
                    "id": rung.id,
                    "name": rung.name,
                    "asks": rung.asks,
                    "stands": rung.stands,
                    "aims": rung.aims,
                    "facts": list(rung.facts),
                }
                for rung in self.rungs
            ],
        }


BEFORE = "before"
"""The position of a person who has not reached the first rung."""


def ladder_of(
    knowledge: Knowledge,
    profile: Profile,
    role: Optional[str],
    language: Language,
) -> Ladder:
    """Places a person and a goal on the ladder.

    Args:
        knowledge: what is known.
        profile: the background.
        role: id of the role that is the goal; the default role where it is None.
        language: the language of all words.

    Returns:
        the ladder; the person stands on the highest rung that their work shows.

    Raises:
        KeyError: if the role is unknown.
    """
    aimed = knowledge.roles[role or knowledge.default_role]
    reader = Reader(knowledge, in_order(knowledge, profile), language, lambda _: True)
    position = _position(knowledge, reader)
    goal = next((r.id for r in knowledge.rungs if aimed.id in r.roles), None)
    words = knowledge.profile_wording.ladder
    rungs = tuple(
        RungView(
            id=rung.id,
            name=rung.name.in_(language),
            asks=rung.asks.in_(language),
            stands=rung.id == position,
            aims=rung.id == goal,
            facts=tuple(rung.facts),
        )
        for rung in knowledge.rungs
    )
    names = {rung.id: rung.name for rung in rungs}
    if position is None:
        standing = words.stands_unknown.in_(language)
    elif position == BEFORE:
        standing = words.stands_before.in_(language)
    else:
        standing = words.stands_on.in_(language).format(rung=names[position])
    aiming = words.aims_at.in_(language).format(rung=names[goal]) if goal else ""
    here, aim = words.here.in_(language), words.goal.in_(language)
    title = words.title.in_(language)
    lines = [_line(rung, here, aim) for rung in reversed(rungs)]
    said = " ".join(part for part in (standing, aiming) if part)
    return Ladder(
        language=language,
        title=title,
        rungs=rungs,
        position=position,
        goal=goal,
        standing=standing,
        aiming=aiming,
        here=here,
        aim=aim,
        citations=_citations(knowledge, language),
        text="\n".join([title, *lines, said]),
    )


def _position(knowledge: Knowledge, reader: Reader) -> Optional[str]:
    for rung in reversed(knowledge.rungs):
        if reader.fulfils(rung.stands_by):
            return str(rung.id)
    worked = reader.profile.experience
    if not worked:
        return BEFORE if "experience" in reader.profile.none else None
    known = all(item.area is not None or item.role is not None for item in worked)
    return BEFORE if known else None


def _citations(knowledge: Knowledge, language: Language) -> Tuple[Citation, ...]:
    key = (_citations, language)
    if key not in knowledge.prepared:
        places = [
            citation_of(knowledge, knowledge.facts[fact], language)
            for rung in knowledge.rungs
            for fact in rung.facts
        ]
        distinct = {place.label: place for place in places}
        knowledge.prepared[key] = tuple(distinct.values())
    return cast(Tuple[Citation, ...], knowledge.prepared[key])


def _line(rung: RungView, here: str, aim: str) -> str:
    marks = [mark for mark, shown in ((here, rung.stands), (aim, rung.aims)) if shown]
    marked = f" [{', '.join(marks)}]" if marks else ""
    return f"{rung.name}{marked}: {rung.asks}"
