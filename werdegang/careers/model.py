"""The shape of the knowledge files and of what is known once they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from itertools import combinations
from typing import (
    TYPE_CHECKING,
    Dict,
    List,
    Literal,
    Mapping,
    Optional,
    Sequence,
    Tuple,
    Union,
)

from pydantic import BaseModel, Extra, Field, constr

if TYPE_CHECKING:
    from werdegang.careers.requirement_model import (
        ProfileWording,
        Requirement,
        Rung,
        StepKind,
    )

Language = Literal["de", "en"]
LANGUAGES: Tuple[Language, ...] = ("de", "en")

ALL_ROLES: Literal["all"] = "all"
Id = constr(regex=r"^[A-Za-z][A-Za-z0-9_]*$")
Words = constr(strip_whitespace=True, min_length=1)


class Entry(BaseModel):
    """One mapping of a knowledge file; a key that it does not know is a mistake."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Text(Entry):
    """The same thing said in every language."""

    de: Words  # type: ignore[valid-type]
    en: Words  # type: ignore[valid-type]

    def in_(self, language: Language) -> str:
        """Returns the wording in `language`."""
        return str(getattr(self, language))


class Forms(Entry):
    """Ways to name a thing, a list for each language; either may be empty."""

    de: List[Words] = []  # type: ignore[valid-type]
    en: List[Words] = []  # type: ignore[valid-type]

    def all(self) -> List[str]:
        """Returns the forms of all languages together."""
        return [*self.de, *self.en]


class Kind(str, Enum):
    """What a fact speaks of."""

    education = "education"
    experience = "experience"
    skill = "skill"
    trait = "trait"
    duty = "duty"
    position = "position"
    definition = "definition"
    step = "step"


class Strength(str, Enum):
    """How binding a fact is, the most binding first."""

    required = "required"
    almost_always = "almost_always"
    usual = "usual"
    advantage = "advantage"
    not_required = "not_required"

    @property
    def rank(self) -> int:
        """Returns the place in the order of strength, 0 for `required`."""
        return list(Strength).index(self)


class Section(Entry):
    """A part of a document; without a name it is cited by paragraph."""

    id: Words  # type: ignore[valid-type]
    name: Optional[Text] = None


class Document(Entry):
    """A source."""

    id: Id  # type: ignore[valid-type]
    title: Words  # type: ignore[valid-type]
    language: Language
    sections: List[Section] = Field(..., min_items=1)


class Role(Entry):
    """An occupation or post that facts are about."""

    id: Id  # type: ignore[valid-type]
    name: Text
    about: Text
    default: bool = False
    kind_of: Optional[Id] = None  # type: ignore[valid-type]
    forms: Forms
    stems: Forms = Forms()


class Need(Entry):
    """Something that people ask for."""

    id: Id  # type: ignore[valid-type]
    topic: Text
    question: Text
    next: List[Id] = Field(..., min_items=2, max_items=3)  # type: ignore[valid-type]
    silent: bool = False
    text: Optional[Text] = None
    instead: Optional[Id] = None  # type: ignore[valid-type]
    intro: Optional[Text] = None
    role_is_background: bool = False


class Fact(Entry):
    """One thing that a document states, in our own words."""

    id: Id  # type: ignore[valid-type]
    section: Words  # type: ignore[valid-type]
    paragraph: int = Field(..., ge=1)
    needs: List[Id] = Field(..., min_items=1)  # type: ignore[valid-type]
    also: List[Id] = []  # type: ignore[valid-type]
    roles: Union[Literal["all"], List[Id]]  # type: ignore[valid-type]
    kind: Kind
    strength: Strength
    disagrees_with: List[Id] = []  # type: ignore[valid-type]
    text: Text

    def is_about(self, role: str) -> bool:
        """Tells whether the fact holds for `role`."""
        return self.roles == ALL_ROLES or role in self.roles


class Disagreement(Entry):
    """What to say where documents contradict each other."""

    id: Id  # type: ignore[valid-type]
    facts: List[Id] = Field(..., min_items=2)  # type: ignore[valid-type]
    text: Text


class Term(Entry):
    """A degree, a field of study or a skill that people mention.

    `studied` are names of a field that are read only in backgrounds, beside a degree.
    """

    id: Id  # type: ignore[valid-type]
    name: Text
    forms: Forms = Forms()
    stems: Forms = Forms()
    studied: Forms = Forms()
    need: Optional[Id] = None  # type: ignore[valid-type]


class QualificationKind(Entry):
    """A qualification that people may have, and its level.

    `level` is that of the European Qualifications Framework. `forms` and `stems` are
    those of the term `degree` as well, so that questions and backgrounds are read by
    one list; `titles`, `endings` (ends of compounds) and `trained` (occupations that
    tell it only where they were learnt) are read in backgrounds alone; names that are
    `unlike` it end so by chance.
    """

    id: Id  # type: ignore[valid-type]
    level: int = Field(..., ge=1, le=8)
    kind: Literal["school", "vocational", "academic"]
    degree: Optional[Id] = None  # type: ignore[valid-type]
    field: Optional[Id] = None  # type: ignore[valid-type]
    name: Text
    forms: Forms
    stems: Forms = Forms()
    titles: Forms = Forms()
    endings: Forms = Forms()
    unlike: Forms = Forms()
    trained: Forms = Forms()

    @property
    def academic(self) -> bool:
        """Tells whether it is a degree of a university or college."""
        return self.kind == "academic"


class Area(Entry):
    """An area of work; `administration` where a time there is office administration."""

    id: Id  # type: ignore[valid-type]
    administration: bool
    name: Text
    forms: Forms
    stems: Forms = Forms()


class Wording(Entry):
    """The words that join statements into an answer."""

    sources_one: Text
    sources_many: Text
    section: Text
    paragraph: Text
    kind_of: Text
    nothing_on_role: Text
    known_of_role: Text
    for_default_role: Text
    in_general: Text
    lead_two: Text
    more: Text
    no_more: Text
    evidence: Text
    evidence_one: Text
    evidence_unnamed: Text
    silent_evidence: Text
    lead_many: Text


class DocumentsFile(Entry):
    """`documents.yml`."""

    documents: List[Document]


class RolesFile(Entry):
    """`roles.yml`."""

    roles: List[Role]


class NeedsFile(Entry):
    """`needs.yml`."""

    needs: List[Need]


class FactsFile(Entry):
    """One file of `facts/`, the statements of one document."""

    document: Id  # type: ignore[valid-type]
    facts: List[Fact]


class DisagreementsFile(Entry):
    """`disagreements.yml`."""

    disagreements: List[Disagreement]


class VocabularyFile(Entry):
    """`vocabulary.yml`."""

    needs: Dict[Literal["degree", "field", "skill"], Id]  # type: ignore[valid-type]
    akin: List[List[Id]]  # type: ignore[valid-type]
    degrees: List[Term]
    fields: List[Term]
    skills: List[Term]


class QualificationsFile(Entry):
    """`qualifications.yml`."""

    qualifications: List[QualificationKind]


class AreasFile(Entry):
    """`areas.yml`."""

    areas: List[Area]


@dataclass(frozen=True)
class SourcedFact:
    """A fact together with the document that states it."""

    fact: Fact
    document: Document
    section: Section
    place: int
    """Position among all facts, in the order of the files."""

    @property
    def id(self) -> str:
        """Returns the fact's id."""
        return str(self.fact.id)


@dataclass(frozen=True)
class Knowledge:
    """Everything that the knowledge files say, ready to answer from."""

    documents: Mapping[str, Document]
    roles: Mapping[str, Role]
    needs: Mapping[str, Need]
    facts: Mapping[str, SourcedFact]
    disagreements: Tuple[Disagreement, ...]
    terms: Mapping[str, Tuple[Term, ...]]
    """Degrees, fields and skills, under `degree`, `field` and `skill`."""
    term_needs: Mapping[str, str]
    """The need that a bare mention of a degree, field or skill asks for."""
    kin: Tuple[Tuple[str, ...], ...]
    """Groups of needs that are about the same thing."""
    wording: Wording
    default_role: str
    by_need: Mapping[str, Tuple[SourcedFact, ...]]
    """Facts whose first purpose is the need, the strongest first."""
    aside: Mapping[str, Tuple[SourcedFact, ...]]
    """Facts that add to the need, the strongest first."""
    qualifications: Mapping[str, QualificationKind]
    areas: Mapping[str, Area]
    requirements: Tuple[Requirement, ...]
    steps: Tuple[StepKind, ...]
    rungs: Tuple[Rung, ...]
    """The career ladder, the lowest rung first."""
    profile_wording: ProfileWording
    prepared: Dict[object, object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What is worked out from the rest at its first use and kept."""

    def knows(self, need: str, role: str) -> bool:
        """Tells whether any fact on `need` is about `role`."""
        found = (*self.by_need[need], *self.aside[need])
        return any(item.fact.is_about(role) for item in found)

    def need_of_term(self, entity: str, term_id: str) -> str:
        """Returns the need that a bare mention of a term asks for."""
        for term in self.terms[entity]:
            if term.id == term_id and term.need is not None:
                return str(term.need)
        return self.term_needs[entity]

    def akin(self, need: str) -> Tuple[str, ...]:
        """Returns the needs that are about the same thing, `need` included."""
        for group in self.kin:
            if need in group:
                return group
        return (need,)

    def disagreements_of(self, facts: Sequence[str]) -> List[Disagreement]:
        """Returns the disagreements of which two sides are among `facts`."""
        return [
            entry
            for entry in self.disagreements
            if self._are_at_odds([fact for fact in facts if fact in entry.facts])
        ]

    def _are_at_odds(self, facts: Sequence[str]) -> bool:
        """Tells whether any two facts contradict each other."""
        return any(self.disagree(one, other) for one, other in combinations(facts, 2))

    def disagree(self, one: str, other: str) -> bool:
        """Tells whether either of two facts names the other as contradicting it."""
        return (
            other in self.facts[one].fact.disagrees_with
            or one in self.facts[other].fact.disagrees_with
        )
