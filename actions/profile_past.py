"""What the person said of themselves before the profile check began."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.knowledge import forms, knowledge, present_year
from actions.profile_joining import joined
from actions.profile_said import OF_ONESELF
from actions.profile_state import Check
from werdegang.careers.profile import Profile
from werdegang.understanding import UNKNOWN_WORDS
from werdegang.understanding.background import read_background


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
