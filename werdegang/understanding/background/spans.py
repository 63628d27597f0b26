"""How long somebody has worked: spans of years, said in many ways."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import List, Optional

from werdegang.understanding.background.text import TURN, Span, Text
from werdegang.understanding.years import NUMBERS

_WORDS = "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
NUMBER = rf"(?P<number>\d{{1,2}}(?:[.,]\d{{1,2}})?|{_WORDS})"
YEAR_UNIT = (
    r"(?:jahr(?:e|en|es)?|j\.|years?|yrs?|yr|y|j|yaers?|yers?|yeras?|jahrn?|jahe"
    r"|jhare?n?)"
)
MONTH_UNIT = r"(?:monat(?:e|en|s)?|months?|mths?|mos?)"
COUNTED = re.compile(
    rf"(?<![\d.,/\w])(?:(?P<low>\d{{1,2}}|{_WORDS})\s*(?:-|–|bis|to|oder"
    rf"|or)\s*)?{NUMBER}"
    rf"(?P<half>\s?½|\s1/2|\s+and\s+a\s+half|\s+einhalb)?(?P<plus>\s*\+"
    rf"|\s*plus)?[\s-]*(?:(?:volle[n]?|ganze[n]?"
    rf"|lange[n]?|full|solid|good|gute[n]?|odd|weitere[n]?|more|knappe[n]?)\s+)?"
    rf"(?P<unit>{YEAR_UNIT}"
    rf"|{MONTH_UNIT})(?:\s+and\s+a\s+(?P<later>half))?(?![a-zäöüß])",
    re.IGNORECASE,
)
HALF_YEAR = re.compile(
    r"\b(?:(?:ein\s+)?halbes\s+jahr|halbjahr|half\s+a\s+year|six-month)\b"
)
DECADE = re.compile(
    r"\b(?:(?P<two>two|zwei)\s+|(?P<half>half|halbes)\s+)?(?:a\s+"
    r"|ein(?:em)?\s+)?(?:decades?|jahrzehnte?n?)\b"
)
SINCE = re.compile(
    r"\b(?:seit|since|ab)\s+(?:(?:anfang|ende|mitte|dem\s+jahr|early|late|about|ca\.?"
    r"|etwa|ungefähr|\w+)\s+){0,2}(?P<year>(?:19|20)\d\d)\b"
)
FROM_TO = re.compile(
    r"(?<![\d.])(?:\d{1,2}/)?(?P<first>(?:19|20)\d\d)\s*(?:-|–|—|bis|to|until|till"
    r"|through|und|and)\s*(?:ende\s+|anfang\s+|mitte\s+|\d{1,2}/)?"
    r"(?P<last>(?:19|20)\d\d|heute|today|present|now|date|jetzt)\b"
)
TO_NOW = frozenset(("heute", "today", "present", "now", "date", "jetzt"))
VAGUE = re.compile(
    r"\b(?:(?:ein\s+)?paar\s+(?:\w+\s+)?jahre?n?|paar\s+jahre?|einige[rn]?\s+jahre?n?"
    r"|mehrere[nr]?\s+jahre?n?|viele[nr]?\s+jahre?n?|jahrelang\w*"
    r"|seit\s+(?:vielen\s+|langen\s+)?jahren"
    r"|(?:schon\s+)?(?:sehr\s+)?lange\s+(?:zeit\s+)?(?:im|in|bei|als)|langjährige?r?"
    r"|ewig|lange\s+(?:gejobbt|gearbeitet|worked)"
    r"|a\s+few\s+(?:\w+\s+)?years|few\s+years|several\s+(?:\w+\s+)?years|some\s+years"
    r"|many\s+years|various\s+years|for\s+years|years\s+of"
    r"|a\s+(?:good\s+)?(?:number|couple)\s+of\s+years|couple\s+(?:of\s+)?(?:years|yrs)"
    r"|a\s+few\s+yrs|a\s+while|for\s+ages|ein\s+paar\s+monate|a\s+few\s+months"
    r"|several\s+months|einige\s+monate|mehrere\s+monate)\b"
)
ABOUT_BEFORE = re.compile(
    r"(?:\b(?:knapp|rund|ca\.?|circa|etwa|ungefähr|ungefaehr|fast|gut|über|ueber"
    r"|mehr als|mindestens|beinahe|bald|an die|so(?: um die)?|zirka|um die|annähernd"
    r"|grob|vielleicht|wohl"
    r"|about|around|roughly|nearly|almost|over|more than|approx\.?|approximately|some"
    r"|at least|maybe|just under|close to|something like|circa|probably|getting on for"
    r"|well over|not quite|like|up to|under)|~)"
    r"\s*(?:(?:zirka|ca\.?|die|ein|noch|a|insg\.?|rund)\s*)?$"
)
ABOUT_BEHIND = re.compile(
    r"^\s*(?:or so|oder so|ungefähr|circa|ca\b|rum\b|roughly|give or take|ish\b|approx"
    r"|or thereabouts|schätze ich|glaub\w* ich|i think|I guess)"
)
AN_AGE = re.compile(r"^\s*(?:alt\b|old\b|of age\b|-?old\b|jung\b|young\b|lebens)")
AGO = re.compile(r"^\s*(?:ago|zuvor|back\b|her\b|before that i)")
AGO_BEFORE = re.compile(r"\bvor(?:\s+(?:etwa|ca\.?|rund|gut|knapp|über|ungefähr))?\s*$")
LATER = re.compile(
    r"\b(?:in|innerhalb von|within|binnen)\s+(?:den nächsten\s+|the next\s+|about\s+)?$"
)
UNTIL = re.compile(r"^\s*(?:bis zu|until|left until|to go\b|vor der prüfung|vor mir)")
STOPPED = re.compile(
    r"^\s*(?:wieder\s+)?(?:abgebr|abbr|geschmissen|hingeschm|aufgeh|aufgegeben|dropped"
    r"|quit|gave up|i quit|i dropped|stopped)"
)
AFTER = re.compile(r"\b(?:nach|after)(?:\s+(?:etwa|ca\.?|rund|gut|knapp|about))?\s*$")
WITH_AGE = re.compile(
    r"\b(?:bin|i'm|im|i am|aged?|mit|alter)\s*(?:jetzt\s+|schon\s+|now\s+)?$"
)
AWAY = re.compile(
    r"\b(?:elternzeit|familienzeit|kinderpause|familienpause|babypause|erziehungszeit"
    r"|mutterschutz|erziehung|pause|auszeit|arbeitslos\w*|arbeitssuchend|krank"
    r"|weltreise|gap|sabbatical|haft|zuhause|daheim"
    r"|raising|maternity|paternity|parental|unemployed|out of work|travell?ing"
    r"|career break|stay(?:ed|ing)?[- ](?:at )?home|at home|kids|looking after"
    r"|caring for my|gap years?|off sick|kinder großgezogen|australien|neuseeland"
    r"|work and travel|au[- ]?pair|auslandsjahr|mami|mama|hausfrau|hausmann"
    r"|homemaker|housewife|pflege meiner|pflege meines|sick leave|break)\b"
)
SCHOOLING = re.compile(
    r"^\s*(?:studium|studiert|ausbildung|lehre|schule|uni\b|gymnasium|(?:of |at "
    r"|in )?(?:college|uni\b|university|school|training|apprenticeship|vocational)"
    r"|realschule|semester|dauer|deutsch\w*kurs)"
)
SCHOOLING_BEFORE = re.compile(
    r"\b(?:training|apprenticeship|ausbildung|studium|studiert|lehre|gedauert|degree"
    r"|course|studied|umschulung|schule|schooling|school for|school"
    r"|college for)(?:\s+(?:for|von|über|dauert\w*|of|took|mit|ging|about))?\s*$"
)
STUDIED_THEN = re.compile(r"\b(?:studiert|studied|studium)\b")
MOST_TO_STUDIED = 30
CONTINUED = re.compile(
    rf"(?:\b(?:davon|die letzten|den letzten|zuletzt|the last|of which|letzten)\s+)"
    rf"{NUMBER.replace('number', 'part')}(?=\s+(?:als|as|im|in|mit|with|bei|at|leit"
    rf"|führ)\b)"
    rf"|\b{NUMBER.replace('number', 'share')}\s+(?:davon|of (?:those|them|which))\b"
    rf"|(?:\b(?:und|and|dann|then|noch|sowie|plus|another|weitere)\s+"
    rf"|,\s+){NUMBER}\s+(?=(?:im|in|bei|beim|als|as|at|with|an)\s)"
)
YOUNGEST, LONGEST_TIME_ALONE, MOST_WORDS_BEFORE_AGE = 16, 30, 4
CLAUSES_WITH_AGE = 3
"""A bare "38 Jahre" is an age, and so is a bare "18 Jahre" at the beginning."""
OLDEST_JOB = 55


@dataclass(frozen=True)
class WorkSpan(Span):
    """A time, and where it was said; `years` is None where only that it was long."""

    years: Optional[float]
    certain: bool


def spans_in(text: Text, year: int) -> List[WorkSpan]:
    """Returns the spans of time that a background names for work.

    Ages, years ago, times of learning and times away from work are none of them.

    Args:
        text: the background.
        year: the present year, to which "seit 2019" is counted.
    """
    halves = _halves(text)
    counted = [
        span
        for span in _counted(text)
        if not any(half.start <= span.start < half.end for half in halves)
    ]
    counted += halves
    counted += _continued(text, counted)
    calendar = [
        span
        for span in _calendar(text, year)
        if not any(_same_time(text, span, other) for other in counted)
    ]
    found = [*counted, *calendar]
    taken = [(span.start, span.end) for span in found]
    for match in VAGUE.finditer(text.lower):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            two = 2.0 if "couple" in match.group() else None
            found.append(WorkSpan(match.start(), match.end(), two, False))
    return [
        span
        for span in sorted(found, key=lambda span: span.start)
        if not _is_away(text, span)
    ]


def _counted(text: Text) -> List[WorkSpan]:
    found: List[WorkSpan] = []
    for match in COUNTED.finditer(text.lower):
        number = match["number"]
        value = float(NUMBERS.get(number, number).replace(",", "."))
        value += 0.5 if match["half"] or match["later"] else 0.0
        certain = not match["plus"] and not match["low"]
        if re.fullmatch(MONTH_UNIT, match["unit"], re.IGNORECASE):
            value = round(value / 12, 2)
        span = WorkSpan(match.start(), match.end(), value, certain)
        if found and _adds_months(text, found[-1], span):
            found[-1] = _joined(found[-1], span)
            continue
        if not _is_no_span(text, span):
            found.append(_with_doubt(text, span))
    return found


def _adds_months(text: Text, years: WorkSpan, months: WorkSpan) -> bool:
    """Tells whether months go on with years ("zwei Jahre und drei Monate")."""
    said = text.part(months.start, months.end)
    between = text.part(years.end, months.start).strip()
    whole = "jahr" in text.part(years.start, years.end) or "year" in text.part(
        years.start, years.end
    )
    return bool(re.search("mon", said)) and whole and between in ("und", "and", ",")


def _joined(years: WorkSpan, months: WorkSpan) -> WorkSpan:
    total = round((years.years or 0) + (months.years or 0), 2)
    return WorkSpan(years.start, months.end, total, years.certain and months.certain)


def _continued(text: Text, counted: List[WorkSpan]) -> List[WorkSpan]:
    """Returns times told by a number alone, behind another ("und noch drei im")."""
    found = []
    for span in counted:
        sentence = text.sentence_at(span.start)
        for match in CONTINUED.finditer(text.lower, span.end, sentence.end):
            group = match.lastgroup or "number"
            value = float(NUMBERS.get(match[group], match[group]).replace(",", "."))
            found.append(WorkSpan(*match.span(group), value, True))
    return list({span.start: span for span in found}.values())


def _same_time(text: Text, one: WorkSpan, other: WorkSpan) -> bool:
    """Tells whether "since 2019" only says when "6 years" were."""
    clause = text.clause_at(one.start) == text.clause_at(other.start)
    between = text.part(min(one.end, other.end), max(one.start, other.start))
    return clause and not TURN.search(between)


def _halves(text: Text) -> List[WorkSpan]:
    found = []
    for pattern, value in ((HALF_YEAR, 0.5), (DECADE, 10.0)):
        for match in pattern.finditer(text.lower):
            named = match.groupdict()
            years = 20.0 if named.get("two") else 5.0 if named.get("half") else value
            found.append(
                _with_doubt(text, WorkSpan(match.start(), match.end(), years, True))
            )
    return found


def _calendar(text: Text, year: int) -> List[WorkSpan]:
    found = []
    for match in FROM_TO.finditer(text.lower):
        last = year if match["last"] in TO_NOW else int(match["last"])
        years = float(last - int(match["first"]))
        if 0 < years <= OLDEST_JOB:
            found.append(WorkSpan(match.start(), match.end(), years, True))
    for match in SINCE.finditer(text.lower):
        years = float(year - int(match["year"]))
        inside = any(span.start <= match.start("year") < span.end for span in found)
        if 0 <= years <= OLDEST_JOB and not inside:
            found.append(WorkSpan(match.start(), match.end(), years, True))
    return found


def _with_doubt(text: Text, span: WorkSpan) -> WorkSpan:
    before = text.part(max(0, span.start - 24), span.start)
    behind = text.part(span.end, span.end + 24)
    doubtful = ABOUT_BEFORE.search(before) or ABOUT_BEHIND.search(behind)
    return WorkSpan(span.start, span.end, span.years, span.certain and not doubtful)


def _is_no_span(text: Text, span: WorkSpan) -> bool:
    before = text.part(max(0, span.start - 30), span.start)
    behind = text.part(span.end, span.end + 30)
    if AN_AGE.match(behind) or AGO.match(behind) or AGO_BEFORE.search(before):
        return True
    said = text.part(span.start, span.end)
    if re.match(r"(?:a|ein|one)\s+(?:jahr|year)$", said) and re.search(
        r"\b(?:letztes|dieses|jedes|pro|per|every|last|this|im)\s*$", before
    ):
        return True
    if UNTIL.match(behind) or STOPPED.match(behind) and AFTER.search(before):
        return True
    if re.search(r"\bgelernt\s*\($", before):
        return True
    if LATER.search(before) and not re.search(r"\b(?:worked|gearbeitet)\b", before):
        return "months" not in said and not re.search(r"\b(?:work|arbeit)", behind)
    clause = text.clause_at(span.start)
    alone = not text.part(clause.start, span.start).strip(" .") and not text.part(
        span.end, clause.end
    ).strip(" .")
    years = span.years or 0
    introduced = len(text.part(0, span.start).split()) <= MOST_WORDS_BEFORE_AGE
    early = text.clauses.index(clause) < CLAUSES_WITH_AGE
    told = years > LONGEST_TIME_ALONE and early
    told = told or (years >= YOUNGEST and introduced)
    aged = years >= YOUNGEST and WITH_AGE.search(before)
    return bool((alone and told) or aged) and "jahre" in said + behind


def _is_away(text: Text, span: WorkSpan) -> bool:
    clause = text.clause_at(span.start)
    others = [
        found.start()
        for found in COUNTED.finditer(text.lower, clause.start, clause.end)
        if found.start() != span.start
    ]
    end = min([place for place in others if place > span.start] + [clause.end])
    start = max([place for place in others if place < span.start] + [clause.start])
    start = max([start, *(t for t in text.turns if t <= span.start)])
    end = min([end, *(t for t in text.turns if span.end <= t < end)])
    around = text.part(span.end, end)
    before = text.part(start, span.start)
    if AWAY.search(around) or (
        AWAY.search(before)
        and not re.search(r"\b(?:nach|after|davor|before)\b", before)
    ):
        return True
    studied = STUDIED_THEN.search(around[:MOST_TO_STUDIED])
    return bool(SCHOOLING.match(around) or SCHOOLING_BEFORE.search(before) or studied)
