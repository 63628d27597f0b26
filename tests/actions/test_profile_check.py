"""The profile check: opened, answered in any order, interrupted, stopped, judged."""

from __future__ import annotations

import pytest

from actions.knowledge import knowledge
from actions.profile_joining import joined
from actions.profile_said import SKILLS_ASKED, heard
from actions.profile_state import Check, next_topic, profile_from
from werdegang.careers.profile import (
    TOPICS,
    Experience,
    LanguageSkill,
    Profile,
    Qualification,
)

CHECK = "action_profile_check"
BACHELOR = Qualification("bachelor", field="law")
FULL = Profile(
    qualifications=(BACHELOR,),
    experience=(Experience("accounting", years=4.0),),
    leading=True,
    skills=("computer",),
)


def begin(talk, text="Was fehlt mir?"):
    return talk.turn(
        CHECK, text, "profile_check", needs=("profile_check",), language="de"
    )


def say(talk, text, action="action_ask_back", intent="nlu_fallback", **read):
    return talk.turn(action, text, intent, **read)


def test_at_most_five_questions_lead_to_the_summary(talk):
    said = begin(talk)
    asked = [said.responses[-1]]
    while asked[-1] != "utter_profile_summary":
        asked.append(say(talk, "weiter").responses[-1])
        assert len(asked) <= 6
    assert len(set(asked)) == len(asked)
    assert "utter_profile_field" not in asked, "no studies, no field"


def test_a_verdict_is_only_given_on_a_confirmed_summary(talk):
    said = begin(talk, "Bachelor in Jura, 4 Jahre Buchhaltung, Team geführt, Excel")
    assert said.responses == ["utter_profile_summary"]
    assert said.answer["outcome"] == "clarify"
    said = say(talk, "ja", "action_take_up_offer", "affirm")
    assert said.answer["outcome"] == "answered"
    assert said.answer["needs"] == ["profile_check"]
    assert set(said.answer["facts"]) <= set(knowledge().facts)
    assert said.answer["facts"]
    (compared,) = [m["custom"] for m in said.messages if "comparison" in m["custom"]]
    assert compared["comparison"]["rows"]
    assert profile_from(compared["profile"]).leading is True


def test_another_role_is_compared_without_asking(talk):
    begin(talk, "Bachelor in Jura, 4 Jahre Buchhaltung, Team geführt, Excel")
    say(talk, "ja", "action_take_up_offer", "affirm")
    said = say(
        talk,
        "und als Buchhalterin?",
        "action_answer",
        "follow_up",
        entities=[("role", "accountant", "Buchhalterin")],
    )
    assert said.answer["role"] == "accountant"
    assert said.answer["outcome"] == "answered"


def test_a_question_in_between_is_answered_and_the_check_goes_on(talk):
    begin(talk)
    said = talk.ask("Was ist ein Backoffice?", "back_office_definition", language="de")
    assert said.answer["needs"] == ["back_office_definition"]
    assert said.responses == ["utter_profile_qualifications"]
    assert profile_from(talk.slots["profile"]) == Profile()


def test_stop_ends_it_and_later_turns_are_not_taken(talk):
    begin(talk)
    said = say(talk, "stopp")
    assert said.responses == ["utter_profile_stopped"]
    assert talk.ask("Welche Fähigkeiten?", "skills").answer["needs"] == ["skills"]
    assert say(talk, "weiter", "action_tell_more", "tell_me_more").responses == []


def test_what_was_said_before_is_not_asked_again(talk):
    talk.ask("Ich bin Industriekaufmann. Geht das?", "without_degree", language="de")
    assert begin(talk).responses[-1] == "utter_profile_experience"


def test_a_question_before_is_nothing_about_oneself(talk):
    talk.ask("Bachelor?", "degree_needed", language="de")
    assert begin(talk).responses[-1] == "utter_profile_qualifications"


def test_forgetting_forgets_earlier_messages_too(talk):
    talk.ask("Ich bin Industriekaufmann. Geht das?", "without_degree", language="de")
    begin(talk)
    say(talk, "vergiss mein Profil", "action_forget_profile", "forget_profile")
    assert not talk.slots["profile"]
    said = say(talk, "was weißt du?", "action_my_profile", "my_profile")
    assert said.responses == ["utter_profile_empty"]


def test_deleting_in_the_middle_waits_for_its_own_yes(talk):
    begin(talk)
    said = say(talk, "alles löschen", "action_delete_data", "delete_my_data")
    assert said.responses == ["utter_ask_delete"]
    said = say(talk, "ja", "action_take_up_offer", "affirm")
    assert said.responses == ["utter_deleted"]


def test_distress_ends_the_check(talk):
    begin(talk)
    said = say(talk, "ich kann nicht mehr", "action_converse", "distress")
    assert said.responses == ["utter_distress"]
    assert Check.from_dict(talk.slots["profile_check"]).open is False


@pytest.mark.parametrize("action", ["action_my_plan", "action_compare_roles"])
def test_plan_and_roles_ask_for_a_background_first(talk, action):
    said = talk.turn(action, "bitte", "my_plan", language="de")
    assert said.responses == ["utter_profile_begin", "utter_profile_qualifications"]


def test_the_plan_names_what_it_is_made_from(talk):
    begin(talk, "Bachelor in Jura, 4 Jahre Buchhaltung, Team geführt, Excel")
    said = say(talk, "mein Plan", "action_my_plan", "my_plan")
    (plan,) = [m["custom"]["plan"] for m in said.messages if "plan" in m["custom"]]
    assert plan["role"] == knowledge().default_role
    assert profile_from(plan["profile"]).qualifications[0].id == "bachelor"


NOTHING = Profile()


def answered(check: Check, text: str, said: Profile = NOTHING, **given):
    return heard(
        check,
        given.get("profile", Profile()),
        said,
        text,
        given.get("intent", "nlu_fallback"),
        given.get("needs", ()),
        given.get("fields", ()),
        knowledge(),
    )


@pytest.mark.parametrize(
    ("topic", "text", "profile"),
    [
        ("leading", "ja", Profile(leading=True)),
        ("leading", "no, never", Profile(leading=False)),
        ("qualifications", "keine", Profile(none=("qualifications",))),
        ("experience", "none", Profile(none=("experience",))),
        ("experience", "5", Profile(experience=(Experience(years=5.0),))),
        ("experience", "fünf", Profile(experience=(Experience(years=5.0),))),
        ("skills", "alles", Profile(skills=SKILLS_ASKED)),
    ],
)
def test_bare_answers_are_to_the_question_asked(topic, text, profile):
    said = answered(Check(asked=topic), text)
    assert said.kind == "answer"
    assert said.profile == profile


@pytest.mark.parametrize("asked", [*TOPICS, "summary", "correction"])
@pytest.mark.parametrize("text", ["stop", "Stopp!", "let's stop here", "abbrechen"])
def test_stop_stops_anywhere(asked, text):
    assert answered(Check(asked=asked), text).kind == "stop"


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("text", ["weiter", "skip", "weiß nicht", "rather not say"])
def test_every_question_can_be_skipped(topic, text):
    assert answered(Check(asked=topic), text).kind == "skip"


def test_a_field_that_no_list_holds_is_another_field():
    profile = Profile(qualifications=(Qualification("bachelor"),))
    said = answered(Check(asked="field"), "Puppenspiel", profile=profile)
    assert said.profile.qualifications[0].field == "other"
    thanks = answered(Check(asked="field"), "danke", profile=profile, intent="thank")
    assert thanks.kind == "aside"


def test_a_correction_takes_the_place_of_the_same_kind():
    said = Profile(qualifications=(Qualification("master"),))
    assert joined(FULL, said, knowledge(), correcting=True).qualifications == (
        Qualification("master", field="law"),
    )
    assert len(joined(FULL, said, knowledge()).qualifications) == 2


def test_joining_completes_and_does_not_repeat():
    again = joined(FULL, FULL, knowledge())
    assert again == FULL
    field = Profile(qualifications=(Qualification("bachelor"),))
    assert joined(field, FULL, knowledge()).qualifications == (BACHELOR,)
    spoken = Profile(languages=(LanguageSkill("en", False),))
    better = joined(
        spoken, Profile(languages=(LanguageSkill("en", True),)), knowledge()
    )
    assert better.languages == (LanguageSkill("en", True),)


def test_the_next_topic_is_the_first_that_is_open():
    check = Check()
    assert next_topic(Profile(), check, knowledge()) == "qualifications"
    assert next_topic(FULL, check, knowledge()) is None
    studied = Profile(qualifications=(Qualification("bachelor"),))
    assert next_topic(studied, check, knowledge()) == "field"


def test_a_state_that_is_unreadable_is_empty():
    assert Check.from_dict({"asked": None, "colour": "red"}) == Check()
    assert profile_from({"colour": "red"}) == Profile()
