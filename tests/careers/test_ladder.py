"""Where a person stands, and the drawing that shows it."""

from __future__ import annotations

import re
import statistics
import time
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from tests.careers.profiles import COMPLETE, DEPUTY, SELLER
from werdegang.careers import LANGUAGES, ladder_of, ladder_svg
from werdegang.careers.ladder_drawing import ACCENT, TEXT_SIZE, WIDTH
from werdegang.careers.profile import Experience, Profile

SVG = "{http://www.w3.org/2000/svg}"
POSITIONS = [
    (Profile(), None),
    (Profile(none=("experience",)), "before"),
    (SELLER, "before"),
    (Profile(experience=(Experience("office_administration"),)), "entry_level"),
    (Profile(experience=(Experience(role="associate"),)), "associate"),
    (Profile(experience=(Experience("retail", leading=True),)), "associate"),
    (DEPUTY, "associate"),
    (Profile(leading=True), "associate"),
    (Profile(experience=(Experience(years=4),)), None),
    (COMPLETE, "manager"),
    (Profile(experience=(Experience(role="vice_president"),)), "vice_president"),
]
GOALS = [
    (None, "manager"),
    ("secretary", "entry_level"),
    ("associate", "associate"),
    ("vice_president", "vice_president"),
    ("programmer", None),
]


def drawings(knowledge):
    for language in LANGUAGES:
        for profile, _ in POSITIONS:
            for role, _ in GOALS:
                yield ladder_of(knowledge, profile, role, language)


@pytest.mark.parametrize(("profile", "position"), POSITIONS)
def test_position(knowledge, profile, position):
    assert ladder_of(knowledge, profile, None, "de").position == position


@pytest.mark.parametrize(("role", "goal"), GOALS)
def test_goal(knowledge, role, goal):
    ladder = ladder_of(knowledge, DEPUTY, role, "en")
    assert ladder.goal == goal
    assert bool(ladder.aiming) == (goal is not None)


def test_rungs_rest_on_facts(knowledge):
    for rung in ladder_of(knowledge, DEPUTY, None, "en").rungs:
        assert rung.facts and set(rung.facts) <= set(knowledge.facts)


def test_the_drawing_says_in_words_what_it_shows(knowledge):
    for ladder in drawings(knowledge):
        drawing = ElementTree.fromstring(ladder_svg(ladder))
        assert drawing.get("role") == "img"
        title, description = drawing[0], drawing[1]
        assert (title.tag, title.text) == (f"{SVG}title", ladder.title)
        assert (description.tag, description.text) == (
            f"{SVG}desc",
            ladder.description,
        )
        named = drawing.get("aria-labelledby").split()
        assert named == [title.get("id"), description.get("id")]
        for rung in ladder.rungs:
            assert rung.name in ladder.description and rung.asks in ladder.description
        assert ladder.standing in ladder.description


def test_the_drawing_shows_where_the_person_stands_in_words(knowledge):
    for ladder in drawings(knowledge):
        words = [
            node.text for node in ElementTree.fromstring(ladder_svg(ladder)).iter()
        ]
        assert words.count(ladder.here) == (ladder.position is not None)
        assert words.count(ladder.aim) == (ladder.goal is not None)
        assert all(rung.name in words for rung in ladder.rungs)


def test_the_drawing_stands_alone_and_adapts_to_the_page(knowledge):
    for ladder in drawings(knowledge):
        svg = ladder_svg(ladder)
        assert "<script" not in svg and "style" not in svg and "href" not in svg
        assert not re.search(r"\bon\w+=", svg)
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
        assert colours <= {"currentColor", ACCENT}


def test_the_accent_is_seen_on_light_and_on_dark(knowledge):
    """WCAG 2.2, 1.4.11: graphics stand out by at least 3 to 1."""

    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in parts
        ]
        return sum(w * x for w, x in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for ground in ("#ffffff", "#14181d"):
        high, low = sorted((luminance(ACCENT), luminance(ground)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 3


def test_nothing_runs_out_of_a_screen_of_320_pixels(knowledge):
    """At 0.58 of its size a glyph is wider than the widest common font's average."""
    assert WIDTH == 320
    for ladder in drawings(knowledge):
        drawing = ElementTree.fromstring(ladder_svg(ladder))
        height = float(drawing.get("viewBox").split()[3])
        for text in drawing.iter(f"{SVG}text"):
            size = float(text.get("font-size"))
            assert size >= TEXT_SIZE >= 12
            assert float(text.get("x")) + len(text.text) * size * 0.58 < WIDTH
            assert float(text.get("y")) < height
        for box in drawing.iter(f"{SVG}rect"):
            assert float(box.get("x")) + float(box.get("width")) <= WIDTH
            assert float(box.get("y")) + float(box.get("height")) <= height


def test_words_from_data_are_escaped(knowledge):
    ladder = ladder_of(knowledge, DEPUTY, None, "en")
    rungs = [replace(r, name="</text><a>", asks="a < b & c") for r in ladder.rungs]
    hostile = replace(ladder, title="<script>&", rungs=tuple(rungs))
    drawing = ElementTree.fromstring(ladder_svg(hostile))
    assert drawing[0].text == "<script>&"
    assert not list(drawing.iter(f"{SVG}a"))


def test_the_ladder_as_text(knowledge):
    lines = ladder_of(knowledge, DEPUTY, None, "de").text.splitlines()
    assert lines[0] == "Karriereleiter im Backoffice"
    assert lines[1].startswith("Vice President")
    assert lines[2].startswith("Leitung [Ihr Ziel]")
    assert lines[3].startswith("Associate [Sie stehen hier]")


def test_drawing_is_quick(knowledge):
    ladder = ladder_of(knowledge, DEPUTY, None, "de")
    times = []
    for _ in range(20):
        begun = time.process_time()
        ladder_svg(ladder)
        times.append(time.process_time() - begun)
    assert statistics.median(times) < 0.01
