"""Where a background names qualifications: their words, what was learnt or studied."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Collection, List, Optional, Sequence

from werdegang.understanding.background.fields import DEFAULT_FIELD
from werdegang.understanding.background.mentions import Lists, Mention
from werdegang.understanding.background.qualification_words import (
    AREA_LEARNT,
    DATED,
    FIELD_DROPPED,
    GIVEN_UP,
    GOING_ON,
    GRADUATE,
    LEARNERS,
    LEARNT,
    LEARNT_BEHIND,
    LEARNT_OCCUPATION,
    LEARNT_WAS,
    LINKED,
    NEUTRAL_STUDIES,
    NO_OCCUPATION,
    OCCUPATION_LEARNT,
    OF_DIPLOM,
    PLACE,
    SEMESTERS,
    STUDIED,
    YEARS_OF,
)
from werdegang.understanding.background.text import Text

MOST_TO_LEARNT = 16


def subject_in(text: Text, mention: Mention, lists: Lists) -> Optional[str]:
    """Returns the field in the word itself (Medizin|studium, Diplom-|Psychologin)."""
    word = text.whole[mention.start : mention.end]
    if mention.kind in ("ending", "learner", "studied"):
        neutral = NEUTRAL_STUDIES.match(word.lower())
        compound = (
            mention.kind == "ending" and len(word) > len("studium") and not neutral
        )
        other = DEFAULT_FIELD if compound and mention.value == "degree" else None
        return lists.field_in(word) or other
    diplom = OF_DIPLOM.match(word.lower())
    return lists.field_in(word[diplom.end() :]) if diplom else None


def mentions_of(text: Text, lists: Lists, unknown: Collection[str]) -> List[Mention]:
    """Returns where qualifications are named, each place once, in their order."""
    found = lists.find("qualification", text, unknown)
    found += lists.find("title", text, unknown)
    found += lists.by_ending(text)
    for mention in lists.find("trained", text, unknown):
        clause = text.clause_at(mention.start)
        before = text.part(clause.start, mention.start)
        behind = text.part(mention.end, text.sentence_at(mention.start).end)
        if LEARNT.search(before) or LEARNT_BEHIND.search(behind):
            found.append(replace(mention, kind="title"))
    found += _learnt(text, lists, unknown)
    for name, pattern in LEARNERS.items():
        found += [
            Mention(hit.start(), hit.end(), name, "learner")
            for hit in pattern.finditer(text.lower)
        ]
    found += _studies(text, lists, unknown, found)
    distinct: List[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, m.kind != "learner", -m.end)):
        free = not distinct or mention.start >= distinct[-1].end
        if distinct and _is_kind_of_diplom(text, distinct[-1], mention):
            continue
        if free and not DATED.match(text.part(mention.start, mention.end + 6)):
            distinct.append(mention)
    return distinct


def _is_kind_of_diplom(text: Text, diplom: Mention, behind: Mention) -> bool:
    """Tells whether "BA" only says where a Diplom was taken ("Dipl.-Ing. (BA)")."""
    if not diplom.value.startswith("diplom"):
        return False
    between = text.part(diplom.end, behind.start).strip(" .(")
    return not between and text.part(behind.start, behind.end) == "ba"


def before_linked(
    text: Text, mentions: Sequence[Mention], place: int
) -> Optional[Mention]:
    """Returns the mention before, or before those that name the same qualification.

    What stands before "Ausbildung" in "keine Ausbildung zur Bankkauffrau" is said of
    both words.
    """
    while place and LINKED.match(
        text.part(mentions[place - 1].end, mentions[place].start)
    ):
        place -= 1
    return mentions[place - 1] if place else None


def _learnt(text: Text, lists: Lists, unknown: Collection[str]) -> List[Mention]:
    """Returns occupations that no list holds, but that were learnt ("Bootsbauer")."""
    skills = lists.find("skill", text, unknown)
    found = [
        Mention(area.start, area.end, "vocational_training", "title")
        for area in lists.find("area", text, unknown)
        if AREA_LEARNT.match(text.part(area.end, area.end + MOST_TO_LEARNT))
    ]
    for pattern in (LEARNT_OCCUPATION, OCCUPATION_LEARNT, LEARNT_WAS):
        for hit in pattern.finditer(text.whole):
            start, end = hit.span("occupation")
            known = any(start <= skill.start < end for skill in skills)
            if not known and not NO_OCCUPATION.match(hit["occupation"].lower()):
                found.append(Mention(start, end, "vocational_training", "title"))
    return found


def _studies(
    text: Text, lists: Lists, unknown: Collection[str], named: Sequence[Mention]
) -> List[Mention]:
    """Returns where a degree is told by a verb, a place or a subject given up."""
    found = [
        Mention(hit.start(), hit.end(), "degree", "studied")
        for hit in STUDIED.finditer(text.lower)
    ]
    if text.is_english:
        found += [
            Mention(hit.start(), hit.end(), "degree", "studied")
            for hit in GRADUATE.finditer(text.lower)
        ]
    for hit in PLACE.finditer(text.lower):
        clause = text.clause_at(hit.start())
        listed = text.part(hit.end(), hit.end() + 1) == ":"
        end = text.sentence_at(hit.start()).end if listed else clause.end
        around = text.part(clause.start, end)
        if any(
            clause.start <= mention.start < clause.end
            and mention.value not in ("abitur", "fachabitur", "high_school_diploma")
            for mention in named
        ):
            continue
        given_up = GIVEN_UP.search(around) or GOING_ON.search(around)
        if given_up or YEARS_OF.search(text.part(clause.start, hit.start())):
            found.append(Mention(hit.start(), hit.end(), "degree", "dropped"))
        elif re.search(r"\b(?:finished|went to|abgeschlossen|fertig)\b", around):
            found.append(Mention(hit.start(), hit.end(), "degree", "studied"))
    fields = lists.find("field", text, unknown) + lists.find("studied", text, unknown)
    for field in fields:
        clause = text.clause_at(field.start)
        behind = text.part(field.end, text.sentence_at(field.start).end)
        ahead = text.part(clause.start, field.start)
        if FIELD_DROPPED.match(behind) or SEMESTERS.search(ahead):
            found.append(Mention(field.start, field.end, "degree", "dropped"))
    return found
