"""What holds for every comparison, whatever the background."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.careers.profiles import experiences, profiles, qualifications
from werdegang.careers import LANGUAGES, compare, compare_roles, load_knowledge
from werdegang.careers.ladder import ladder_of
from werdegang.careers.profile import Profile

KNOWLEDGE = load_knowledge(Path("knowledge"))
ANY_PROFILE = profiles(KNOWLEDGE)
ROLES = st.sampled_from(sorted(KNOWLEDGE.roles))
LANGUAGE = st.sampled_from(LANGUAGES)
RANK = {"met": 3, "partly": 2, "unknown": 1, "missing": 0}
quickly = settings(max_examples=60, deadline=None)


def ranks(profile, role):
    rows = compare(KNOWLEDGE, profile, role, "en").rows
    return {row.requirement: RANK[row.verdict] for row in rows}


def assert_nothing_lost(profile, more, role):
    """What was met stays met, what was partly there does not vanish."""
    before, after = ranks(profile, role), ranks(more, role)
    for name, rank in before.items():
        if rank >= RANK["partly"]:
            assert after[name] >= rank, name


@quickly
@given(ANY_PROFILE, qualifications(KNOWLEDGE), ROLES)
def test_a_further_qualification_takes_nothing_away(profile, item, role):
    more = replace(profile, qualifications=(*profile.qualifications, item))
    assert_nothing_lost(profile, more, role)


@quickly
@given(ANY_PROFILE, experiences(KNOWLEDGE), ROLES)
def test_further_experience_takes_nothing_away(profile, item, role):
    more = replace(profile, experience=(*profile.experience, item))
    assert_nothing_lost(profile, more, role)


@quickly
@given(ANY_PROFILE, st.sampled_from(KNOWLEDGE.terms["skill"]), ROLES)
def test_a_further_skill_takes_nothing_away(profile, term, role):
    more = replace(profile, skills=(*profile.skills, term.id))
    assert_nothing_lost(profile, more, role)


@quickly
@given(ANY_PROFILE, ROLES)
def test_finishing_studies_takes_nothing_away(profile, role):
    done = tuple(replace(item, finished=True) for item in profile.qualifications)
    assert_nothing_lost(profile, replace(profile, qualifications=done), role)


@quickly
@given(ANY_PROFILE, ROLES, LANGUAGE, st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(profile, role, language, chance):
    def shuffled(items):
        return tuple(chance.sample(items, len(items)))

    other = Profile(
        qualifications=shuffled(profile.qualifications),
        experience=shuffled(profile.experience),
        leading=profile.leading,
        skills=shuffled(profile.skills),
        missing_skills=shuffled(profile.missing_skills),
        none=shuffled(profile.none),
    )
    assert compare(KNOWLEDGE, other, role, language) == compare(
        KNOWLEDGE, profile, role, language
    )


@quickly
@given(ANY_PROFILE, ROLES, LANGUAGE)
def test_every_verdict_cites_facts_about_the_role(profile, role, language):
    comparison = compare(KNOWLEDGE, profile, role, language)
    about = {role, KNOWLEDGE.roles[role].kind_of}
    for part in (*comparison.rows, *comparison.steps):
        assert part.facts and part.citations
        for fact in part.facts:
            stated = KNOWLEDGE.facts[fact].fact
            assert any(stated.is_about(name) for name in about if name)
    for row in comparison.rows:
        assert row.reason and row.symbol and row.words
        assert "{" not in row.reason
    assert set(comparison.facts) <= set(KNOWLEDGE.facts)


@quickly
@given(ANY_PROFILE, ROLES)
def test_steps_are_few_open_and_each_once(profile, role):
    comparison = compare(KNOWLEDGE, profile, role, "de")
    ids = [step.id for step in comparison.steps]
    assert len(ids) == len(set(ids)) <= 5
    verdicts = {row.requirement: row.verdict for row in comparison.rows}
    for kind in KNOWLEDGE.steps:
        served = [name for name in kind.serves if name in verdicts]
        if served and all(verdicts[name] == "met" for name in served):
            assert kind.id not in ids


@quickly
@given(ANY_PROFILE, ROLES)
def test_what_was_not_said_is_never_missing(profile, role):
    for row in compare(KNOWLEDGE, profile, role, "de").rows:
        if row.verdict == "missing":
            requirement = next(
                item for item in KNOWLEDGE.requirements if item.id == row.requirement
            )
            told = profile.knows_of(requirement.topic)
            if requirement.topic in ("field", "qualifications"):
                told = profile.knows_of("qualifications") or "field" in profile.none
            assert told


@quickly
@given(ANY_PROFILE, experiences(KNOWLEDGE))
def test_nobody_climbs_down_the_ladder_by_working(profile, item):
    rungs = [rung.id for rung in KNOWLEDGE.rungs]
    more = replace(profile, experience=(*profile.experience, item))
    before = ladder_of(KNOWLEDGE, profile, None, "de").position
    after = ladder_of(KNOWLEDGE, more, None, "de").position
    if before in rungs:
        assert after in rungs[rungs.index(before) :]


@quickly
@given(ANY_PROFILE)
def test_roles_are_counted_as_they_are_compared(profile):
    for match in compare_roles(KNOWLEDGE, profile, "en").matches:
        counts = compare(KNOWLEDGE, profile, match.role, "en").as_dict()["counts"]
        assert (match.met, match.partly) == (counts["met"], counts["partly"])
        assert (match.missing, match.unknown) == (counts["missing"], counts["unknown"])


@quickly
@given(ANY_PROFILE)
def test_a_profile_survives_being_stored(profile):
    assert Profile.from_dict(profile.as_dict()) == profile
