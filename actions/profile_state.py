"""What the profile check keeps between turns."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Dict, Literal, Mapping, Optional, Tuple

from werdegang.careers import Knowledge
from werdegang.careers.profile import TOPICS, Profile, Topic

Asked = Literal[
    "qualifications",
    "field",
    "experience",
    "leading",
    "skills",
    "summary",
    "correction",
]
SUMMARY: Asked = "summary"
CORRECTION: Asked = "correction"


@dataclass(frozen=True)
class Check:
    """The state of the profile check.

    `asked` is what was asked last, or None while nothing is: before the check, after
    the verdict, and once it was stopped. `heard_from` is the number of the person's
    messages that are not to be read (again): those before a profile was forgotten.
    """

    asked: Optional[Asked] = None
    role: Optional[str] = None
    skipped: Tuple[str, ...] = ()
    judged: bool = False
    misread: int = 0
    heard_from: int = 0

    @property
    def open(self) -> bool:
        """Tells whether an answer is waited for."""
        return self.asked is not None

    def as_dict(self) -> Dict[str, Any]:
        """Returns plain data for a slot."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Optional[Mapping[str, Any]]) -> Check:
        """Reads what `as_dict` returned; what is unknown is left out."""
        known = {k: v for k, v in (stored or {}).items() if k in cls.__annotations__}
        known["skipped"] = tuple(known.get("skipped") or ())
        return cls(**known)

    def asking(self, asked: Optional[Asked]) -> Check:
        """Returns the state once `asked` is asked."""
        return replace(self, asked=asked, misread=0)

    def without(self, topic: Optional[str]) -> Check:
        """Returns the state once a topic was skipped."""
        return replace(self, skipped=(*self.skipped, topic)) if topic else self


def profile_from(stored: Any) -> Profile:
    """Reads a profile from a slot; an empty or unreadable one is empty."""
    try:
        return Profile.from_dict(stored or {})
    except (TypeError, AttributeError):
        return Profile()


def next_topic(profile: Profile, check: Check, knowledge: Knowledge) -> Optional[Topic]:
    """Returns what to ask next; None where everything was said or skipped.

    A field of study is asked for only where there are studies.
    """
    for topic in TOPICS:
        if topic in check.skipped or profile.knows_of(topic):
            continue
        if topic == "field" and not has_studied(profile, knowledge):
            continue
        return topic
    return None


def has_studied(profile: Profile, knowledge: Knowledge) -> bool:
    """Tells whether studies were named, finished or not."""
    return any(
        knowledge.qualifications[held.id].academic
        for held in profile.qualifications
        if held.id in knowledge.qualifications
    )
