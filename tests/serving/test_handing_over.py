"""What a reply holds besides words is made from its background anew."""

from __future__ import annotations

import pytest

from werdegang.careers.profile import Profile, Qualification
from werdegang.commands.chat import written
from werdegang.serving.handing_over import (
    comparison_of,
    drawing_of,
    file_name,
    made_from,
    plan_of,
    view_of,
)

PROFILE = Profile(qualifications=(Qualification("bachelor", field="law"),))


def stored(language: str = "de", role: str = "back_office_manager") -> dict:
    return {"profile": PROFILE.as_dict(), "role": role, "language": language}


def custom(language: str) -> dict:
    comparison = comparison_of(stored(language)).as_dict()
    return {"answer": {}, "comparison": comparison, "profile": PROFILE.as_dict()}


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_page_gets_table_and_drawing(language):
    view = view_of(custom(language))
    assert view["comparison"]["language"] == language
    assert made_from(custom(language)) == stored(language)
    tag, attributes, *inner = view["drawing"]
    assert tag == "svg"
    assert attributes["role"] == "img"
    names = [child[0] for child in inner]
    assert names[:2] == ["title", "desc"]
    assert set(names) <= {"title", "desc", "rect", "text", "circle", "path"}
    assert inner[1][2] == comparison_of(stored(language)).ladder.description


def test_the_drawing_has_nothing_that_a_page_forbids():
    def walk(drawing):
        tag, attributes, *inner = drawing
        assert tag not in ("script", "style", "foreignObject", "image", "use")
        assert not any(name.startswith("on") for name in attributes)
        assert not {"style", "href", "class"} & set(attributes)
        for child in inner:
            if not isinstance(child, str):
                walk(child)

    walk(drawing_of(comparison_of(stored())))


def test_other_replies_have_nothing_beside_their_words():
    assert view_of({"answer": {}}) is None
    assert made_from({}) is None
    assert view_of({"plan": stored("en")}) == {"plan": "My-plan.pdf"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_plan_is_a_small_pdf(language):
    plan = plan_of(stored(language))
    assert plan.startswith(b"%PDF-")
    assert len(plan) < 150 * 1024


def test_a_terminal_is_told_where_the_plan_is(tmp_path):
    said = written(stored(), tmp_path)
    assert said == f"Gespeichert: {tmp_path / file_name('de')}"
    again = written(stored(), tmp_path)
    assert again == f"Gespeichert: {tmp_path / 'Mein-Plan-2.pdf'}"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_is_not_there_is_said_in_one_sentence(tmp_path):
    said = written(stored("en"), tmp_path / "gone")
    assert "could not be written" in said
    assert len(said.splitlines()) == 1
