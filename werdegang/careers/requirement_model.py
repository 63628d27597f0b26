"""The shape of what profiles are compared with: requirements, steps, rungs, words."""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, Tuple, Union

from pydantic import Field, root_validator

from werdegang.careers.model import Entry, Id, Text, Words
from werdegang.careers.profile import Topic

Verdict = Literal["met", "partly", "missing", "unknown"]
VERDICTS: Tuple[Verdict, ...] = ("met", "partly", "missing", "unknown")
State = Literal["missing", "unfinished", "partly", "unknown"]
"""How a requirement is open: its verdict, with what was begun told apart."""

ANY: Literal["any"] = "any"
WAY_KINDS = ("qualification", "experience", "leading", "skills")


class QualificationWay(Entry):
    """A qualification of at least a level of the European Qualifications Framework.

    `fields` are those it may be in: without them the field does not matter, with `any`
    every field does as long as it was said. `finished: false` takes it unfinished, too.
    """

    level: int = Field(1, ge=1, le=8)
    academic: bool = False
    fields: Union[Literal["any"], List[Id]] = []  # type: ignore[valid-type]
    finished: bool = True


class ExperienceWay(Entry):
    """Time at work: in one of `areas`, in any area of `administration`, in a role.

    Without any of the three, all experience counts; with the area `any` all whose area
    or role was said. `years` are at least so many.
    """

    areas: Union[Literal["any"], List[Id]] = []  # type: ignore[valid-type]
    administration: bool = False
    roles: List[Id] = []  # type: ignore[valid-type]
    years: Optional[float] = Field(None, gt=0)
    leading: bool = False

    @property
    def anywhere(self) -> bool:
        """Tells whether every area and role counts."""
        return not (self.areas or self.administration or self.roles)


class Way(Entry):
    """One way to meet a requirement: exactly one of four kinds.

    `skills` have to be there all together. `facts` are those that say so, beyond the
    requirement's; where none of them is about a role, the way is not open to it.
    """

    qualification: Optional[QualificationWay] = None
    experience: Optional[ExperienceWay] = None
    leading: Optional[Literal[True]] = None
    skills: Optional[List[Id]] = Field(None, min_items=1)  # type: ignore[valid-type]
    facts: List[Id] = []  # type: ignore[valid-type]
    reason: Optional[Text] = None

    @root_validator(pre=True)
    def _one_kind(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        if sum(kind in values for kind in WAY_KINDS) != 1:
            raise ValueError(f"a way has exactly one of {', '.join(WAY_KINDS)}")
        return values

    @property
    def kind(self) -> str:
        """Returns which of the four kinds it is."""
        return next(kind for kind in WAY_KINDS if getattr(self, kind) is not None)


class Requirement(Entry):
    """Something that documents ask of people in roles, and what would meet it."""

    id: Id  # type: ignore[valid-type]
    topic: Topic
    roles: List[Id] = Field(..., min_items=1)  # type: ignore[valid-type]
    facts: List[Id] = Field(..., min_items=1)  # type: ignore[valid-type]
    name: Text
    met_by: List[Way] = Field(..., min_items=1)
    partly_by: List[Way] = []


class StepKind(Entry):
    """Something to do next, drawn from facts.

    It is offered where a requirement that it `serves` is open in one of the ways of
    `when` (where it serves none: always), those of `after` are met, and no way of
    `unless` is fulfilled. `{open}` in the text names the open requirements.
    """

    id: Id  # type: ignore[valid-type]
    roles: List[Id] = Field(..., min_items=1)  # type: ignore[valid-type]
    facts: List[Id] = Field(..., min_items=1)  # type: ignore[valid-type]
    serves: List[Id] = []  # type: ignore[valid-type]
    when: List[State] = ["missing", "partly"]
    after: List[Id] = []  # type: ignore[valid-type]
    unless: List[Way] = []
    text: Text


class Rung(Entry):
    """A level of the career ladder; `roles` are those that stand on it."""

    id: Id  # type: ignore[valid-type]
    name: Text
    roles: List[Id]  # type: ignore[valid-type]
    facts: List[Id] = Field(..., min_items=1)  # type: ignore[valid-type]
    asks: Text
    stands_by: List[Way] = Field(..., min_items=1)


class RequirementsFile(Entry):
    """`requirements.yml`."""

    requirements: List[Requirement]
    steps: List[StepKind]


class LadderFile(Entry):
    """`ladder.yml`, the lowest rung first."""

    rungs: List[Rung] = Field(..., min_items=1)


class VerdictWords(Entry):
    """A verdict as a symbol and in words."""

    symbol: Words  # type: ignore[valid-type]
    word: Text


class VerdictsWords(Entry):
    """The words of all verdicts."""

    met: VerdictWords
    partly: VerdictWords
    missing: VerdictWords
    unknown: VerdictWords

    def of(self, verdict: str) -> VerdictWords:
        """Returns the words of `verdict`."""
        found: VerdictWords = getattr(self, verdict)
        return found


class StrengthWords(Entry):
    """How binding a requirement is, in words."""

    required: Text
    almost_always: Text
    usual: Text
    advantage: Text
    not_required: Text

    def of(self, strength: str) -> Text:
        """Returns the words of `strength`."""
        found: Text = getattr(self, strength)
        return found


class ReasonWords(Entry):
    """Sentences that say why a verdict is what it is."""

    met: Text
    unfinished: Text
    not_academic: Text
    some_skills: Text
    too_short: Text
    length_open: Text
    missing: Text
    missing_nothing: Text
    lacking: Text
    no_studies: Text
    unknown: Text
    area_unknown: Text
    field_unknown: Text


class BroughtWords(Entry):
    """How what a person brings is named."""

    with_field: Text
    unfinished: Text
    work: Text
    leading_work: Text
    leading: Text
    during: Text
    vaguely: Text
    about: Text
    year: Text
    years: Text
    month: Text
    months: Text
    decimal: Text


class TopicsWords(Entry):
    """What the summary of a profile calls its parts."""

    qualifications: Text
    field: Text
    experience: Text
    leading: Text
    skills: Text
    missing_skills: Text
    languages: Text
    unsaid: Text
    none: Text
    has_led: Text
    has_not_led: Text
    well: Text
    a_little: Text


class ComparisonWords(Entry):
    """What a comparison says around its rows."""

    title: Text
    silent: Text
    known: Text
    open_rows: Text
    disagree: Text
    disagree_on: Text
    steps: Text
    no_steps: Text
    most: Text
    most_one: Text
    most_none: Text


class LadderWords(Entry):
    """What the ladder says around its rungs."""

    title: Text
    stands_on: Text
    stands_before: Text
    stands_unknown: Text
    aims_at: Text
    here: Text
    goal: Text


class PlanWords(Entry):
    """What the plan on paper says around the comparison."""

    title: Text
    goal: Text
    as_of: Text
    date: Text
    ladder: Text
    met: Text
    partly: Text
    missing: Text
    unknown: Text
    requirement: Text
    verdict: Text
    reason: Text
    steps: Text
    by: Text
    reasons: Text
    readings: Text
    sources: Text
    note: Text
    contact: Text
    page: Text


class ProfileWording(Entry):
    """`profile_wording.yml`."""

    verdicts: VerdictsWords
    strengths: StrengthWords
    reasons: ReasonWords
    brought: BroughtWords
    topics: TopicsWords
    languages: Dict[str, Text]
    comparison: ComparisonWords
    ladder: LadderWords
    plan: PlanWords
