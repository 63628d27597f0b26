"""What the documents say about a role, and about what it is a kind of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import FrozenSet, List, Sequence, Tuple

from werdegang.careers.answering import Citation, citation_of
from werdegang.careers.comparison_model import Reading
from werdegang.careers.model import (
    ALL_ROLES,
    Knowledge,
    Language,
    Role,
    SourcedFact,
)
from werdegang.careers.requirement_model import Requirement


@dataclass(frozen=True)
class RoleRequirement:
    """A requirement as the documents state it for one role, in one language."""

    requirement: Requirement
    name: str
    strength: str
    strength_words: str
    facts: Tuple[str, ...]
    citations: Tuple[Citation, ...]
    disagreement: str
    readings: Tuple[Reading, ...]


@dataclass(frozen=True)
class RoleFacts:
    """The facts about a role; those of its kind stand in where it has none."""

    knowledge: Knowledge
    role: Role
    language: Language

    @classmethod
    def of(cls, knowledge: Knowledge, role: Role, language: Language) -> RoleFacts:
        """Returns the facts about a role, gathered once for each language."""
        key = (cls, role.id, language)
        found = knowledge.prepared.get(key)
        if not isinstance(found, RoleFacts):
            found = cls(knowledge, role, language)
            knowledge.prepared[key] = found
        return found

    def are_about(self, fact: str) -> bool:
        """Tells whether a fact is about the role or about what it is a kind of."""
        return fact in self._about

    @cached_property
    def requirements(self) -> Tuple[RoleRequirement, ...]:
        """Returns the requirements of the role, in the order of their file."""
        return tuple(
            self._stated(requirement)
            for requirement in self.knowledge.requirements
            if any(role in requirement.roles for role in self._roles)
        )

    @property
    def known(self) -> List[SourcedFact]:
        """Returns the facts about the role itself, the most binding first."""
        about = [
            item
            for item in self.knowledge.facts.values()
            if item.fact.roles != ALL_ROLES and item.fact.is_about(self.role.id)
        ]
        return sorted(about, key=lambda item: (item.fact.strength.rank, item.place))

    def citations_of(self, facts: Sequence[str]) -> Tuple[Citation, ...]:
        """Returns the places of facts, each once."""
        places = [
            citation_of(self.knowledge, self.knowledge.facts[fact], self.language)
            for fact in facts
        ]
        return tuple({place.label: place for place in places}.values())

    @cached_property
    def _roles(self) -> Tuple[str, ...]:
        kind = self.role.kind_of
        return (self.role.id,) if kind is None else (self.role.id, kind)

    @cached_property
    def _about(self) -> FrozenSet[str]:
        return frozenset(
            item.id
            for item in self.knowledge.facts.values()
            if any(item.fact.is_about(role) for role in self._roles)
        )

    def _resting_on(self, requirement: Requirement) -> List[SourcedFact]:
        facts = [self.knowledge.facts[fact] for fact in requirement.facts]
        for role in self._roles:
            about = [item for item in facts if item.fact.is_about(role)]
            if about:
                return about
        return []

    def _stated(self, requirement: Requirement) -> RoleRequirement:
        knowledge, language = self.knowledge, self.language
        resting_on = self._resting_on(requirement)
        ids = tuple(item.id for item in resting_on)
        strength = min((x.fact.strength for x in resting_on), key=lambda x: x.rank)
        name = requirement.name.in_(language)
        worded = knowledge.disagreements_of(ids)
        contradicting = [
            item
            for item in resting_on
            if any(knowledge.disagree(item.id, other) for other in ids)
        ]
        return RoleRequirement(
            requirement=requirement,
            name=name[:1].upper() + name[1:],
            strength=strength.value,
            strength_words=self._in_words(strength.value),
            facts=ids,
            citations=self.citations_of(ids),
            disagreement=worded[0].text.in_(language) if worded else "",
            readings=tuple(self._reading(item) for item in contradicting),
        )

    def _reading(self, item: SourcedFact) -> Reading:
        strength = item.fact.strength.value
        return Reading(
            fact=item.id,
            text=item.fact.text.in_(self.language),
            strength=strength,
            strength_words=self._in_words(strength),
            citation=citation_of(self.knowledge, item, self.language),
        )

    def _in_words(self, strength: str) -> str:
        return self.knowledge.profile_wording.strengths.of(strength).in_(self.language)
