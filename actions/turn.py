"""What a turn of the conversation is about, read from the tracker. No side effects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from rasa_sdk import Tracker

from actions.profile_state import Check, profile_from
from werdegang.careers import LANGUAGES, Knowledge, Language
from werdegang.careers.profile import Profile
from werdegang.understanding import LANGUAGE, NEEDS, UNKNOWN_WORDS

DEFAULT_LANGUAGE: Language = "de"
FOREIGN = "other"
BACKGROUND = re.compile(
    r"""(?:
        \bich\s+(?:bin|war)|\bbin|\bwar|\barbeite(?:te)?\s+(?:\w+\s+){0,2}als|\bgelernte[rn]?
      | \bkomme\s+aus|\baus|\bvo[mn]|\bbisher|\bfrüher|\bjetzt|\bderzeit|\baktuell
      | \bi\s+am|\bi'm|\bim|\bi\s+was|\bwork(?:ed|ing)?\s+as|\bcurrently|\bformer|\bfrom
      | \bbackground\s+in|\btrained\s+as|\bmein(?:e|er)?|\bmy|\bour|\bunsere?r?
    )\s+(?:(?:ein|eine|der|die|den|an?|the|als|as|jetzt|noch|seit|\d+|jahre[n]?|in)\s+){0,4}$""",
    re.VERBOSE | re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:nicht|kein\w*|not)\s+"
    r"(?:(?:als|für|fuer|zum|zur|ein|eine|der|die|as|for|an?|the)\s+){0,3}$",
    re.IGNORECASE,
)
AIMING = re.compile(
    r"""\b(?:für|fuer|zum|zur|als|werden|to|be|become|for|as|posten|stelle|and|und|the)\s+
    (?:(?:ein|eine|einen|einer|die|den|der|das|an?|the|be|become|posten|stelle|job|role)\s+
    (?:als\s+|als\s+|of\s+|in\s+der\s+)?){0,3}$""",
    re.VERBOSE | re.IGNORECASE,
)
WORKED_AS = re.compile(
    r"""(?:\b(?:arbeit\w*|tätig|jahr\w*|years?|yrs|worked|working|gearbeitet|seit|since|employed
    |erfahrung|experience|ausbildung|gelernt\w*|lehre|trained|i\s+was|war|stellvertretend\w*)
    \s+(?:\w+\s+){0,2}(?:als|as|zum|zur|to)\s+(?:an?\s+|eine?\s+)?)$""",
    re.VERBOSE | re.IGNORECASE,
)
LANGUAGE_NAMES: Dict[Language, Tuple[str, ...]] = {
    "de": ("deutsch", "german"),
    "en": ("englisch", "english"),
}
WITHOUT = re.compile(r"\b(?:ohne|without|w/o)\b", re.IGNORECASE)
MOST_WORDS_OF_NAME = 2
"""Answers to the profile check of so few words ("Abitur", "stop") tell no language."""
TERM_ENTITIES = ("degree", "field", "skill")


@dataclass(frozen=True)
class Memory:
    """What earlier turns left: the last needs and role, and the needs offered."""

    needs: Tuple[str, ...] = ()
    role: Optional[str] = None
    offered: Tuple[str, ...] = ()
    misses: int = 0
    asked: Optional[str] = None
    """What the person was asked to confirm, if anything."""


@dataclass(frozen=True)
class Turn:
    """The last message, as understood, and what is remembered."""

    text: str
    intent: str
    ranking: Tuple[str, ...]
    needs: Tuple[str, ...]
    entities: Tuple[Mapping[str, Any], ...]
    language: Language
    foreign: bool
    """Whether the message is in a language that the assistant does not speak."""
    memory: Memory
    unknown: Tuple[str, ...] = ()
    """Words that no word list holds, in lower case."""
    profile: Profile = Profile()
    """What the person has said of themselves."""
    check: Check = Check()
    """Where the profile check stands."""

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Reads the turn from the tracker's last message and slots."""
        message: Dict[str, Any] = tracker.latest_message or {}
        read = message.get(LANGUAGE)
        metadata = message.get("metadata") or {}
        text = message.get("text") or ""
        intent = (message.get("intent") or {}).get("name") or "nlu_fallback"
        remembered = tracker.get_slot("language")
        check = Check.from_dict(tracker.get_slot("profile_check"))
        if check.open and len(text.split()) <= MOST_WORDS_OF_NAME:
            read = None if read in LANGUAGES else read
        language = language_of(read, remembered, metadata.get("locale"))
        if intent == "change_language":
            language = language_wished(text, read, language)
        return cls(
            text=text,
            intent=intent,
            ranking=tuple(i["name"] for i in message.get("intent_ranking") or []),
            needs=needs_read(message, intent),
            entities=tuple(message.get("entities") or ()),
            language=language,
            foreign=read == FOREIGN,
            memory=Memory(
                needs=tuple(tracker.get_slot("needs") or ()),
                role=tracker.get_slot("role"),
                offered=tuple(tracker.get_slot("offered") or ()),
                misses=int(tracker.get_slot("misses") or 0),
                asked=tracker.get_slot("asked"),
            ),
            unknown=tuple(message.get(UNKNOWN_WORDS) or ()),
            profile=profile_from(tracker.get_slot("profile")),
            check=check,
        )

    def role_named(self, knowledge: Knowledge) -> Optional[str]:
        """Returns the role that the message asks about, if it names one.

        The person's own past or present post ("ich bin Buchhalterin") is not it. The
        default role is meant wherever it is among several.
        """
        roles = [
            str(entity["value"])
            for entity in self.entities
            if entity.get("entity") == "role"
            and not BACKGROUND.search(self.text[: entity["start"]])
            and not NEGATED.search(self.text[: entity["start"]])
        ]
        if knowledge.default_role in roles:
            return knowledge.default_role
        return roles[0] if roles else None

    def role_aimed_at(self, knowledge: Knowledge) -> Optional[str]:
        """Returns the role that a background is to be compared with, if it names one.

        "reicht das für die Personalleitung?", "as an HR manager instead?"; a post that
        the person holds or held is none.
        """
        for entity in self.entities:
            before = self.text[: entity["start"]]
            if entity.get("entity") != "role" or not AIMING.search(before):
                continue
            if not BACKGROUND.search(before) and not WORKED_AS.search(before):
                return str(entity["value"])
        return None

    def says_without(self) -> bool:
        """Tells whether the message asks for doing without something."""
        return bool(WITHOUT.search(self.text))


def needs_read(message: Mapping[str, Any], intent: str) -> Tuple[str, ...]:
    """Returns the needs that understanding read in a message.

    Args:
        message: its parse result. Where the pipeline has no `NeedReader` that names
            needs, as Rasa's own has none, the intent stands for the need.
        intent: the message's intent.
    """
    if NEEDS in message:
        return tuple(message[NEEDS] or ())
    return (intent,)


def language_of(
    read: Optional[str], remembered: Optional[str], locale: Optional[str]
) -> Language:
    """Returns the language to answer in.

    Args:
        read: what the message's own words tell, if anything.
        remembered: the conversation's language so far.
        locale: what the channel knows of the person, for example `en-GB`.
    """
    for candidate in (read, remembered, (locale or "")[:2].lower()):
        if candidate in LANGUAGES:
            return candidate  # type: ignore[return-value]
    return DEFAULT_LANGUAGE


def language_wished(text: str, read: Optional[str], present: Language) -> Language:
    """Returns the language that a wish to change it names.

    Args:
        text: the wish, for example "können wir deutsch sprechen?".
        read: the language of the wish itself; one that names no language, or both, is
            for the other.
        present: the language to answer in otherwise.
    """
    named = [
        language
        for language, names in LANGUAGE_NAMES.items()
        if any(name in text.lower() for name in names)
    ]
    if len(named) == 1:
        return named[0]
    if read in LANGUAGES:
        return next(language for language in LANGUAGES if language != read)
    return present


def role_for(
    turn: Turn, knowledge: Knowledge, needs: Sequence[str], follows_up: bool
) -> str:
    """Returns the role to answer for.

    A role named in the message counts, unless all needs are such that a role is only
    the starting point (a career changer's old job). Otherwise a follow-up keeps the
    conversation's role, and a whole question keeps it where something is known of it.
    """
    default = knowledge.default_role
    if all(knowledge.needs[need].role_is_background for need in needs):
        return default
    named = turn.role_named(knowledge)
    if named:
        return named
    remembered = turn.memory.role
    if remembered is None or remembered not in knowledge.roles:
        return default
    if follows_up or all(knowledge.knows(need, remembered) for need in needs):
        return remembered
    return default


def needs_of_follow_up(turn: Turn, knowledge: Knowledge) -> List[str]:
    """Returns the needs that a message without a need of its own asks for.

    "und ohne?" turns a question on degrees round, "und als Buchhalterin?" repeats the
    last need, "Bachelor?" repeats it where it is about degrees and asks about degrees
    where it is not.
    """
    last = list(turn.memory.needs)
    if turn.says_without():
        return ["without_degree"]
    terms = [e for e in turn.entities if e.get("entity") in TERM_ENTITIES]
    if terms:
        entity, term = terms[0]["entity"], terms[0]["value"]
        meant = knowledge.need_of_term(entity, term)
        special = meant != knowledge.term_needs[entity]
        if special or not set(last) & set(knowledge.akin(meant)):
            return [meant]
        return last
    if last:
        return last
    if any(entity.get("entity") == "role" for entity in turn.entities):
        return ["how_to_become"]
    return []
