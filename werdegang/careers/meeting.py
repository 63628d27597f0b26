"""How far a profile meets a requirement, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Iterable, Iterator, List, Optional, Tuple

from werdegang.careers.brought import (
    field_of,
    name_experience,
    name_length,
    name_qualification,
    name_skills,
)
from werdegang.careers.model import Knowledge, Language, Text
from werdegang.careers.profile import Experience, Profile, Qualification
from werdegang.careers.requirement_model import (
    ANY,
    ExperienceWay,
    QualificationWay,
    ReasonWords,
    Requirement,
    State,
    Verdict,
    Way,
)

BETWEEN = "; "


@dataclass(frozen=True)
class Finding:
    """A verdict on a requirement, with the sentence that says why.

    `state` tells apart what was begun; it is None where the requirement is met.
    `facts` are those that the way taken rests on, beyond the requirement's own.
    """

    verdict: Verdict
    state: Optional[State]
    reason: str
    facts: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """A profile read for one role in one language; `is_about` tells a role's facts."""

    knowledge: Knowledge
    profile: Profile
    language: Language
    is_about: Callable[[str], bool]

    def finding(self, requirement: Requirement) -> Finding:
        """Returns how far the profile meets a requirement.

        What was not said is unknown. What was named on a topic counts as all there is
        on it, except for skills: one that was not named may well be there.
        """
        met_by = [way for way in requirement.met_by if self._is_open(way)]
        for way in met_by:
            if self.fulfils([way]):
                return self._met(way)
        halfway = [found for way in met_by for found in self._halfway(way)]
        if halfway:
            return min(halfway, key=lambda found: found.state != "unfinished")
        for way in filter(self._is_open, requirement.partly_by):
            if self.fulfils([way]):
                facts = tuple(filter(self.is_about, way.facts))
                words = way.reason or self._words.met
                reason = self._say(words, brought=self._brought(way))
                return Finding("partly", "partly", reason, facts)
        return self._not_met(requirement, met_by)

    def fulfils(self, ways: Iterable[Way]) -> bool:
        """Tells whether the profile fulfils any of the ways in full."""
        return any(self._fulfils(way) for way in ways)

    @property
    def _words(self) -> ReasonWords:
        return self.knowledge.profile_wording.reasons

    def _say(self, words: Text, **values: object) -> str:
        said = words.in_(self.language).format(**values)
        return said[:1].upper() + said[1:]

    def _is_open(self, way: Way) -> bool:
        return not way.facts or any(map(self.is_about, way.facts))

    def _met(self, way: Way) -> Finding:
        facts = tuple(filter(self.is_about, way.facts))
        reason = self._say(self._words.met, brought=self._brought(way))
        return Finding("met", None, reason, facts)

    def _fulfils(self, way: Way) -> bool:
        if way.qualification is not None:
            return any(True for _ in self._qualifying(way.qualification))
        if way.experience is not None:
            found = self._experience(way.experience)
            wanted = way.experience.years
            return bool(found) and (wanted is None or _certain_years(found) >= wanted)
        if way.skills is not None:
            return set(way.skills) <= set(self.profile.skills)
        return bool(self.profile.leading) or any(
            item.leading for item in self.profile.experience
        )

    def _qualifying(self, way: QualificationWay) -> Iterator[Qualification]:
        for item in self._of_level(way):
            kind = self.knowledge.qualifications[item.id]
            academic = kind.academic or not way.academic
            if academic and (item.finished or not way.finished):
                yield item

    def _of_level(self, way: QualificationWay) -> Iterator[Qualification]:
        """Yields what is of the level and the field, finished or not, of any kind."""
        for item in self.profile.qualifications:
            field = field_of(self.knowledge, item)
            fits = not way.fields or (
                bool(field) if way.fields == ANY else field in way.fields
            )
            if fits and self.knowledge.qualifications[item.id].level >= way.level:
                yield item

    def _experience(self, way: ExperienceWay) -> List[Experience]:
        return [
            item
            for item in self.profile.experience
            if (item.leading or not way.leading) and self._is_there(item, way)
        ]

    def _is_there(self, item: Experience, way: ExperienceWay) -> bool:
        if way.anywhere:
            return True
        if way.areas == ANY:
            return item.area is not None or item.role is not None
        area = self.knowledge.areas.get(item.area or "")
        return (
            item.area in way.areas
            or item.role in way.roles
            or (way.administration and area is not None and area.administration)
        )

    def _brought(self, way: Way) -> str:
        if way.qualification is not None:
            return self._qualifications(self._qualifying(way.qualification))
        if way.experience is not None:
            return self._times(self._experience(way.experience))
        if way.skills is not None:
            return ", ".join(name_skills(self.knowledge, way.skills, self.language))
        leading = [item for item in self.profile.experience if item.leading]
        words = self.knowledge.profile_wording.brought
        return self._times(leading) or words.leading.in_(self.language)

    def _qualifications(self, items: Iterable[Qualification]) -> str:
        return BETWEEN.join(
            name_qualification(self.knowledge, item, self.language) for item in items
        )

    def _times(self, items: Iterable[Experience]) -> str:
        return BETWEEN.join(
            dict.fromkeys(
                name_experience(self.knowledge, item, self.language) for item in items
            )
        )

    def _halfway(self, way: Way) -> Iterator[Finding]:
        if way.qualification is not None:
            yield from self._halfway_qualified(way.qualification)
        elif way.experience is not None:
            yield from self._too_short(way.experience)
        elif way.skills is not None:
            there = [skill for skill in way.skills if skill in self.profile.skills]
            others = [skill for skill in way.skills if skill not in there]
            if there:
                brought = name_skills(self.knowledge, there, self.language)
                still = name_skills(self.knowledge, others, self.language)
                reason = self._say(
                    self._words.some_skills,
                    brought=", ".join(brought),
                    open=", ".join(still),
                )
                yield Finding("partly", "partly", reason)

    def _halfway_qualified(self, way: QualificationWay) -> Iterator[Finding]:
        for item in self._of_level(way):
            kind = self.knowledge.qualifications[item.id]
            academic = kind.academic or not way.academic
            finished = item.finished or not way.finished
            if academic and not finished:
                begun = name_qualification(
                    self.knowledge, _as_finished(item), self.language
                )
                reason = self._say(self._words.unfinished, brought=begun)
                yield Finding("partly", "unfinished", reason)
            elif finished and not academic:
                reason = self._say(
                    self._words.not_academic,
                    brought=self._qualifications([item]),
                    level=kind.level,
                )
                yield Finding("partly", "partly", reason)

    def _too_short(self, way: ExperienceWay) -> Iterator[Finding]:
        found = self._experience(way)
        if not found or way.years is None:
            return
        known = all(item.certain and item.years is not None for item in found)
        words = self._words.too_short if known else self._words.length_open
        years = name_length(self.knowledge, way.years, self.language)
        reason = self._say(words, brought=self._times(found), years=years)
        yield Finding("partly", "partly", reason)

    def _not_met(self, requirement: Requirement, met_by: List[Way]) -> Finding:
        """Returns `missing` where every way is ruled out by what was said."""
        first_of_kind = {way.kind: way for way in reversed(met_by)}
        if requirement.topic == "skills" and "skills" in first_of_kind:
            first_of_kind = {"skills": first_of_kind["skills"]}
        findings = [self._ruled_out(way) for way in first_of_kind.values()]
        unknown = [found for found in findings if found.verdict == "unknown"]
        plain = self._say(self._words.unknown)
        return next(
            (found for found in unknown if found.reason != plain),
            unknown[0] if unknown else findings[-1],
        )

    def _ruled_out(self, way: Way) -> Finding:
        profile, words = self.profile, self._words
        if way.qualification is not None:
            return self._unqualified(way.qualification)
        if way.experience is not None:
            return self._inexperienced(way.experience)
        if way.skills is not None:
            lacking = [x for x in way.skills if x in profile.missing_skills]
            if lacking:
                named = ", ".join(name_skills(self.knowledge, lacking, self.language))
                return _missing(self._say(words.lacking, lacking=named))
            if "skills" in profile.none:
                return _missing(self._say(words.missing_nothing))
        elif profile.leading is False or "leading" in profile.none:
            return _missing(self._say(words.missing_nothing))
        return _unknown(self._say(words.unknown))

    def _unqualified(self, way: QualificationWay) -> Finding:
        profile, words = self.profile, self._words
        if way.fields:
            studies = [
                item
                for item in profile.qualifications
                if self.knowledge.qualifications[item.id].academic
            ]
            if any(not field_of(self.knowledge, item) for item in studies):
                return _unknown(self._say(words.field_unknown))
            if studies:
                named = self._qualifications(studies)
                return _missing(self._say(words.missing, brought=named))
            if profile.knows_of("qualifications") or "field" in profile.none:
                return _missing(self._say(words.no_studies))
        if profile.qualifications:
            named = self._qualifications(profile.qualifications)
            return _missing(self._say(words.missing, brought=named))
        no_studies = way.academic and "field" in profile.none
        if "qualifications" in profile.none or no_studies:
            return _missing(self._say(words.missing_nothing))
        return _unknown(self._say(words.unknown))

    def _inexperienced(self, way: ExperienceWay) -> Finding:
        profile, words = self.profile, self._words
        if "experience" in profile.none and not profile.experience:
            return _missing(self._say(words.missing_nothing))
        if not profile.experience:
            return _unknown(self._say(words.unknown))
        if not way.anywhere and any(
            item.area is None and item.role is None for item in profile.experience
        ):
            return _unknown(self._say(words.area_unknown))
        if way.leading and not profile.knows_of("leading"):
            return _unknown(self._say(words.unknown))
        named = self._times(profile.experience)
        return _missing(self._say(words.missing, brought=named))


def _certain_years(found: Iterable[Experience]) -> float:
    return sum(item.years or 0 for item in found if item.certain)


def _as_finished(item: Qualification) -> Qualification:
    return Qualification(item.id, True, item.field)


def _missing(reason: str) -> Finding:
    return Finding("missing", "missing", reason)


def _unknown(reason: str) -> Finding:
    return Finding("unknown", "unknown", reason)
