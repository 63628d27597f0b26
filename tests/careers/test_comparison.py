"""What a person brings beside what the documents ask: verdicts, reasons, steps."""

from __future__ import annotations

import json
import re
import shutil
import statistics
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.careers.profiles import BACHELOR, COMPLETE, DEPUTY, SELLER
from werdegang.careers import LANGUAGES, compare, compare_roles, load_knowledge
from werdegang.careers.profile import Experience, LanguageSkill, Profile, Qualification

MANAGER = "back_office_manager"


def rows(knowledge, profile, role=MANAGER, language="en"):
    found = compare(knowledge, profile, role, language).rows
    return {row.requirement: row for row in found}


def verdicts(knowledge, profile, role=MANAGER):
    return {name: row.verdict for name, row in rows(knowledge, profile, role).items()}


def having(*ids, **values):
    return Profile(qualifications=tuple(map(Qualification, ids)), **values)


QUALIFIED = [
    ("lower_secondary", "missing"),
    ("abitur", "missing"),
    ("vocational_training", "missing"),
    ("associate_degree", "partly"),
    ("advanced_vocational", "partly"),
    ("strategic_professional", "partly"),
    ("bachelor", "met"),
    ("diplom_fh", "met"),
    ("diplom", "met"),
    ("mba", "met"),
    ("doctorate", "met"),
]


@pytest.mark.parametrize(("qualification", "verdict"), QUALIFIED)
def test_a_degree_is_academic_and_of_level_six(knowledge, qualification, verdict):
    assert verdicts(knowledge, having(qualification))["degree"] == verdict


def test_a_level_without_an_academic_degree_is_said_plainly(knowledge):
    for language, words in (("de", "kein akademischer"), ("en", "not an academic")):
        row = rows(knowledge, DEPUTY, language=language)["degree"]
        assert row.verdict == "partly"
        assert words in row.reason
        assert "6" in row.reason


def test_unfinished_studies_are_unfinished(knowledge):
    row = rows(knowledge, SELLER)["degree"]
    assert (row.verdict, row.state) == ("partly", "unfinished")
    assert "not finished" in row.reason
    both = replace(SELLER, qualifications=(*SELLER.qualifications, BACHELOR))
    assert rows(knowledge, both)["degree"].verdict == "met"


def test_what_was_not_said_is_unknown(knowledge):
    assert set(verdicts(knowledge, Profile()).values()) == {"unknown"}
    told = verdicts(knowledge, having("abitur"))
    assert told["degree"] == "missing"
    for name in ("relevant_experience", "leading_people", "office_technology"):
        assert told[name] == "unknown"


def test_saying_that_there_is_none_is_not_silence(knowledge):
    none = Profile(none=("qualifications", "experience", "leading", "skills"))
    assert set(verdicts(knowledge, none).values()) == {"missing"}


def test_no_studies_is_no_degree(knowledge):
    told = verdicts(knowledge, Profile(none=("field",)))
    assert (told["degree"], told["field"]) == ("missing", "missing")
    assert verdicts(knowledge, Profile(none=("field",)), "secretary") == {
        **verdicts(knowledge, Profile(), "secretary"),
    }


FIELDS = [
    ("business_administration", "met"),
    ("mathematics", "partly"),
    ("psychology", "partly"),
    (None, "unknown"),
]


@pytest.mark.parametrize(("field", "verdict"), FIELDS)
def test_fields_of_study(knowledge, field, verdict):
    profile = Profile(qualifications=(Qualification("bachelor", field=field),))
    assert verdicts(knowledge, profile)["field"] == verdict


def test_a_field_that_a_qualification_implies_counts(knowledge):
    assert verdicts(knowledge, having("mba"))["field"] == "met"


def test_both_readings_where_sources_disagree(knowledge):
    found = rows(knowledge, SELLER)
    assert {r.fact for r in found["degree"].readings} == {"A27", "B14"}
    assert {r.strength for r in found["degree"].readings} == {
        "almost_always",
        "advantage",
    }
    assert {r.fact for r in found["field"].readings} == {"A29", "B18", "B19"}
    assert found["degree"].disagreement and found["field"].disagreement
    assert not found["relevant_experience"].readings


def test_only_sources_on_the_role_count(knowledge):
    found = rows(knowledge, SELLER, "vice_president")
    assert not any(row.readings for row in found.values())
    assert found["field"].verdict == "missing"


EXPERIENCE = [
    (Experience("office_administration", years=3), "met"),
    (Experience("hr"), "met"),
    (Experience(role="accountant", years=2), "met"),
    (Experience("sales", years=20), "partly"),
    (Experience("consulting", years=1), "partly"),
    (Experience(years=3), "unknown"),
]


@pytest.mark.parametrize(("item", "verdict"), EXPERIENCE)
def test_experience_counts_by_its_area(knowledge, item, verdict):
    profile = Profile(experience=(item,))
    assert verdicts(knowledge, profile)["relevant_experience"] == verdict


def test_a_vague_length_stays_vague(knowledge):
    vague = Profile(experience=(Experience("back_office", certain=False),))
    about = Profile(experience=(Experience("back_office", years=3, certain=False),))
    assert "uncertain" in rows(knowledge, vague)["relevant_experience"].reason
    assert "about 3 years" in rows(knowledge, about)["relevant_experience"].reason


def test_leading(knowledge):
    def leading(profile):
        return verdicts(knowledge, profile)["leading_people"]

    assert leading(Profile(leading=True)) == "met"
    assert leading(Profile(experience=(Experience("retail", leading=True),))) == "met"
    assert leading(Profile(leading=False)) == "missing"
    assert leading(Profile(skills=("leadership",))) == "partly"


def test_skills_that_were_not_named_may_be_there(knowledge):
    found = verdicts(knowledge, SELLER)
    assert found["office_technology"] == "partly"
    assert found["basic_mathematics"] == "missing"
    assert found["accuracy"] == "unknown"


def test_everything_met_leaves_little_to_do(knowledge):
    comparison = compare(knowledge, COMPLETE, MANAGER, "en")
    assert {row.verdict for row in comparison.rows} == {"met"}
    assert comparison.steps == ()


STEPS = [
    (Profile(), ["associate_post", "lead", "show_skills"]),
    (DEPUTY, ["degree", "show_skills"]),
    (
        SELLER,
        ["finish_studies", "associate_post", "lead", "administration_first"],
    ),
    (
        replace(COMPLETE, qualifications=(BACHELOR,)),
        ["advanced_degree"],
    ),
]


@pytest.mark.parametrize(("profile", "first"), STEPS)
def test_next_steps_in_order(knowledge, profile, first):
    steps = compare(knowledge, profile, MANAGER, "en").steps
    assert [step.id for step in steps][: len(first)] == first
    assert len(steps) <= 5


def test_the_steps_come_from_the_documents(knowledge):
    office = having("abitur", experience=(Experience("sales", years=1),))
    cited = {
        fact
        for step in compare(knowledge, office, MANAGER, "de").steps
        for fact in step.facts
    }
    assert {"A33", "A31", "B13", "A36"} <= cited


def test_every_role_of_the_catalogue_is_covered(knowledge):
    for role in knowledge.roles:
        for language in LANGUAGES:
            comparison = compare(knowledge, SELLER, role, language)
            assert comparison.rows or comparison.opening
            assert comparison.facts and comparison.citations
            assert comparison.text and comparison.ladder.text


def test_a_kind_of_role_inherits(knowledge):
    secretary = rows(knowledge, SELLER, "secretary")
    employee = rows(knowledge, SELLER, "back_office_employee")
    assert list(secretary) == list(employee)
    for row in secretary.values():
        assert any(
            knowledge.facts[fact].fact.is_about("secretary") for fact in row.facts
        )


def test_roles_of_which_little_is_known_say_so(knowledge):
    comparison = compare(knowledge, DEPUTY, "associate", "de")
    assert not comparison.rows
    assert "Quellen" in comparison.opening
    assert comparison.facts == ("A33",)


def test_an_unknown_role_is_a_key_error(knowledge):
    with pytest.raises(KeyError):
        compare(knowledge, DEPUTY, "astronaut", "en")


def test_no_percent_no_score_no_forecast(knowledge):
    for role in knowledge.roles:
        for language in LANGUAGES:
            comparison = compare(knowledge, SELLER, role, language)
            told = comparison.text + json.dumps(comparison.as_dict())
            assert "%" not in told
            assert not re.search(r"\b(score|chances?|Chancen?|Prozent)\b", told)


def test_paired_profiles_get_the_same_verdict(knowledge):
    """All that a profile can hold beyond the topics compared is languages spoken."""
    for other in ((), (LanguageSkill("tr", True),), (LanguageSkill("de", False),)):
        twin = replace(DEPUTY, languages=other)
        assert compare(knowledge, twin, MANAGER, "de") == compare(
            knowledge, DEPUTY, MANAGER, "de"
        )


def test_plain_data(knowledge):
    for language in LANGUAGES:
        data = compare(knowledge, DEPUTY, MANAGER, language).as_dict()
        assert json.loads(json.dumps(data)) == data
        assert data["language"] == language
        assert sum(data["counts"].values()) == len(data["rows"])
        for row in data["rows"]:
            assert row["symbol"] and row["words"] and row["reason"]
            assert row["citations"] and row["facts"]
        assert [rung["id"] for rung in data["ladder"]["rungs"] if rung["aims"]]


def test_the_text_holds_rows_steps_and_sources(knowledge):
    text = compare(knowledge, SELLER, MANAGER, "de").text
    assert "◐ Hochschulabschluss – teilweise" in text
    assert "1. Schließen Sie" in text
    assert "Quellen: Wie werde ich Backoffice-Manager?" in text


def test_languages_say_the_same(knowledge):
    for profile in (DEPUTY, SELLER, COMPLETE):
        for role in knowledge.roles:
            german = compare(knowledge, profile, role, "de")
            english = compare(knowledge, profile, role, "en")
            assert [(r.requirement, r.verdict, r.facts) for r in german.rows] == [
                (r.requirement, r.verdict, r.facts) for r in english.rows
            ]
            assert [s.id for s in german.steps] == [s.id for s in english.steps]


def test_what_the_knowledge_does_not_hold_any_longer_is_left_out(knowledge):
    stale = Profile(
        qualifications=(Qualification("gone"),),
        experience=(Experience("gone", "gone"),),
        skills=("gone",),
    )
    assert compare(knowledge, stale, MANAGER, "en").rows[0].verdict == "unknown"


def test_years_that_a_document_asks_for(tmp_path):
    folder = Path(shutil.copytree("knowledge", tmp_path / "knowledge"))
    file = folder / "requirements.yml"
    text = file.read_text("utf-8")
    old = "- experience: {areas: [hr], roles: [hr_manager]}"
    assert old in text
    new = "- experience: {areas: [hr], years: 3}"
    file.write_text(text.replace(old, new), "utf-8")
    knowledge = load_knowledge(folder)

    def told(*items):
        found = rows(knowledge, Profile(experience=items), "hr_manager")
        return found["hr_knowledge"].verdict, found["hr_knowledge"].reason

    assert told(Experience("hr", years=3))[0] == "met"
    assert told(Experience("hr", years=2), Experience("hr", years=1.5))[0] == "met"
    assert told(Experience("hr", years=2)) == (
        "partly",
        "Human resources, 2 years; at least 3 years are asked for.",
    )
    verdict, reason = told(Experience("hr", certain=False))
    assert verdict == "partly" and "is open" in reason
    assert told(Experience("hr", years=5, certain=False))[0] == "partly"


def test_roles_that_the_person_brings_most_for(knowledge):
    found = compare_roles(knowledge, COMPLETE, "de")
    assert {match.role for match in found.most} >= {MANAGER, "back_office_employee"}
    assert "Backoffice-Leitung (11 von 11" in found.text
    assert "Quellen:" in found.text
    none = compare_roles(knowledge, Profile(), "en")
    assert none.most == () and none.text
    assert {match.role for match in none.matches} == {
        role for role in knowledge.roles if compare(knowledge, SELLER, role, "de").rows
    }
    assert json.loads(json.dumps(found.as_dict())) == found.as_dict()


def test_most_is_not_enough_without_what_is_required(knowledge):
    graduate = having("mba", experience=(Experience("hr", years=3),))
    most = {match.role for match in compare_roles(knowledge, graduate, "en").most}
    assert "hr_manager" in most
    assert not most & {"programmer", "accountant"}


def test_it_takes_about_a_millisecond(knowledge):
    def processor_time():
        begun = time.process_time()
        compare(knowledge, SELLER, MANAGER, "de")
        return time.process_time() - begun

    processor_time()
    assert statistics.median(processor_time() for _ in range(50)) < 0.004
