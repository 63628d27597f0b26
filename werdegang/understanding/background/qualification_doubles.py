"""Which words of a background name the same qualification."""

from __future__ import annotations

from dataclasses import replace
from typing import Dict, List, Sequence, Tuple

from werdegang.careers import Knowledge
from werdegang.careers.profile import Qualification
from werdegang.understanding.background.fields import MOST_BESIDE, Stated
from werdegang.understanding.background.qualification_words import (
    EXAMINATION,
    LESS_SAID,
    NAMED_AGAIN,
    PARTICULAR_BEHIND,
    SAME_STUDIES,
)
from werdegang.understanding.background.text import COST_OF_TURN, TURN, Text

TWO_YEARS = "training_two_years"


def without_generic(
    text: Text, stated: Sequence[Stated], knowledge: Knowledge
) -> List[Stated]:
    """Leaves out "Studium" and "Ausbildung" beside what says which one."""
    kept = list(stated)
    for named in stated:
        one = next(other for other in kept if other.start == named.start)
        beside = [other for other in kept if _says_more(text, one, other, knowledge)]
        if not beside:
            continue
        kept.remove(one)
        place = kept.index(beside[0])
        particular = beside[0]
        if one.subject and not particular.subject:
            particular = replace(particular, subject=one.subject)
        two_years = one.qualification.id == TWO_YEARS
        if two_years and particular.qualification.id == "vocational_training":
            shorter = replace(particular.qualification, id=TWO_YEARS)
            particular = replace(particular, qualification=shorter)
        if not one.qualification.finished:
            unfinished = replace(particular.qualification, finished=False)
            particular = replace(particular, qualification=unfinished)
        kept[place] = particular
    return kept


def _says_more(text: Text, one: Stated, other: Stated, knowledge: Knowledge) -> bool:
    """Tells whether another word names the same qualification more exactly."""
    if one.qualification.id == "school_certificate" and one is not other:
        return knowledge.qualifications[other.qualification.id].kind == "school"
    if one is other or text.sentence_at(one.start) != text.sentence_at(other.start):
        return False
    between = text.part(min(one.end, other.end), max(one.start, other.start))
    if one.qualification.id == "degree":
        told = knowledge.qualifications[other.qualification.id]
        same = other.qualification.id == "degree"
        if told.academic and SAME_STUDIES.match(between) and one.end <= other.start:
            return True
        if len(between) > MOST_BESIDE:
            return False
        alike = one.qualification.finished == other.qualification.finished
        turns = [hit.group().lower() for hit in TURN.finditer(between)]
        apart = [turn for turn in turns if not (alike and turn in ("und", "and"))]
        begun_anew = same and not one.qualification.finished and not alike
        far = text.distance(one, other) - COST_OF_TURN * len(turns)
        near = not apart and not begun_anew and far <= MOST_BESIDE
        return told.academic and near and (not same or one.start < other.start)
    same = one.qualification.id == other.qualification.id and other.end <= one.start
    failed = same and not one.qualification.finished
    if failed and EXAMINATION.fullmatch(text.part(one.start, one.end)):
        return True
    if not LESS_SAID.fullmatch(text.part(one.start, one.end)):
        return False
    if one.qualification.id == "higher_national":
        return other.qualification.id == "high_school_diploma"
    if one.qualification.id == "abitur":
        return other.qualification.id == "bhs_matura"
    told = knowledge.qualifications[other.qualification.id]
    behind = one.end <= other.start and PARTICULAR_BEHIND.match(between)
    again = other.end <= one.start and NAMED_AGAIN.match(between)
    return told.kind == "vocational" and bool(behind or again)


def without_doubles(
    stated: Sequence[Stated], knowledge: Knowledge
) -> Tuple[Qualification, ...]:
    """Returns each qualification once; a finished one outdoes the same unfinished."""
    best: Dict[Tuple[str, bool], Qualification] = {}
    for one in stated:
        key = (one.qualification.id, one.qualification.finished)
        kept = best.get(key)
        if kept is None or (kept.field is None and one.qualification.field):
            best[key] = one.qualification
    return tuple(
        qualification
        for (name, finished), qualification in best.items()
        if finished
        or (name, True) not in best
        or knowledge.qualifications[name].kind == "vocational"
        or name == "state_examination"
        or best[name, True].field != qualification.field
    )
