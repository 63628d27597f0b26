"""From what a person writes of themselves to a profile."""

from __future__ import annotations

import re
from typing import Collection, Dict, List, Optional, Sequence, Tuple

from werdegang.careers import Knowledge
from werdegang.careers.profile import Experience, Profile, Topic
from werdegang.understanding.background.leading import has_led
from werdegang.understanding.background.mentions import Lists, Mention
from werdegang.understanding.background.qualification_doubles import without_doubles
from werdegang.understanding.background.qualification_words import OWNED
from werdegang.understanding.background.qualifications import (
    Stated,
    stated_qualifications,
)
from werdegang.understanding.background.skills import languages_in, skills_in
from werdegang.understanding.background.spans import WorkSpan, spans_in
from werdegang.understanding.background.text import Span, Text

MOST_TO_AREA = 75
BEHIND_IS_BETTER = 8
"""What a time is about mostly follows it ("5 years in sales")."""
MOST_TO_STUDY = 30
NOTHING: Dict[Topic, re.Pattern[str]] = {
    "qualifications": re.compile(
        r"\b(?:kein(?:en|erlei)?\s+(?:schul)?abschl[uü]ss\w*|ni(?:x|chts)\s+gelernt"
        r"|ungelernt\w*|no\s+(?:formal\s+)?(?:qualifications?|schooling)"
        r"|without\s+(?:any\s+)?qualifications?|no\s+qualifications?|ohne\s+abschluss"
        r"|left school with nothing)\b"
    ),
    "field": re.compile(
        r"\b(?:kein\s+studium|ohne\s+studium|nie\s+studiert|nicht\s+studiert"
        r"|no\s+(?:university\s+|college\s+)?degree|without\s+a\s+degree"
        r"|never\s+(?:went\s+to|been\s+to)\s+(?:uni|university|college)"
        r"|didn't\s+go\s+to\s+(?:uni|university|college)"
        r"|studium\s+hab(?:e)?\s+ich\s+kein\w*|degree\s+none)\b"
    ),
    "experience": re.compile(
        r"\b(?:kein(?:e|erlei)?\s+(?:berufs|arbeits|praxis)?erfahrung|keine\s+praxis"
        r"|null\s+(?:praxis|erfahrung)|noch\s+nie\s+gearbeitet|(?:no|zero"
        r"|without\s+any)\s+(?:work(?:ing)?\s+|job\s+|professional\s+)?experience"
        r"|never\s+(?:worked|had\s+a\s+job)|no\s+job\s+(?:so\s+far|yet))\b"
    ),
}
ASKING = re.compile(
    r"\b(?:was fehlt|fehlt|reicht|genügt|genuegt|langt|what's missing|whats missing"
    r"|what am i|am i|can i|could i|would (?:that|this|i)|do i|wie|wo steh|kann ich"
    r"|hab ich das zeug|is that|is it|enough|brauch\w*|is there|what (?:else|gaps)"
    r"|should i|how)\b"
)
TARGET = re.compile(
    r"\b(?:for|für|become|to be|zur|zum|into|in die|ins)\s+(?:the|die|den|das|an?"
    r"|eine[nr]?|my)\s+(?:\w+\s+)?$|\b(?:into|to be|become)\s+$"
)
OF_QUALIFICATION = re.compile(
    r"^\s*(?:(?:degree\s+)?(?:in|of|für|fuer|for|im|der"
    r"|des)\s+(?:the\s+)?(?:\w+\s+)?)?$"
)
PAPER = re.compile(
    r"^\s*(?:licen[cs]e|certificate|schein|degree|diploma|course|kurs|studium|major"
    r"|studies)\b"
)
AT_PLACE = re.compile(
    r"\b(?:im|in|in der|bei der|aus der|at|an|worked|work|job"
    r"|gearbeitet)\s+(?:the\s+)?$"
)
NO_PAST = re.compile(
    r"\b(?:will|möchte\w*|würde gern\w*|suche|interessier\w*|plan(?:e)?\b|ziel"
    r"|überlege|want|would like|i'd like|hope|hoping|looking for|dream|thinking (?:of"
    r"|about)|bewerb\w*|apply|into\b|become|werden\b|brauche?|reicht|genügt|enough"
    r"|fehlt|missing|lack|qualify|can i|am i|kann ich|für die|for the)"
)


def read_background(
    said: str,
    knowledge: Knowledge,
    lists: Lists,
    year: int,
    unknown: Collection[str] = (),
) -> Profile:
    """Reads what a person says of themselves, in German or English.

    What was not said stays empty. Age, sex, origin, health and family are not read.

    Args:
        said: the text, as typed.
        knowledge: names qualifications, areas, roles, fields and skills.
        lists: their forms, `Lists(knowledge)`; made once and kept.
        year: the present year, to which "seit 2019" is counted.
        unknown: words (in lower case) that no word list holds, among which typing
            errors are looked for.
    """
    text = Text(said)
    unknown = {word for word in unknown if not any(map(str.isdigit, word))}
    stated = stated_qualifications(text, lists, knowledge, unknown)
    spans = _for_work(text, spans_in(text, year), stated)
    has, lacks = skills_in(text, lists, unknown)
    profile = Profile(
        qualifications=without_doubles(stated, knowledge),
        experience=_experience(text, spans, stated, lists, knowledge, unknown),
        leading=has_led(text),
        skills=has,
        missing_skills=lacks,
        languages=languages_in(text),
    )
    return _with_nothings(text, profile)


def field_of(profile: Profile, knowledge: Knowledge) -> Optional[str]:
    """Returns the field of the highest qualification that has one."""
    by_level = sorted(
        profile.qualifications,
        key=lambda held: -knowledge.qualifications[held.id].level,
    )
    return next((held.field for held in by_level if held.field), None)


def years_uncertain(profile: Profile) -> bool:
    """Tells whether a length of time was said vaguely."""
    return any(not time.certain for time in profile.experience)


def _for_work(
    text: Text, spans: Sequence[WorkSpan], stated: Sequence[Stated]
) -> List[WorkSpan]:
    """Leaves out times of learning: those right beside what is being studied."""
    return [
        span
        for span in spans
        if not any(
            not one.qualification.finished
            and text.distance(span, one) <= MOST_TO_STUDY
            and text.clause_at(span.start) == text.clause_at(one.start)
            for one in stated
        )
    ]


def _experience(
    text: Text,
    spans: Sequence[WorkSpan],
    stated: Sequence[Stated],
    lists: Lists,
    knowledge: Knowledge,
    unknown: Collection[str],
) -> Tuple[Experience, ...]:
    subjects = lists.find("field", text, unknown)
    skills = lists.find("skill", text, unknown)
    areas = _past(text, lists.find("area", text, unknown), stated, spans, subjects)
    areas = [area for area in areas if not _is_skill(text, area, skills, spans)]
    roles = _past(text, lists.find("role", text, unknown), stated, spans, ())
    roles = [role for role in roles if _is_particular(text, role, knowledge)]
    told: List[Experience] = []
    used: List[Mention] = []
    for span in spans:
        area = _beside(text, areas, span, used)
        role = _beside(text, roles, span, [])
        used += [area] if area else []
        told.append(
            Experience(
                area=area.value if area else None,
                role=role.value if role else None,
                years=span.years,
                certain=span.certain,
                leading=_leads(text, span),
            )
        )
    left = [area for area in areas if area not in used]
    known = {one.area for one in told}
    for area in left:
        if area.value not in known:
            known.add(area.value)
            told.append(Experience(area=area.value))
    return tuple(dict.fromkeys(told))


def _is_particular(text: Text, role: Mention, knowledge: Knowledge) -> bool:
    """Tells whether a post is that role; "Teamleiter" alone may be one anywhere."""
    if role.value != knowledge.default_role:
        return True
    return "office" in text.part(role.start, role.end)


def _past(
    text: Text,
    mentions: Sequence[Mention],
    stated: Sequence[Stated],
    spans: Sequence[WorkSpan],
    subjects: Sequence[Mention],
) -> List[Mention]:
    """Leaves out what is wished for, asked about, a subject, or was only learnt."""
    found = []
    for mention in mentions:
        sentence = text.sentence_at(mention.start)
        clause = text.clause_at(mention.start)
        ahead = text.part(clause.start, mention.start)
        timed = any(
            clause.start <= span.start < clause.end
            and text.distance(span, mention) <= MOST_TO_AREA
            for span in spans
        )
        learnt = any(
            _overlap(one, mention) and not (timed and one.occupation) for one in stated
        )
        subject = any(_overlap(one, mention) for one in subjects)
        studied = any(
            mention.start - one.end >= 0
            and OF_QUALIFICATION.match(text.part(one.end, mention.start))
            for one in stated
        )
        asked = _is_asked(text, sentence, mention) and not timed
        wished = NO_PAST.search(text.part(clause.start, clause.end)) and not timed
        paper = PAPER.match(text.part(mention.end, clause.end))
        target = TARGET.search(ahead)
        if not (learnt or subject or studied or asked or wished or paper or target):
            found.append(mention)
    return found


def _is_asked(text: Text, sentence: Span, mention: Span) -> bool:
    """Tells whether a question is about a mention, not what the person brings."""
    if ASKING.search(text.part(sentence.start, mention.start)):
        return True
    whole = text.part(sentence.start, sentence.end)
    told = OWNED.search(whole) or ASKING.search(whole)
    return text.is_question(sentence) and not told


def _is_skill(
    text: Text, area: Mention, skills: Sequence[Mention], spans: Sequence[WorkSpan]
) -> bool:
    """Tells whether a name says what one can do, not where one worked."""
    if not any(_overlap(area, skill) for skill in skills):
        return False
    clause = text.clause_at(area.start)
    timed = any(clause.start <= span.start < clause.end for span in spans)
    return not timed and not AT_PLACE.search(text.part(clause.start, area.start))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _beside(
    text: Text, mentions: Sequence[Mention], span: Span, used: Sequence[Mention]
) -> Optional[Mention]:
    free = [mention for mention in mentions if mention not in used]
    costs = [
        (
            text.distance(mention, span)
            + (BEHIND_IS_BETTER if mention.end <= span.start else 0),
            place,
        )
        for place, mention in enumerate(free)
    ]
    return next((free[at] for cost, at in sorted(costs) if cost <= MOST_TO_AREA), None)


def _leads(text: Text, span: Span) -> bool:
    clause = text.clause_at(span.start)
    turns = [t for t in text.turns if clause.start < t < clause.end]
    start = max([t for t in turns if t <= span.start] + [clause.start])
    end = min([t for t in turns if t > span.end] + [clause.end])
    return has_led(Text(text.whole[start:end])) is True


def _with_nothings(text: Text, profile: Profile) -> Profile:
    none = tuple(
        topic
        for topic, pattern in NOTHING.items()
        if pattern.search(text.lower) and not profile.knows_of(topic)
    )
    return profile.joined_with(Profile(none=none)) if none else profile
