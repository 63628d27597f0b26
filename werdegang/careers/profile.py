"""What a person brings, as far as they have said it. Nothing about who they are."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Dict, Literal, Mapping, Optional, Tuple

Topic = Literal["qualifications", "field", "experience", "leading", "skills"]
TOPICS: Tuple[Topic, ...] = (
    "qualifications",
    "field",
    "experience",
    "leading",
    "skills",
)
"""What can be asked about, in the order in which it is."""


@dataclass(frozen=True)
class Qualification:
    """A school, vocational or academic qualification.

    `id` is one of `knowledge/qualifications.yml`, which also has its level of the
    European Qualifications Framework; `field` one of `knowledge/vocabulary.yml`.
    """

    id: str
    finished: bool = True
    field: Optional[str] = None


@dataclass(frozen=True)
class Experience:
    """A time at work.

    `area` is one of `knowledge/areas.yml`, or None where it was not said; `role` one of
    `knowledge/roles.yml`, where the work was in one. `years` is None where the length
    is unknown; it is not `certain` where it was said vaguely ("ein paar Jahre").
    """

    area: Optional[str] = None
    role: Optional[str] = None
    years: Optional[float] = None
    certain: bool = True
    leading: bool = False


@dataclass(frozen=True)
class LanguageSkill:
    """A spoken language (ISO 639-1) and whether it is spoken well, where said."""

    language: str
    well: Optional[bool] = None


@dataclass(frozen=True)
class Profile:
    """A background. What is empty was not said, unless `none` names its topic."""

    qualifications: Tuple[Qualification, ...] = ()
    experience: Tuple[Experience, ...] = ()
    leading: Optional[bool] = None
    """Whether the person has led others; None where that was not said."""
    skills: Tuple[str, ...] = ()
    """Ids of skills in `knowledge/vocabulary.yml`."""
    missing_skills: Tuple[str, ...] = ()
    """Those that the person said they lack."""
    languages: Tuple[LanguageSkill, ...] = ()
    none: Tuple[Topic, ...] = ()
    """Topics of which the person said that they have nothing; `field`: no studies."""

    def as_dict(self) -> Dict[str, Any]:
        """Returns plain data that JSON can hold, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value != ()}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Profile:
        """Reads what `as_dict` returned.

        Raises:
            TypeError: if a name is unknown.
        """
        kinds: Dict[str, Any] = {
            "qualifications": Qualification,
            "experience": Experience,
            "languages": LanguageSkill,
        }
        values: Dict[str, Any] = {}
        for name, value in stored.items():
            if name in kinds:
                values[name] = tuple(kinds[name](**entry) for entry in value)
            else:
                values[name] = (
                    tuple(value) if isinstance(value, (list, tuple)) else value
                )
        return cls(**values)

    def joined_with(self, said: Profile) -> Profile:
        """Returns this profile with what was said since added; each thing once.

        A topic that was empty and is filled now is empty no longer, and the other way
        round the word that there is nothing takes away what was there.
        """
        values: Dict[str, Any] = {}
        for entry in fields(self):
            before, now = getattr(self, entry.name), getattr(said, entry.name)
            if isinstance(before, tuple):
                kept = () if entry.name in said.none else before
                values[entry.name] = tuple(dict.fromkeys((*kept, *now)))
            else:
                values[entry.name] = before if now is None else now
        joined = replace(self, **values)
        filled = {name for name in TOPICS if getattr(said, name, None)}
        return replace(
            joined,
            none=tuple(topic for topic in joined.none if topic not in filled),
        )

    def knows_of(self, topic: Topic) -> bool:
        """Tells whether anything was said on a topic, be it that there is nothing."""
        if topic in self.none:
            return True
        if topic == "field":
            return any(item.field for item in self.qualifications)
        if topic == "leading":
            return self.leading is not None
        if topic == "skills":
            return bool(self.skills or self.missing_skills)
        return bool(getattr(self, topic))
