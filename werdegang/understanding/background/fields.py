"""Which field a degree was taken in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Collection, Dict, List, Optional, Sequence, Tuple

from werdegang.careers import Knowledge
from werdegang.careers.profile import Qualification
from werdegang.understanding.background.mentions import Lists, Mention
from werdegang.understanding.background.others import is_of_another
from werdegang.understanding.background.spans import COUNTED
from werdegang.understanding.background.text import Span, Text, nearest

MOST_BESIDE = 120
"""How far a particular qualification may be from the generic word for it."""
MOST_TO_FIELD = 95
DEFAULT_FIELD = "other"
IN_SUBJECT = re.compile(
    r"^\s*(?:degree\s+)?(?:in|der|of|des)\s+(?!progress|the\b|der\b|dem\b|den\b|hand"
    r"|\d|mein|my\b|einem|a\b|uni|19|20)(?P<subject>[a-zäöüß][\w-]{3,})"
)
NO_SUBJECT = frozenset(
    """
    deutschland österreich wien berlin hamburg münchen vietnam england london germany
    arts science business tasche europe london paris januar februar märz april juni juli
    august september oktober november dezember january february march june july october
    december year leipzig köln bremen zürich schweiz teilzeit vollzeit part full other
    abroad
    """.split()
)


@dataclass(frozen=True)
class Stated(Span):
    """A qualification where it stands in the text."""

    qualification: Qualification
    subject: Optional[str] = None
    """The field that its own word names (Medizin|studium)."""
    occupation: bool = False
    """Whether it is told by the name of an occupation, which can be worked in too."""


def with_fields(
    text: Text,
    stated: Sequence[Stated],
    lists: Lists,
    knowledge: Knowledge,
    unknown: Collection[str],
) -> List[Stated]:
    """Gives each degree the field of study that is named with it."""
    mentions = [
        field
        for field in _fields(text, lists, unknown)
        if field.value != DEFAULT_FIELD
        or not any(one.start < field.start < one.end for one in stated)
        if not _is_work(text, field, stated) and not is_of_another(text, field.start)
    ]
    able = [
        one
        for one in stated
        if knowledge.qualifications[one.qualification.id].level >= 5
        and (
            knowledge.qualifications[one.qualification.id].academic
            or one.qualification.id == "higher_national"
        )
    ]
    given: Dict[int, str] = {one.start: one.subject for one in able if one.subject}
    for mention in mentions:
        free = [one for one in able if one.start not in given]
        for place in nearest(text, free, mention, MOST_TO_FIELD):
            if text.sentence_at(free[place].start) == text.sentence_at(mention.start):
                given[free[place].start] = mention.value
    for one in able:
        if one.start not in given:
            found = _unlisted(text, one) or _shared(text, one, able, given)
            if found:
                given[one.start] = found
    return [
        replace(
            one,
            qualification=replace(
                one.qualification,
                field=given.get(one.start) or one.qualification.field,
            ),
        )
        for one in stated
    ]


def _is_work(text: Text, field: Mention, stated: Sequence[Stated]) -> bool:
    """Tells whether a subject names what was worked in ("5 Jahre Marketing")."""
    clause = text.clause_at(field.start)
    studied = any(clause.start <= one.start < clause.end for one in stated)
    timed = COUNTED.search(text.lower, clause.start, clause.end)
    return bool(timed) and not studied


def _fields(text: Text, lists: Lists, unknown: Collection[str]) -> List[Mention]:
    found = lists.find("field", text, unknown) + lists.find("studied", text, unknown)
    distinct: List[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not distinct or mention.start >= distinct[-1].end:
            distinct.append(mention)
    return distinct


def _unlisted(text: Text, one: Stated) -> Optional[str]:
    """Returns "other" where a subject stands behind a degree that no list holds."""
    sentence = text.sentence_at(one.start)
    behind = IN_SUBJECT.match(text.part(one.end, sentence.end))
    if behind is None or behind["subject"] in NO_SUBJECT:
        return None
    subject = text.whole[one.end + behind.start("subject") :][:1]
    return DEFAULT_FIELD if text.is_english or subject.isupper() else None


def _shared(
    text: Text, one: Stated, able: Sequence[Stated], given: Dict[int, str]
) -> Optional[str]:
    """Returns the field of a degree right beside ("Bachelor und Master in BWL")."""
    for other in able:
        beside = text.distance(one, other) <= MOST_BESIDE
        if other.start in given and beside:
            return given[other.start]
    return None


def fields_named(
    said: str, lists: Lists, unknown: Collection[str] = ()
) -> Tuple[str, ...]:
    """Returns the fields of study that a text names, whatever it says of them."""
    found = _fields(Text(said), lists, unknown)
    return tuple(dict.fromkeys(mention.value for mention in found))
