"""Adding to a profile what was said since: answers, completions, corrections."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import List

from werdegang.careers import Knowledge
from werdegang.careers.profile import Experience, Profile, Qualification

CORRECTING = re.compile(
    r"^\W*(?:nein|nee|nicht|falsch|stimmt nicht|doch|sondern|korrektur|ich mein\w*"
    r"|sorry"
    r"|no|nope|wrong|not|actually|rather|i mean\w*|correction|änder\w*|ändern sie|änder"
    r"|change|make (?:it|that)|moment|quatsch|tippfehler|eigentlich)\b",
    re.IGNORECASE,
)


def joined(
    before: Profile, said: Profile, knowledge: Knowledge, correcting: bool = False
) -> Profile:
    """Returns a profile with what was said since.

    Args:
        before: what is known.
        said: what the last message says.
        knowledge: what is known of qualifications.
        correcting: whether it takes the place of what was said on the same thing.
    """
    kept = before
    if correcting:
        kept = _without_corrected(before, said, knowledge)
    held = list(kept.qualifications)
    for qualification in said.qualifications:
        held = _with_qualification(held, qualification, knowledge)
    times = list(kept.experience)
    for time in said.experience:
        times = _with_time(times, time)
    lacking = [s for s in kept.missing_skills if s not in said.skills]
    having = [s for s in kept.skills if s not in said.missing_skills]
    spoken = {skill.language for skill in said.languages}
    kept = replace(
        kept,
        qualifications=(),
        experience=(),
        skills=tuple(having),
        missing_skills=tuple(lacking),
        languages=tuple(s for s in kept.languages if s.language not in spoken),
    )
    if held or "qualifications" not in said.none:
        said = replace(said, qualifications=tuple(held))
    said = replace(said, experience=tuple(times))
    return kept.joined_with(said)


def with_field(profile: Profile, field: str, knowledge: Knowledge) -> Profile:
    """Gives the highest studies that have no field one; replaces it where all have."""
    academic = [
        held
        for held in profile.qualifications
        if knowledge.qualifications[held.id].academic
    ]
    if not academic:
        return profile
    free = [held for held in academic if held.field is None] or academic
    highest = max(free, key=lambda held: knowledge.qualifications[held.id].level)
    return replace(
        profile,
        qualifications=tuple(
            replace(held, field=field) if held is highest else held
            for held in profile.qualifications
        ),
        none=tuple(topic for topic in profile.none if topic != "field"),
    )


def with_length(profile: Profile, years: float) -> Profile:
    """Gives the last time at work without a length one; else adds a time."""
    times = list(profile.experience)
    for place in range(len(times) - 1, -1, -1):
        if times[place].years is None:
            times[place] = replace(times[place], years=years, certain=True)
            return replace(profile, experience=tuple(times))
    return profile.joined_with(Profile(experience=(Experience(years=years),)))


def _without_corrected(before: Profile, said: Profile, knowledge: Knowledge) -> Profile:
    """Leaves out what a correction takes the place of: the same kind, the same area."""
    kinds = {knowledge.qualifications[held.id].kind for held in said.qualifications}
    fields = {held.field for held in before.qualifications if held.field}
    kept = tuple(
        held
        for held in before.qualifications
        if knowledge.qualifications[held.id].kind not in kinds
    )
    if kinds == {"academic"} and len(fields) == 1:
        # "nein, Master" leaves the field as it was.
        field = next(iter(fields))
        kept += tuple(replace(q, field=q.field or field) for q in said.qualifications)
    times = before.experience
    if said.experience:
        areas = {time.area for time in said.experience}
        single = len(times) == 1
        times = tuple(t for t in times if not (single or t.area in areas))
    return replace(before, qualifications=kept, experience=times)


def _with_qualification(
    held: List[Qualification], said: Qualification, knowledge: Knowledge
) -> List[Qualification]:
    """Adds a qualification, or completes the same one."""
    for place, one in enumerate(held):
        academic = knowledge.qualifications[one.id].academic
        means_it = said.id == "degree" and academic
        if one.id == said.id or means_it:
            other_field = one.field and said.field and one.field != said.field
            if other_field:
                continue
            completed = replace(
                one, finished=said.finished, field=said.field or one.field
            )
            return [*held[:place], completed, *held[place + 1 :]]
        if one.id == "degree" and knowledge.qualifications[said.id].academic:
            named = replace(said, field=said.field or one.field)
            return [*held[:place], named, *held[place + 1 :]]
    return [*held, said]


def _with_time(times: List[Experience], said: Experience) -> List[Experience]:
    """Adds a time at work, or gives one of the same area its length."""
    for place, one in enumerate(times):
        same_role = None in (one.role, said.role) or one.role == said.role
        if one.area == said.area and same_role:
            if one.years is None and said.years is not None:
                filled = replace(said, role=said.role or one.role)
                return [*times[:place], filled, *times[place + 1 :]]
            if said.years is None and said.certain:
                return times
    return [*times, said]
