"""A profile in plain words, to be confirmed or looked at."""

from __future__ import annotations

from typing import List, Sequence, Tuple

from werdegang.careers.brought import (
    in_order,
    name_experience,
    name_qualification,
    name_skills,
)
from werdegang.careers.model import Knowledge, Language
from werdegang.careers.profile import Profile


def profile_text(knowledge: Knowledge, profile: Profile, language: Language) -> str:
    """Returns what a person has said of themselves, a line a topic.

    Args:
        knowledge: names what the profile holds.
        profile: the background.
        language: the language of all words.
    """
    words = knowledge.profile_wording.topics
    told = in_order(knowledge, profile)
    led = {True: words.has_led, False: words.has_not_led, None: words.unsaid}
    lines: List[Tuple[str, str]] = [
        (
            words.qualifications.in_(language),
            _listed(
                [
                    name_qualification(knowledge, x, language)
                    for x in told.qualifications
                ],
                "qualifications" in told.none,
                knowledge,
                language,
            ),
        ),
        (
            words.experience.in_(language),
            _listed(
                [name_experience(knowledge, x, language) for x in told.experience],
                "experience" in told.none,
                knowledge,
                language,
            ),
        ),
        (words.leading.in_(language), led[told.leading].in_(language)),
        (
            words.skills.in_(language),
            _listed(
                name_skills(knowledge, told.skills, language),
                "skills" in told.none,
                knowledge,
                language,
            ),
        ),
    ]
    lacking = name_skills(knowledge, told.missing_skills, language)
    if lacking:
        lines.append((words.missing_skills.in_(language), ", ".join(lacking)))
    spoken = _languages(knowledge, profile, language)
    if spoken:
        lines.append((words.languages.in_(language), ", ".join(spoken)))
    return "\n".join(f"• {name}: {what}" for name, what in lines)


def _listed(
    names: Sequence[str], none: bool, knowledge: Knowledge, language: Language
) -> str:
    words = knowledge.profile_wording.topics
    if names:
        return "; ".join(names)
    return (words.none if none else words.unsaid).in_(language)


def _languages(
    knowledge: Knowledge, profile: Profile, language: Language
) -> Sequence[str]:
    wording = knowledge.profile_wording
    named = []
    for skill in profile.languages:
        if skill.language not in wording.languages:
            continue
        name = wording.languages[skill.language].in_(language)
        if skill.well is not None:
            words = wording.topics.well if skill.well else wording.topics.a_little
            name = words.in_(language).format(language=name)
        named.append(name)
    return named
