"""What the person said of themselves before the profile check began."""

from __future__ import annotations

import re

from rasa_sdk import Tracker

from actions.knowledge import forms, knowledge, present_year
from actions.profile_joining import joined
from actions.profile_state import Check
from werdegang.careers.profile import Profile
from werdegang.understanding import UNKNOWN_WORDS
from werdegang.understanding.background import read_background

OF_ONESELF = re.compile(
    r"\b(?:ich\s+(?:bin|habe?|hab'|war|arbeite\w*|mache|studiere|komme|leite|führe)"
    r"|(?:bin|habe?|war)\s+ich|mein(?:e|em|er|en)?\s+(?:abschluss|ausbildung|studium"
    r"|bachelor"
    r"|master|lehre|werdegang)|i\s+(?:am|have|was|did|work\w*|got|left|studied|hold"
    r"|lead|led)"
    r"|i'm|i've|ive|im|my\s+(?:degree|background|bachelor\w*|master\w*|training))\b",
    re.IGNORECASE,
)
"""Only with one of these is an earlier message about the person: not "Bachelor?"."""


def said_before(tracker: Tracker, check: Check) -> Profile:
    """Returns what earlier messages of the conversation say of the person."""
    typed = [event for event in tracker.events if event.get("event") == "user"]
    profile = Profile()
    for event in typed[check.heard_from : -1]:
        text = event.get("text") or ""
        if not OF_ONESELF.search(text):
            continue
        unknown = (event.get("parse_data") or {}).get(UNKNOWN_WORDS) or ()
        said = read_background(text, knowledge(), forms(), present_year(), unknown)
        profile = joined(profile, said, knowledge())
    return profile


def messages_so_far(tracker: Tracker) -> int:
    """Returns how many messages the person has written, the last one included."""
    return sum(event.get("event") == "user" for event in tracker.events)
