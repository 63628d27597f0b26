"""Naming what a person brings, in the words of one language."""

from __future__ import annotations

from typing import Iterable, Tuple

from werdegang.careers.model import Knowledge, Language
from werdegang.careers.profile import Experience, Profile, Qualification

MONTHS_A_YEAR = 12


def in_order(knowledge: Knowledge, profile: Profile) -> Profile:
    """Returns the profile in one order, whatever the order in which it was told.

    What the knowledge does not hold (any longer) is left out.
    """
    qualifications = [
        item for item in profile.qualifications if item.id in knowledge.qualifications
    ]
    return Profile(
        qualifications=tuple(
            sorted(
                dict.fromkeys(qualifications),
                key=lambda item: (
                    -knowledge.qualifications[item.id].level,
                    not item.finished,
                    item.id,
                    item.field or "",
                ),
            )
        ),
        experience=tuple(
            sorted(
                profile.experience,
                key=lambda item: (
                    -(item.years or 0),
                    item.area or "",
                    item.role or "",
                    not item.leading,
                    not item.certain,
                ),
            )
        ),
        leading=profile.leading,
        skills=tuple(sorted(set(profile.skills))),
        missing_skills=tuple(sorted(set(profile.missing_skills) - set(profile.skills))),
        none=tuple(sorted(set(profile.none))),
    )


def field_of(knowledge: Knowledge, item: Qualification) -> str:
    """Returns the field of a qualification, said or implied; empty where unknown."""
    return item.field or knowledge.qualifications[item.id].field or ""


def name_qualification(
    knowledge: Knowledge, item: Qualification, language: Language
) -> str:
    """Names a qualification with its field, and whether it is unfinished."""
    words = knowledge.profile_wording.brought
    name = knowledge.qualifications[item.id].name.in_(language)
    field = next(
        (term.name for term in knowledge.terms["field"] if term.id == item.field), None
    )
    if field is not None:
        name = words.with_field.in_(language).format(
            name=name, field=field.in_(language)
        )
    if not item.finished:
        name = words.unfinished.in_(language).format(name=name)
    return name


def name_experience(knowledge: Knowledge, item: Experience, language: Language) -> str:
    """Names a time at work: where, how long as far as that is certain, and leading."""
    words = knowledge.profile_wording.brought
    area = knowledge.areas.get(item.area or "")
    role = knowledge.roles.get(item.role or "")
    if area is not None:
        name = area.name.in_(language)
    elif role is not None:
        name = role.name.in_(language)
    else:
        name = words.work.in_(language)
    if item.leading:
        name = words.leading_work.in_(language).format(name=name)
    if item.years is None:
        if item.certain:
            return name
        return words.vaguely.in_(language).format(name=name)
    length = name_length(knowledge, item.years, language)
    if not item.certain:
        length = words.about.in_(language).format(length=length)
    return words.during.in_(language).format(name=name, length=length)


def name_length(knowledge: Knowledge, years: float, language: Language) -> str:
    """Names a length of time given in years; under a year in months."""
    words = knowledge.profile_wording.brought
    months = round(years * MONTHS_A_YEAR)
    if months < MONTHS_A_YEAR:
        if months == 1:
            return words.month.in_(language)
        return words.months.in_(language).format(number=months)
    if years == 1:
        return words.year.in_(language)
    number = f"{years:.1f}".rstrip("0").rstrip(".")
    number = number.replace(".", words.decimal.in_(language))
    return words.years.in_(language).format(number=number)


def name_skills(
    knowledge: Knowledge, skills: Iterable[str], language: Language
) -> Tuple[str, ...]:
    """Names skills in the order of the vocabulary."""
    wanted = set(skills)
    return tuple(
        term.name.in_(language)
        for term in knowledge.terms["skill"]
        if term.id in wanted
    )
