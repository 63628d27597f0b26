"""Finding roles and terms by the forms that the knowledge names."""

from __future__ import annotations

import json

import pytest
from role_forms import NEUTRAL, PERSONS

from werdegang.understanding.entity_forms import FormIndex, words_with_offsets

MARKS = ["*in", ":in", "_in", "/in", "/-in", "(in)", "In", "*innen", ":innen", "Innen"]


@pytest.fixture(scope="module")
def index(knowledge) -> FormIndex:
    return FormIndex.of(knowledge)


def roles(index: FormIndex, text: str, unknown: tuple[str, ...] = ()) -> list[str]:
    found = index.find(text.split(), unknown)
    return [mention.value for mention in found if mention.entity == "role"]


def test_the_examples_are_of_all_roles(knowledge):
    assert set(NEUTRAL) == set(knowledge.roles)


@pytest.mark.parametrize("role", PERSONS)
def test_every_gender_names_the_same_role(index, role):
    masculine, feminine = PERSONS[role]
    for form in (masculine, feminine, feminine + "nen", NEUTRAL[role]):
        assert roles(index, form) == [role], form
        assert roles(index, form.lower()) == [role], form


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("role", PERSONS)
def test_gender_marks_name_the_same_role(index, role, mark):
    assert roles(index, PERSONS[role][0] + mark) == [role]


def test_every_form_of_the_files_is_found_as_its_role(index, knowledge):
    for role in knowledge.roles.values():
        for form in role.forms.all():
            assert roles(index, form) == [role.id], form
            assert roles(index, form.replace("-", " ")) == [role.id], form
            assert roles(index, f"für {form} dort") == [role.id], form


def test_every_term_is_found(index, knowledge):
    for entity, terms in knowledge.terms.items():
        for term in terms:
            for form in term.forms.all():
                found = {(f.entity, f.value) for f in index.find(form.split())}
                assert (entity, term.id) in found, form


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Buchhaltungsstelle", "accountant"),
        ("Buchhalterjob", "accountant"),
        ("Sekretariatsleitung", "secretary"),
        ("Programmierjobs", "programmer"),
        ("Vizepräsidentenposten", "vice_president"),
        ("Unternehmensberatungskarriere", "management_consultant"),
    ],
)
def test_compounds_are_found_by_their_beginning(index, text, role):
    assert roles(index, text) == [role]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Programmierern", "programmer"),
        ("Buchhalters", "accountant"),
        ("Vizepräsidenten", "vice_president"),
        ("accountants", "accountant"),
        ("back office managers", "back_office_manager"),
        ("HR managers", "hr_manager"),
    ],
)
def test_inflected_forms_are_found(index, text, role):
    assert roles(index, text) == [role]


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("Buchhaltr", "accountant"),
        ("Buchahlter", "accountant"),
        ("Programierer", "programmer"),
        ("Sektretär", "secretary"),
        ("acountant", "accountant"),
        ("Vizepräsidend", "vice_president"),
        ("Personallmanagerin", "hr_manager"),
    ],
)
def test_one_wrong_letter_is_forgiven_in_unknown_words(index, typed, role):
    assert roles(index, typed, (typed.lower(),)) == [role]
    assert roles(index, typed) == []


def test_a_known_word_is_no_typing_error(index):
    assert roles(index, "leider weiss ich das nicht") == []


@pytest.mark.parametrize(
    "text", ["", "Abteilung", "Haus", "ich", "die Buche", "42", "Bergsteigerin"]
)
def test_other_words_are_no_role(index, text):
    assert roles(index, text, tuple(text.lower().split())) == []


def test_the_longest_mention_wins(index):
    (found,) = index.find("head of the back office".split())
    assert (found.start, found.end) == (0, 5)
    assert roles(index, "HR Manager") == ["hr_manager"]
    assert roles(index, "Manager") == ["back_office_manager"]


def test_stored_and_loaded_it_finds_the_same(index):
    loaded = FormIndex(**json.loads(json.dumps(index.as_dict())))
    for text in ("Buchhalter:in mit Bachelor", "Sekretariatsstelle", "MBA"):
        assert loaded.find(text.split()) == index.find(text.split())


def test_words_keep_their_place():
    tokens = [("Als", 0), ("Chef", 4), ("?", 8), ("3", 10)]
    assert words_with_offsets(tokens) == [("Als", 0, 3), ("Chef", 4, 8), ("3", 10, 11)]
