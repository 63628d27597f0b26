"""Profiles for tests: some by hand, and a strategy that makes up any."""

from __future__ import annotations

from hypothesis import strategies as st

from werdegang.careers import Knowledge
from werdegang.careers.profile import (
    TOPICS,
    Experience,
    LanguageSkill,
    Profile,
    Qualification,
)

BACHELOR = Qualification("bachelor", field="business_administration")
DEPUTY = Profile(
    qualifications=(
        Qualification("vocational_training"),
        Qualification("advanced_vocational"),
    ),
    experience=(Experience("office_administration", years=4, leading=True),),
    leading=True,
    languages=(LanguageSkill("en", well=None),),
)
SELLER = Profile(
    qualifications=(
        Qualification("abitur"),
        Qualification("bachelor", False, "psychology"),
    ),
    experience=(Experience("sales", certain=False),),
    skills=("computer", "word_processing"),
    missing_skills=("fax", "mathematics"),
)
COMPLETE = Profile(
    qualifications=(BACHELOR, Qualification("master", field="business_administration")),
    experience=(
        Experience("back_office", "back_office_employee", 5),
        Experience(None, "back_office_manager", 3, leading=True),
    ),
    leading=True,
    skills=(
        "word_processing",
        "e_mail",
        "data_entry",
        "attention_to_detail",
        "computer",
        "telephone",
        "internet",
        "fax",
        "photocopier",
        "mathematics",
        "organisation",
        "communication",
    ),
)


def qualifications(knowledge: Knowledge) -> st.SearchStrategy[Qualification]:
    fields = [None, *(term.id for term in knowledge.terms["field"])]
    return st.builds(
        Qualification,
        st.sampled_from(sorted(knowledge.qualifications)),
        st.booleans(),
        st.sampled_from(fields),
    )


def experiences(knowledge: Knowledge) -> st.SearchStrategy[Experience]:
    return st.builds(
        Experience,
        st.sampled_from([None, *sorted(knowledge.areas)]),
        st.sampled_from([None, *sorted(knowledge.roles)]),
        st.none() | st.sampled_from([0.25, 0.5, 1, 2.5, 12, 40]),
        st.booleans(),
        st.booleans(),
    )


def profiles(knowledge: Knowledge) -> st.SearchStrategy[Profile]:
    skills = st.lists(
        st.sampled_from([term.id for term in knowledge.terms["skill"]]), max_size=6
    )
    return st.builds(
        Profile,
        st.lists(qualifications(knowledge), max_size=4).map(tuple),
        st.lists(experiences(knowledge), max_size=4).map(tuple),
        st.none() | st.booleans(),
        skills.map(tuple),
        skills.map(tuple),
        st.just(()),
        st.lists(st.sampled_from(TOPICS), max_size=2).map(tuple),
    )
