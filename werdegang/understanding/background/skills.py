"""Which skills and spoken languages somebody says they have, or lack."""

from __future__ import annotations

import re
from typing import Collection, Dict, List, Optional, Sequence, Tuple

from werdegang.careers.profile import LanguageSkill
from werdegang.understanding.background.mentions import Lists
from werdegang.understanding.background.spans import COUNTED, SINCE
from werdegang.understanding.background.text import Span, Text

SPOKEN: Dict[str, str] = {
    "de": r"deutsch|german", "en": r"englisch|english",
    "fr": r"französisch|french|franz\b",
    "es": r"spanisch|spanish", "it": r"italienisch|italian",
    "pt": r"portugiesisch|portuguese",
    "nl": r"niederländisch|dutch|holländisch", "pl": r"polnisch|polish",
    "ru": r"russisch|russian", "tr": r"türkisch|turkish", "ar": r"arabisch|arabic",
    "uk": r"ukrainisch|ukrainian", "zh": r"chinesisch|chinese|mandarin",
    "ro": r"rumänisch|romanian", "hr": r"kroatisch|croatian|serbokroatisch",
    "cs": r"tschechisch|czech", "hu": r"ungarisch|hungarian", "el": r"griechisch|greek",
    "sv": r"schwedisch|swedish", "ja": r"japanisch|japanese",
    "vi": r"vietnamesisch|vietnamese",
    "fa": r"persisch|farsi|persian", "hi": r"hindi",
}  # fmt: skip
LANGUAGE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{code}>{names})" for code, names in SPOKEN.items()) + r")"
    r"(?:kenntnisse|-kenntnisse|s|sprachig)?\b"
)
SPEAKING = re.compile(
    r"\b(?:sprech\w*|spreche|sprache\w*|kann|speak\w*|spoken|fluent\w*|fließend"
    r"|fliessend|native|muttersprach\w*|mother tongue|verhandlungssicher"
    r"|sicher|gut\w*|good|sehr gut|basic|grund\w*|schul\w*|geht(?:s)?|okay|ok|solala"
    r"|so lala|wenig|kaum|schlecht|bad|poor|rusty|eingerostet|intermediate|advanced"
    r"|conversational|bilingual|zweisprachig|perfekt|excellent|decent|bisschen|a bit"
    r"|a little|[abc][12])\b"
)
WELL = re.compile(
    r"\b(?:fließend|fliessend|fluent\w*|native|muttersprach\w*|mother tongue"
    r"|verhandlungssicher|sicher|(?<!nicht )(?<!nicht so )(?<!not )gut\w*|sehr gut"
    r"|(?<!not )(?<!not very )good|advanced|bilingual|zweisprachig|perfekt|perfect"
    r"|excellent|c1|c2|b2|business english)\b"
)
POORLY = re.compile(
    r"\b(?:geht so|so lala|solala|wenig|kaum|schlecht\w*|bad|poor|rusty|eingerostet"
    r"|basic|grund\w*|schul\w*|a1|a2|b1|bisschen|a bit|a little|nicht (?:so )?gut"
    r"|not (?:very )?(?:good|great)|mittelmäßig|okay|ok|intermediate|simple|einfach"
    r"|holprig|naja|na ja)\b"
)
LACKED = re.compile(
    r"\b(?:kein(?:e[nmrs]?)?|ohne|no|not|nicht|never|nie|can't|cannot|don't"
    r"|schlecht\w*|bad at|weak|schwach|poor|hardly|kaum|wenig)\b"
)
AS_SUBJECT = re.compile(r"\s*-?(?:degree|major|studi\w*)\b")
OF_DEGREE = re.compile(
    r"\b(?:degree|bachelor\W?s?|master\W?s?|b\.?sc\.?|b\.?a\.?|m\.?sc\.?|studium"
    r"|diplom)"
    r"\s+(?:in\s+|of\s+|der\s+)?$"
)
"""A subject that was studied is no skill beside it."""
WISHED = re.compile(r"\b(?:will|möchte\w*|würde|want|would like|i'd like|suche)\b")
LEADERSHIP = "leadership"
ABROAD = re.compile(r"(?:lit(?:erature)?\b|teacher|lehrer|\bkurs\b|philolog|studies)")


def skills_in(
    text: Text, lists: Lists, unknown: Collection[str]
) -> Tuple[Tuple[str, ...], Tuple[str, ...]]:
    """Returns the skills that a person has, and those that they say they lack.

    Leading others is told by `has_led`, not here.
    """
    has: List[str] = []
    lacks: List[str] = []
    areas = lists.find("area", text, unknown)
    for mention in lists.find("skill", text, unknown):
        if _was_work(text, mention, areas):
            continue
        sentence = text.sentence_at(mention.start)
        if mention.value == LEADERSHIP or text.is_question(sentence):
            continue
        clause = text.clause_at(mention.start)
        ahead = text.part(max(clause.start, mention.start - 30), mention.start)
        behind = text.part(mention.end, min(clause.end, mention.end + 25))
        if WISHED.search(text.part(clause.start, mention.start)):
            continue
        lacked = LACKED.search(ahead) or re.match(
            r"\s*(?:kann ich |ist |is )?(?:gar |überhaupt )?(?:nicht|not|kaum|weniger"
            r"|schlecht|bad)\b",
            behind,
        )
        if AS_SUBJECT.match(behind) or OF_DEGREE.search(ahead):
            continue
        (lacks if lacked else has).append(mention.value)
    lacking = tuple(dict.fromkeys(lacks))
    return tuple(s for s in dict.fromkeys(has) if s not in lacking), lacking


def _was_work(text: Text, skill: Span, areas: Sequence[Span]) -> bool:
    """Tells whether a skill's name says what was worked in ("5 Jahre Buchhaltung")."""
    clause = text.clause_at(skill.start)
    timed = COUNTED.search(text.lower, clause.start, clause.end)
    timed = timed or SINCE.search(text.lower, clause.start, clause.end)
    return bool(timed) and any(
        area.start < skill.end and skill.start < area.end for area in areas
    )


def languages_in(text: Text) -> Tuple[LanguageSkill, ...]:
    """Returns the languages that a person says they speak, and whether well."""
    found: Dict[str, Optional[bool]] = {}
    for hit in LANGUAGE.finditer(text.lower):
        clause = text.clause_at(hit.start())
        around = text.part(clause.start, clause.end)
        short = len(around.split()) <= 3
        if ABROAD.search(text.part(hit.end(), hit.end() + 12)):
            continue
        if not short and not SPEAKING.search(around):
            continue
        code = str(hit.lastgroup)
        if POORLY.search(around):
            found.setdefault(code, False)
        elif WELL.search(around):
            found.setdefault(code, True)
        else:
            found.setdefault(code, None)
    return tuple(LanguageSkill(code, well) for code, well in found.items())
