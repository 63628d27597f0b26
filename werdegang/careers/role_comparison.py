"""For which roles of the catalogue a person brings most of what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence, Tuple

from werdegang.careers.answering import sources_line
from werdegang.careers.brought import in_order
from werdegang.careers.meeting import Reader
from werdegang.careers.model import Knowledge, Language, Strength
from werdegang.careers.profile import Profile
from werdegang.careers.role_facts import RoleFacts


@dataclass(frozen=True)
class RoleMatch:
    """How many requirements of a role have which verdict."""

    role: str
    name: str
    met: int
    partly: int
    missing: int
    unknown: int
    lacks_required: bool
    """Whether one of those missing is strictly required."""
    facts: Tuple[str, ...]

    @property
    def all(self) -> int:
        """Returns how many requirements the documents name."""
        return self.met + self.partly + self.missing + self.unknown

    @property
    def most(self) -> bool:
        """Tells whether more than half is met and nothing strictly required missing."""
        return self.met * 2 > self.all and not self.lacks_required


@dataclass(frozen=True)
class RoleComparison:
    """A background beside the roles that the documents name requirements for."""

    language: Language
    matches: Tuple[RoleMatch, ...]
    """In the order of the catalogue."""
    text: str

    @property
    def most(self) -> Tuple[RoleMatch, ...]:
        """Returns the roles of which most requirements are met."""
        return tuple(match for match in self.matches if match.most)

    @property
    def facts(self) -> Tuple[str, ...]:
        """Returns the ids of the facts on the roles that the text names."""
        return tuple(dict.fromkeys(x for match in self.most for x in match.facts))

    def as_dict(self) -> Dict[str, Any]:
        """Returns plain data that JSON can hold."""
        return {
            "language": self.language,
            "roles": [
                {
                    "role": match.role,
                    "name": match.name,
                    "met": match.met,
                    "partly": match.partly,
                    "missing": match.missing,
                    "unknown": match.unknown,
                    "most": match.most,
                }
                for match in self.matches
            ],
            "facts": list(self.facts),
        }


def compare_roles(
    knowledge: Knowledge,
    profile: Profile,
    language: Language,
    roles: Optional[Sequence[str]] = None,
) -> RoleComparison:
    """Counts for each role what the person brings of what the documents ask.

    Args:
        knowledge: what is known.
        profile: the background.
        language: the language of all words.
        roles: ids of the roles to look at; all of the catalogue by default. Those that
            the documents name no requirements for are left out.

    Raises:
        KeyError: if a role is unknown.
    """
    told = in_order(knowledge, profile)
    asked = [
        knowledge.roles[role] for role in (knowledge.roles if roles is None else roles)
    ]
    matches: List[RoleMatch] = []
    for role in asked:
        facts = RoleFacts.of(knowledge, role, language)
        if not facts.requirements:
            continue
        reader = Reader(knowledge, told, language, facts.are_about)
        found = [reader.finding(x.requirement).verdict for x in facts.requirements]
        lacking = {
            stated.strength
            for stated, verdict in zip(facts.requirements, found, strict=True)
            if verdict == "missing"
        }
        cited = [fact for stated in facts.requirements for fact in stated.facts]
        matches.append(
            RoleMatch(
                role=role.id,
                name=role.name.in_(language),
                met=found.count("met"),
                partly=found.count("partly"),
                missing=found.count("missing"),
                unknown=found.count("unknown"),
                lacks_required=Strength.required.value in lacking,
                facts=tuple(dict.fromkeys(cited)),
            )
        )
    return RoleComparison(language, tuple(matches), _text(knowledge, matches, language))


def _text(
    knowledge: Knowledge, matches: Sequence[RoleMatch], language: Language
) -> str:
    words = knowledge.profile_wording.comparison
    most = [match for match in matches if match.most]
    if not most:
        return words.most_none.in_(language)
    named = [
        words.most_one.in_(language).format(name=x.name, met=x.met, all=x.all)
        for x in most
    ]
    said = words.most.in_(language).format(roles="; ".join(named))
    places = {
        place.label: place
        for match in most
        for place in RoleFacts.of(
            knowledge, knowledge.roles[match.role], language
        ).citations_of(match.facts)
    }
    return f"{said}\n\n{sources_line(knowledge, tuple(places.values()), language)}"
