"""Roles by one name in the text that needs are told from."""

from __future__ import annotations

import pytest
from role_forms import NEUTRAL, PERSONS

from werdegang.understanding.role_names import RoleNames


@pytest.fixture(scope="module")
def names(knowledge) -> RoleNames:
    return RoleNames(knowledge)


@pytest.mark.parametrize("role", sorted(set(NEUTRAL) - {"back_office_manager"}))
def test_every_form_has_the_same_name(names, knowledge, role):
    forms = [*PERSONS.get(role, ()), NEUTRAL[role]]
    named = {names.named(f"was verdient {form.lower()}, und wo?") for form in forms}
    assert named == {f"was verdient {knowledge.roles[role].name.de.lower()}, und wo?"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("(personalmanagerinnen)", "({hr_manager})"),
        ("do accountants need a degree?", "do accountants need a degree?"),
        ("was verdient man?", "was verdient man?"),
        ("als manager im backoffice", "als manager im backoffice"),
        ("", ""),
    ],
)
def test_texts_keep_all_else(names, knowledge, text, named):
    german = {role.id: role.name.de.lower() for role in knowledge.roles.values()}
    assert names.named(text) == named.format(**german)
