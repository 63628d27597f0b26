"""What a message says to the profile check. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, Optional, Tuple

from actions.profile_joining import CORRECTING, joined, with_field, with_length
from actions.profile_state import CORRECTION, SUMMARY, Check
from werdegang.careers import Knowledge
from werdegang.careers.profile import Profile
from werdegang.understanding.questions import starts_question
from werdegang.understanding.years import NUMBERS

Kind = Literal[
    "stop", "skip", "confirm", "correct", "answer", "again", "aside", "unread"
]

STOP = re.compile(
    r"^\W*(?:bitte |please )?(?:stop+\w{0,3}|abbrechen|abbruch|beenden|ende|aufhören"
    r"|schluss|cancel|quit|exit|end"
    r"|hör(?:en sie)? (?:bitte )?auf|lass(?:en wir| wir|en sie)? (?:es|das|gut)\b.*"
    r"|ich (?:möchte|will|würde gern) (?:aufhören|abbrechen|nicht mehr|stoppen)"
    r"|(?:let'?s|let us|i want to|i'd like to|can we|please) (?:stop|quit|end)"
    r"|never ?mind|forget (?:it|this)|enough questions|no more questions"
    r"|genug (?:der )?fragen|keine (?:fragen|lust) mehr|keine lust|vergiss es"
    r"|das reicht(?: jetzt)?|reicht jetzt)"
    r"\b(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE,
)
SKIP = re.compile(
    r"^\W*(?:\w+\W+){0,3}?(?:weiter|überspring\w*|ueberspring\w*|nächste|naechste|skip"
    r"|go on|move on|carry on|continue"
    r"|next|pass|weiß (?:ich )?(?:es )?(?:gerade |leider )?nicht|weiss (?:ich )?nicht"
    r"|keine ahnung|keine angaben?|egal"
    r"|(?:i )?don'?t know|dunno|no idea|not sure|rather not|prefer not|no comment"
    r"|möchte ich nicht|will ich nicht|sag(?:e)? ich nicht|dazu nichts"
    r"|kann ich nicht sagen|can'?t say|no answer|not telling|lieber nicht|idk)"
    r"(?:\W+\w+){0,4}\W*$",
    re.IGNORECASE,
)
YES = re.compile(
    r"^\W*(?:ja\w*|jep|jup|yes|yep|yeah|yup|klar|genau|richtig|stimmt|korrekt|passt"
    r"|right|correct|exactly|sure|ok(?:ay)?|that's right|true|in ordnung|natürlich"
    r"|schon|i have|hab ich|habe ich|of course|sicher|perfekt|perfect)\b",
    re.IGNORECASE,
)
NO = re.compile(
    r"^\W*(?:nein|nee|nö|ne|no|nope|nie|niemals|noch nie|never|not (?:yet|really"
    r"|at all)|keine?[nrs]?|gar (?:keine?[nrs]?|nichts)|nichts|nix|none|nothing"
    r"|leider (?:nein|nicht|nie|keine?[nrs]?)|bisher (?:nicht|keine?[nrs]?)|i haven'?t"
    r"|hab(?:e)? ich nicht|n(?:icht|ot) wirklich)\b(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE,
)
ALL = re.compile(
    r"\b(?:alles|alle|all of (?:them|it|those)|everything|all|sämtliche\w*|the lot)\b",
    re.IGNORECASE,
)
BUT = re.compile(
    r"\b(?:außer|ausser|bis auf|nur nicht|except|but|apart from)\b", re.IGNORECASE
)
BARE_NUMBER = re.compile(
    r"^\W*(?:etwa|ca\.?|rund|so|about|around|knapp)?\s*(\d{1,2}(?:[.,]\d)?|"
    + "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
    + r")\W*$",
    re.IGNORECASE,
)
CHANGE = re.compile(
    r"^\W*(?:änder\w*|korrig\w*|correct(?:ion| it| that| something)|change(?: it"
    r"| something)?|edit|etwas ändern|something(?:'s| is) wrong"
    r"|das stimmt (?:so )?nicht|(?:that's |that is )?(?:wrong|not right|not correct)"
    r"|nicht ganz|not quite|falsch)\W*$",
    re.IGNORECASE,
)
OF_ONESELF = re.compile(
    r"\b(?:ich\s+(?:bin|habe?|hab'|war|arbeite\w*|mache|studiere|komme|leite|führe)"
    r"|(?:bin|habe?|war)\s+ich"
    r"|mein(?:e|em|er|en)?\s+(?:abschluss|ausbildung|studium|bachelor|master|lehre"
    r"|werdegang)"
    r"|i\s+(?:am|have|was|did|work\w*|got|left|studied|hold|lead|led)"
    r"|i'm|i've|ive|im|my\s+(?:degree|background|bachelor\w*|master\w*|training))\b",
    re.IGNORECASE,
)
"""Only with one of these is a question about the person: not "Bachelor?"."""
ALWAYS_ASIDE = frozenset(
    """
    distress insult delete_my_data export_my_data human_contact privacy change_language
    my_plan my_profile forget_profile compare_roles too_long bot_challenge
    """.split()
)
"""Intents that are never an answer to the check's question."""
ASIDE = frozenset(
    (
        "greet",
        "goodbye",
        "thank",
        "chitchat",
        "capabilities",
        "ask_source",
        "tell_me_more",
    )
)
MOST_WORDS_OF_FIELD = 4
SKILLS_ASKED = (
    "word_processing",
    "e_mail",
    "data_entry",
    "mathematics",
    "bookkeeping",
    "telephone",
    "computer",
    "fax",
    "photocopier",
    "internet",
    "organisation",
    "communication",
    "attention_to_detail",
)
"""What the question on skills names, so that "alles" has a meaning."""


@dataclass(frozen=True)
class Heard:
    """What a message is to the check, and the profile once it was heard."""

    kind: Kind
    profile: Profile = field(default_factory=Profile)


def heard(
    check: Check,
    profile: Profile,
    said: Profile,
    text: str,
    intent: str,
    needs: Tuple[str, ...],
    fields: Tuple[str, ...],
    knowledge: Knowledge,
) -> Heard:
    """Tells what a message is to the question that was asked last.

    Args:
        check: the state of the check; open.
        profile: what is known of the person.
        said: what the message says of them.
        text: the message.
        intent: what it was understood to want.
        needs: the needs that it asks for.
        fields: fields of study that it names.
        knowledge: what is known of qualifications.
    """
    if intent in ALWAYS_ASIDE:
        return Heard("aside", profile)
    if STOP.match(text):
        return Heard("stop", profile)
    asks = "?" in text or (
        starts_question(text.lower()) and not OF_ONESELF.search(text)
    )
    others = tuple(need for need in needs if need != "profile_check")
    told = said != Profile()
    if asks and others:
        own = told and OF_ONESELF.search(text)
        return Heard("aside", joined(profile, said, knowledge) if own else profile)
    if check.asked in (SUMMARY, CORRECTION):
        if fields and said == Profile() and not asks:
            return Heard("answer", with_field(profile, fields[0], knowledge))
        return _on_summary(check, profile, said, text, intent, others, knowledge)
    answer = _answer(check, profile, said, text, asks, fields, knowledge)
    if answer is None and check.asked == "field" and intent not in ASIDE:
        answer = _other_field(profile, text, asks, knowledge)
    if answer is not None:
        return Heard("answer", answer)
    if SKIP.match(text):
        return Heard("skip", profile)
    if others or intent in ASIDE:
        return Heard("aside", profile)
    if intent == "profile_check":
        return Heard("again", profile)
    return Heard("aside" if asks and intent == "out_of_scope" else "unread", profile)


def _on_summary(
    check: Check,
    profile: Profile,
    said: Profile,
    text: str,
    intent: str,
    others: Tuple[str, ...],
    knowledge: Knowledge,
) -> Heard:
    if said != Profile():
        correcting = check.asked == CORRECTION or bool(CORRECTING.match(text))
        return Heard("answer", joined(profile, said, knowledge, correcting))
    if CHANGE.match(text) or NO.match(text) or intent == "deny":
        return Heard("correct", profile)
    if YES.match(text) or intent == "affirm" or SKIP.match(text):
        return Heard("confirm", profile)
    if others or intent in ASIDE:
        return Heard("aside", profile)
    return Heard("again" if intent == "profile_check" else "unread", profile)


def _answer(
    check: Check,
    profile: Profile,
    said: Profile,
    text: str,
    asks: bool,
    fields: Tuple[str, ...],
    knowledge: Knowledge,
) -> Optional[Profile]:
    """Returns the profile with an answer in it; None where the message is none."""
    if check.asked == "skills" and ALL.search(text) and not asks:
        return joined(profile, _all_skills(said, text), knowledge)
    if check.asked == "field" and not said.qualifications:
        if fields:
            return with_field(profile, fields[0], knowledge)
        if NO.match(text):
            return profile.joined_with(Profile(none=("field",)))
    if said != Profile():
        return joined(profile, said, knowledge, bool(CORRECTING.match(text)))
    bare = BARE_NUMBER.match(text)
    if check.asked == "experience" and bare:
        number = NUMBERS.get(bare[1].lower(), bare[1]).replace(",", ".")
        return with_length(profile, float(number))
    if check.asked == "leading" and (YES.match(text) or NO.match(text)):
        return profile.joined_with(Profile(leading=bool(YES.match(text))))
    if NO.match(text) and check.asked in ("qualifications", "experience", "skills"):
        topic: Tuple[str, ...] = (str(check.asked),)
        return profile.joined_with(Profile(none=topic))  # type: ignore[arg-type]
    return None


def _other_field(
    profile: Profile, text: str, asks: bool, knowledge: Knowledge
) -> Optional[Profile]:
    """Takes a short answer that names no listed field for another field."""
    short = len(text.split()) <= MOST_WORDS_OF_FIELD and not asks
    if not short or SKIP.match(text) or YES.match(text):
        return None
    return with_field(profile, "other", knowledge)


def _all_skills(said: Profile, text: str) -> Profile:
    left_out = set(said.missing_skills)
    but = BUT.search(text)
    if but:
        left_out |= set(said.skills)
    has = tuple(skill for skill in SKILLS_ASKED if skill not in left_out)
    return Profile(skills=has, missing_skills=tuple(sorted(left_out)))
