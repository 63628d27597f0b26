"""Which language a turn is answered in."""

from __future__ import annotations

import pytest

from actions.turn import language_of, language_wished


@pytest.mark.parametrize(
    ("read", "remembered", "locale", "language"),
    [
        ("en", "de", "de-DE", "en"),
        (None, "en", "de-DE", "en"),
        ("other", "en", None, "en"),
        (None, None, "en-GB", "en"),
        (None, None, "EN_us", "en"),
        (None, None, "fr-FR", "de"),
        ("other", None, "fr", "de"),
        (None, None, None, "de"),
        (None, None, "", "de"),
    ],
)
def test_the_message_decides_then_the_conversation_then_the_locale(
    read, remembered, locale, language
):
    assert language_of(read, remembered, locale) == language


@pytest.mark.parametrize(
    ("text", "read", "present", "language"),
    [
        ("Können wir Englisch sprechen?", "de", "de", "en"),
        ("Can we speak German?", "en", "en", "de"),
        ("auf Deutsch bitte", "de", "en", "de"),
        ("Do you speak another language?", "en", "en", "de"),
        ("deutsch oder english?", "de", "de", "en"),
        ("andere sprache", None, "en", "en"),
    ],
)
def test_a_wish_names_the_language(text, read, present, language):
    assert language_wished(text, read, present) == language


def test_the_language_follows_the_person(talk):
    first = talk.ask("Welchen Abschluss brauche ich?", "degree_needed", language="de")
    then = talk.ask("And which skills?", "skills", language="en")
    unsure = talk.ask("MBA?", "advanced_degree", language=None)
    assert [said.answer["language"] for said in (first, then, unsure)] == [
        "de",
        "en",
        "en",
    ]
    assert "Quelle" in first.text
    assert "Source" in then.text


def test_a_locale_counts_until_words_tell(talk):
    assert talk.ask("MBA?", "advanced_degree", locale="en-US").answer["language"] == (
        "en"
    )
    said = talk.ask("Und ohne Studium?", "without_degree", language="de", locale="en")
    assert said.answer["language"] == "de"


def test_a_third_language_is_told_which_ones_are_spoken(talk):
    talk.slots["language"] = "en"
    said = talk.ask("Quels diplômes faut-il ?", "degree_needed", language="other")
    assert said.responses == ["utter_languages"]
    assert said.answer["language"] == "en"
    assert said.answer["outcome"] == "answered"
    again = talk.ask("Which skills?", "skills", language="en")
    assert again.responses == []


def test_a_fixed_text_is_uttered_once_the_language_is_stored(talk):
    said = talk.turn("action_converse", "hello", "greet", language="en")
    assert talk.slots["language"] == "en"
    assert said.responses == ["utter_greet"]
    talk.turn("action_converse", "auf Deutsch", "change_language", language="de")
    assert talk.slots["language"] == "de"
