"""Which qualifications a background states, and whether they are finished."""

from __future__ import annotations

import re
from typing import Collection, List, Optional

from werdegang.careers import Knowledge
from werdegang.careers.profile import Qualification
from werdegang.understanding.background.fields import (
    Stated,
    with_fields,
)
from werdegang.understanding.background.mentions import Lists, Mention
from werdegang.understanding.background.others import is_of_another
from werdegang.understanding.background.qualification_doubles import without_generic
from werdegang.understanding.background.qualification_mentions import (
    before_linked,
    mentions_of,
    subject_in,
)
from werdegang.understanding.background.qualification_words import (
    AFTER_IT,
    AS_JOB,
    ASKED,
    AT_SCHOOL,
    AT_WORK,
    BESIDE_STUDIES,
    CAME_AFTER,
    COMING_EXAM,
    CORRECTED,
    DONE,
    FINISHED,
    GIVEN_UP,
    GOING_ON,
    JUST_NOW,
    KURZ_VOR,
    LEFT_WITH_IT,
    MADE,
    NEGATED_BEFORE,
    NEGATED_BEHIND,
    NEITHER,
    NO_MASTER,
    NOR,
    NOTHING_BEHIND,
    OF_FH,
    OF_HF,
    OTHER_EXAMINATION,
    OWNED,
    RECOGNITION,
    SINCE_THEN,
    THAT_I,
    THEN,
    TO_FINISH,
    WISHED,
    WITH_IT,
    WORKING,
)
from werdegang.understanding.background.spans import COUNTED
from werdegang.understanding.background.text import (
    TURN,
    Span,
    Text,
)

SCHOOL = frozenset(
    ("lower_secondary", "intermediate_secondary", "fachabitur", "abitur", "bhs_matura")
)
MOST_TO_NOTHING = 12
OF_UNIVERSITY = {
    "diplom": "diplom_fh",
    "diplom_engineering": "diplom_fh_engineering",
    "diplom_business": "diplom_fh_business",
}
"""A Diplom of a university, and the same of a Fachhochschule or Berufsakademie."""


def stated_qualifications(
    text: Text, lists: Lists, knowledge: Knowledge, unknown: Collection[str]
) -> List[Stated]:
    """Returns the qualifications that a person states of themselves, in their order."""
    mentions = mentions_of(text, lists, unknown)
    stated: List[Stated] = []
    for place, mention in enumerate(mentions):
        behind = mentions[place + 1] if place + 1 < len(mentions) else None
        finished = _finished(
            text, mention, before_linked(text, mentions, place), behind
        )
        if finished is None:
            continue
        field = knowledge.qualifications[mention.value].field
        subject = subject_in(text, mention, lists)
        value = mention.value
        sentence = text.sentence_at(mention.start)
        if value in OF_UNIVERSITY and OF_FH.search(
            text.part(sentence.start, sentence.end)
        ):
            value = OF_UNIVERSITY[value]
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
    stated = without_generic(text, stated, knowledge)
    return with_fields(text, stated, lists, knowledge, unknown)


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
    if is_of_another(text, mention.start) or NO_MASTER.search(ahead):
        return None
    if word.endswith("schule") and AT_SCHOOL.search(ahead):
        return None
    if BESIDE_STUDIES.search(ahead) and not KURZ_VOR.search(ahead):
        return None
    if behind and CORRECTED.search(text.part(mention.end, behind.start)):
        return None
    if _asked_about(text, sentence, ahead, after_own):
        return None
    neither = NEITHER.search(text.part(sentence.start, mention.start))
    if neither and NOR.match(ahead):
        return None
    if NEGATED_BEFORE.search(ahead):
        named = ahead + text.part(mention.start, mention.end)
        return False if DONE.search(named) else None
    if re.search(r"\b(?:never|nie)\b", ahead) and GIVEN_UP.search(ahead):
        return False
    if NOTHING_BEHIND.match(text.part(mention.end, mention.end + MOST_TO_NOTHING)):
        done = DONE.search(text.part(sentence.start, mention.start))
        return None if mention.kind == "studied" and not done else _is_half(after, done)
    if NEGATED_BEHIND.search(after_own) and not GIVEN_UP.search(after_own):
        return None
    turn = TURN.search(after_own)
    if WISHED.search(ahead) or WISHED.search(
        after_own[: turn.start() if turn else None]
    ):
        whole = text.part(clause.start, clause.end)
        return False if TO_FINISH.search(whole) else None
    said_before = text.part(sentence.start, mention.start)
    learner_only = mention.kind == "learner" and THAT_I.search(ahead)
    if learner_only and WISHED.search(said_before):
        return None
    if mention.kind in ("learner", "dropped"):
        return mention.kind == "learner" and bool(
            re.match(r"\W*(?:\w+\W+){0,2}(?:abgeschlossen|fertig)", after_own)
        )
    if KURZ_VOR.search(ahead):
        return False
    if AFTER_IT.search(ahead):
        return True
    left = LEFT_WITH_IT.search(after_own) or not GIVEN_UP.search(after)
    if mention.value in SCHOOL and WITH_IT.search(ahead) and left:
        return True
    learning = "studi" in word or word.endswith("schule")
    if learning and SINCE_THEN.search(after_own):
        return False
    job = mention.kind in ("title", "ending") and AS_JOB.search(ahead)
    if job and COUNTED.search(ahead) and not GIVEN_UP.search(after):
        return True
    if _is_open(text, mention, ahead, after_own, after):
        return False
    if CAME_AFTER.search(ahead) or FINISHED.search(after_own):
        return True
    if COMING_EXAM.match(after_own):
        return False
    if mention.kind == "studied":
        clause_text = text.part(clause.start, clause.end)
        return not COUNTED.search(clause_text)
    now = JUST_NOW.search(ahead) or (
        re.search(r"\bnebenbei", after_own) and not MADE.search(after_own)
    )
    return not now or bool(WORKING.search(ahead))


def _is_half(after: str, done: Optional[re.Match[str]]) -> Optional[bool]:
    """Tells what "nicht" behind a qualification means: not finished, or not had.

    Not finished also where another was ("Abitur geschafft, Studium nicht").
    """
    return False if done or GIVEN_UP.search(after) else None


def _is_open(
    text: Text, mention: Mention, ahead: str, after_own: str, after: str
) -> bool:
    """Tells whether a qualification was given up, or is still being worked on."""
    following = after[len(after_own) :]
    beside = "" if AT_WORK.search(following) else following
    told = f"{ahead} \x00 {after_own} \x01 {beside}"
    own = OTHER_EXAMINATION.sub(lambda hit: " " * len(hit.group()), after)
    open_ = [*GIVEN_UP.finditer(f"{ahead} \x00 {own}")]
    if not RECOGNITION.search(ahead):
        open_ += GOING_ON.finditer(told)
    if not open_:
        return False
    last = max(hit.end() for hit in open_) - len(ahead) - len(" \x00 ")
    done = [hit for hit in FINISHED.finditer(after) if hit.start() >= last]
    return not done


def _asked_about(text: Text, sentence: Span, ahead: str, after: str) -> bool:
    if not text.is_question(sentence):
        return False
    return bool(ASKED.search(ahead)) and not OWNED.search(ahead)
