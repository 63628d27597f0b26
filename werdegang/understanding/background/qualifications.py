"""Which qualifications a background states, and whether they are finished."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Collection, Dict, List, Optional, Sequence, Tuple

from werdegang.careers import Knowledge
from werdegang.careers.profile import Qualification
from werdegang.understanding.background.fields import (
    DEFAULT_FIELD,
    MOST_BESIDE,
    Stated,
    with_fields,
)
from werdegang.understanding.background.mentions import Lists, Mention
from werdegang.understanding.background.qualification_words import (
    AREA_LEARNT,
    ASKED,
    AT_SCHOOL,
    AT_WORK,
    BESIDE_STUDIES,
    CAME_AFTER,
    COMING_EXAM,
    CORRECTED,
    DATED,
    DONE,
    FIELD_DROPPED,
    FINISHED,
    FROM_ANOTHER,
    GIVEN_UP,
    GOING_ON,
    GRADUATE,
    JUST_NOW,
    KURZ_VOR,
    LEARNERS,
    LEARNT,
    LEARNT_BEHIND,
    LEARNT_OCCUPATION,
    LESS_SAID,
    NEGATED_BEFORE,
    NEGATED_BEHIND,
    NEUTRAL_STUDIES,
    NO_MASTER,
    NO_OCCUPATION,
    NOTHING_BEHIND,
    OCCUPATION_LEARNT,
    OF_DIPLOM,
    OF_FH,
    OF_HF,
    OWNED,
    PARTICULAR_BEHIND,
    PLACE,
    SEMESTERS,
    SINCE_THEN,
    STUDIED,
    THEN,
    TO_FINISH,
    WISHED,
    WORKING,
    YEARS_OF,
)
from werdegang.understanding.background.spans import COUNTED
from werdegang.understanding.background.text import TURN, Span, Text

MOST_TO_NOTHING, MOST_TO_LEARNT = 12, 16


def stated_qualifications(
    text: Text, lists: Lists, knowledge: Knowledge, unknown: Collection[str]
) -> List[Stated]:
    """Returns the qualifications that a person states of themselves, in their order."""
    mentions = _mentions(text, lists, unknown)
    stated: List[Stated] = []
    for place, mention in enumerate(mentions):
        before = mentions[place - 1] if place else None
        behind = mentions[place + 1] if place + 1 < len(mentions) else None
        finished = _finished(text, mention, before, behind)
        if finished is None:
            continue
        field = knowledge.qualifications[mention.value].field
        subject = _subject(text, mention, lists)
        value = mention.value
        sentence = text.sentence_at(mention.start)
        if value == "diplom" and OF_FH.search(text.part(sentence.start, sentence.end)):
            value = "diplom_fh"
        if value == "diplom" and OF_HF.search(text.part(sentence.start, sentence.end)):
            value = "advanced_vocational"
        stated.append(
            Stated(
                mention.start,
                mention.end,
                Qualification(value, finished, field),
                subject,
                mention.kind in ("title", "ending") and subject is None,
            )
        )
    stated = _without_generic(text, stated, knowledge)
    return with_fields(text, stated, lists, knowledge, unknown)


def _subject(text: Text, mention: Mention, lists: Lists) -> Optional[str]:
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


def _mentions(text: Text, lists: Lists, unknown: Collection[str]) -> List[Mention]:
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
        if free and not DATED.match(text.part(mention.start, mention.end + 6)):
            distinct.append(mention)
    return distinct


def _learnt(text: Text, lists: Lists, unknown: Collection[str]) -> List[Mention]:
    """Returns occupations that no list holds, but that were learnt ("Bootsbauer")."""
    skills = lists.find("skill", text, unknown)
    found = [
        Mention(area.start, area.end, "vocational_training", "title")
        for area in lists.find("area", text, unknown)
        if AREA_LEARNT.match(text.part(area.end, area.end + MOST_TO_LEARNT))
    ]
    for pattern in (LEARNT_OCCUPATION, OCCUPATION_LEARNT):
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
        around = text.part(clause.start, clause.end)
        if any(clause.start <= mention.start < clause.end for mention in named):
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


def _finished(
    text: Text, mention: Mention, before: Optional[Mention], behind: Optional[Mention]
) -> Optional[bool]:
    """Tells whether a qualification is finished; None where the person has it not."""
    sentence = text.sentence_at(mention.start)
    clause = text.clause_at(mention.start)
    turned = [t for t in text.turns if clause.start <= t < mention.start]
    start = max([clause.start, before.end if before else 0, *turned])
    ahead = text.part(start, mention.start)
    end = sentence.end
    if behind and behind.start < end:
        own = text.clause_at(behind.start)
        turns = [t for t in text.turns if mention.end <= t < behind.start]
        last = turns[-1] if turns else behind.start
        end = last if own == clause or turns and turns[-1] > own.start else own.start
    then = THEN.search(text.lower, mention.end, end)
    end = then.start() if then else end
    after = text.part(mention.end, end)
    after_own = text.part(mention.end, min(end, clause.end))
    word = text.part(mention.start, mention.end)
    if FROM_ANOTHER.search(ahead) or NO_MASTER.search(ahead):
        return None
    if word.endswith("schule") and AT_SCHOOL.search(ahead):
        return None
    if BESIDE_STUDIES.search(ahead) and not KURZ_VOR.search(ahead):
        return None
    if behind and CORRECTED.search(text.part(mention.end, behind.start)):
        return None
    if _asked_about(text, sentence, ahead, after_own):
        return None
    if NEGATED_BEFORE.search(ahead):
        named = ahead + text.part(mention.start, mention.end)
        return False if DONE.search(named) else None
    if re.search(r"\b(?:never|nie)\b", ahead) and GIVEN_UP.search(ahead):
        return False
    if NOTHING_BEHIND.match(text.part(mention.end, mention.end + MOST_TO_NOTHING)):
        return None if mention.kind == "studied" else _is_half(after)
    if NEGATED_BEHIND.search(after_own) and not GIVEN_UP.search(after_own):
        return None
    if WISHED.search(ahead) or WISHED.search(after_own):
        whole = text.part(clause.start, clause.end)
        return False if TO_FINISH.search(whole) else None
    if mention.kind in ("learner", "dropped"):
        return mention.kind == "learner" and bool(
            re.match(r"\W*(?:\w+\W+){0,2}(?:abgeschlossen|fertig)", after_own)
        )
    if KURZ_VOR.search(ahead):
        return False
    learning = "studi" in word or word.endswith("schule")
    if learning and SINCE_THEN.search(after_own):
        return False
    if _is_open(text, mention, ahead, after_own, after):
        return False
    if CAME_AFTER.search(ahead) or FINISHED.search(after_own):
        return True
    if COMING_EXAM.match(after_own):
        return False
    if mention.kind == "studied":
        clause_text = text.part(clause.start, clause.end)
        return not COUNTED.search(clause_text)
    now = JUST_NOW.search(ahead) or re.search(
        r"\bberufsbegleitend|\bnebenbei", after_own
    )
    return not now or bool(WORKING.search(ahead))


def _is_half(after: str) -> Optional[bool]:
    """Tells what "nicht" behind a qualification means: not finished, or not had."""
    return False if GIVEN_UP.search(after) else None


def _is_open(
    text: Text, mention: Mention, ahead: str, after_own: str, after: str
) -> bool:
    """Tells whether a qualification was given up, or is still being worked on."""
    following = after[len(after_own) :]
    beside = "" if AT_WORK.search(following) else following
    told = f"{ahead} \x00 {after_own} \x01 {beside}"
    open_ = [*GIVEN_UP.finditer(f"{ahead} \x00 {after}"), *GOING_ON.finditer(told)]
    if not open_:
        return False
    last = max(hit.end() for hit in open_) - len(ahead) - len(" \x00 ")
    done = [hit for hit in FINISHED.finditer(after) if hit.start() >= last]
    return not done


def _asked_about(text: Text, sentence: Span, ahead: str, after: str) -> bool:
    if not text.is_question(sentence):
        return False
    return bool(ASKED.search(ahead)) and not OWNED.search(ahead)


def _without_generic(
    text: Text, stated: Sequence[Stated], knowledge: Knowledge
) -> List[Stated]:
    """Leaves out "Studium" and "Ausbildung" beside what says which one."""
    kept = list(stated)
    for one in stated:
        beside = [other for other in kept if _says_more(text, one, other, knowledge)]
        if not beside:
            continue
        kept.remove(one)
        place = kept.index(beside[0])
        particular = beside[0]
        if one.subject and not particular.subject:
            particular = replace(particular, subject=one.subject)
        if not one.qualification.finished:
            unfinished = replace(particular.qualification, finished=False)
            particular = replace(particular, qualification=unfinished)
        kept[place] = particular
    return kept


def _says_more(text: Text, one: Stated, other: Stated, knowledge: Knowledge) -> bool:
    """Tells whether another word names the same qualification more exactly."""
    if one is other or text.sentence_at(one.start) != text.sentence_at(other.start):
        return False
    between = text.part(min(one.end, other.end), max(one.start, other.start))
    if one.qualification.id == "degree":
        told = knowledge.qualifications[other.qualification.id]
        same = other.qualification.id == "degree"
        near = not TURN.search(between) and text.distance(one, other) <= MOST_BESIDE
        return told.academic and near and (not same or one.start < other.start)
    if not LESS_SAID.fullmatch(text.part(one.start, one.end)):
        return False
    if one.qualification.id == "higher_national":
        return other.qualification.id == "high_school_diploma"
    if one.qualification.id == "abitur":
        return other.qualification.id == "bhs_matura"
    told = knowledge.qualifications[other.qualification.id]
    behind = one.end <= other.start and PARTICULAR_BEHIND.match(between)
    return told.kind == "vocational" and bool(behind)


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
        or best[name, True].field != qualification.field
    )
