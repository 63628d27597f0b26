"""The plan as PDF and the ladder as PNG, looked at as a reader would."""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.careers.profiles import COMPLETE, DEPUTY, SELLER
from werdegang.careers import LANGUAGES, Profile, compare
from werdegang.printing import ladder_png, plan_pdf, plan_pictures
from werdegang.printing.typesetting import FOLDER, TypesettingError, as_pdf

ON = date(2026, 11, 24)
LARGEST = 150_000
PROFILES = {
    "deputy": DEPUTY,
    "seller": SELLER,
    "complete": COMPLETE,
    "nothing said": Profile(),
}


def plan(knowledge, profile=DEPUTY, role=None, language="de", **more):
    comparison = compare(knowledge, profile, role, language)
    return plan_pdf(knowledge, comparison, ON, **more)


def text_of(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def fonts_of(reader):
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()
            for inner in font.get("/DescendantFonts", [font]):
                yield inner.get_object()


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_to_two_small_pages_a4(knowledge, name, language):
    for role in knowledge.roles:
        pdf = plan(knowledge, PROFILES[name], role, language)
        reader = PdfReader(io.BytesIO(pdf))
        assert 1 <= len(reader.pages) <= 2
        assert len(pdf) < LARGEST
        box = reader.pages[0].mediabox
        assert (round(box.width), round(box.height)) == (595, 842)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tagged_titled_and_in_its_language(knowledge, language):
    reader = PdfReader(io.BytesIO(plan(knowledge, language=language)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"].startswith(language)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()


def test_its_structure_has_headings_a_table_lists_and_a_described_picture(knowledge):
    reader = PdfReader(io.BytesIO(plan(knowledge)))
    seen, described = [], []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            seen.append(node.get("/S"))
            if node.get("/S") == "/Figure":
                described.append(node.get("/Alt"))
            if "/K" in node and not isinstance(node["/K"], int):
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure"} <= set(seen)
    ladder = compare(knowledge, DEPUTY, None, "de").ladder
    assert described == [ladder.description]


def test_all_fonts_are_embedded(knowledge):
    fonts = list(fonts_of(PdfReader(io.BytesIO(plan(knowledge)))))
    assert fonts
    for font in fonts:
        described = font["/FontDescriptor"]
        assert any(f"/FontFile{kind}" in described for kind in ("", "2", "3"))


def test_the_text_can_be_read_out_with_umlauts(knowledge):
    text = text_of(plan(knowledge))
    for words in (
        "Mein Plan",
        "Ziel: Backoffice-Leitung",
        "Stand: 24.11.2026",
        "Nächste Schritte",
        "Menschen führen",
        "erfüllt",
        "Studienfach",
        "Bürotechnik",
        "Eine persönliche Beratung ersetzt er nicht.",
    ):
        assert words in text, words
    assert "no substitute for personal advice" in text_of(
        plan(knowledge, language="en")
    )


def test_it_holds_all_of_the_comparison(knowledge):
    for language in LANGUAGES:
        comparison = compare(knowledge, SELLER, None, language)
        text = text_of(plan_pdf(knowledge, comparison, ON))
        for row in comparison.rows:
            assert row.name in text and row.words in text
        for step in comparison.steps:
            assert step.text.split("{")[0][:40] in text
        for place in comparison.citations:
            assert place.label in text


def test_its_pages_as_pictures(knowledge):
    comparison = compare(knowledge, DEPUTY, None, "de")
    pages = [Image.open(io.BytesIO(p)) for p in plan_pictures(knowledge, comparison)]
    assert len(pages) == 2
    assert all(page.height > page.width > 800 for page in pages)


def test_whom_to_turn_to_is_shown_as_it_stands(knowledge):
    contact = 'Frau Özil, #strong[x] $y$ "z" \\ *fett* @ <a>'
    assert contact in text_of(plan(knowledge, contact=contact))


def test_words_from_data_are_never_code(knowledge):
    hostile = '#panic("x") #read("/etc/passwd") [*_`$ {open}'
    comparison = compare(knowledge, DEPUTY, None, "de")
    rows = tuple(replace(row, reason=hostile) for row in comparison.rows)
    changed = replace(comparison, role_name=hostile, rows=rows)
    assert "panic" in text_of(plan_pdf(knowledge, changed, ON))


def test_the_same_plan_twice_is_the_same_text(knowledge):
    assert text_of(plan(knowledge)) == text_of(plan(knowledge))


def test_templates_read_and_fetch_nothing():
    for template in FOLDER.glob("*.typ"):
        code = template.read_text("utf-8")
        for word in ("#import", "#include", "read(", "@preview", "http"):
            assert word not in code


def test_a_template_that_cannot_be_set_is_named():
    with pytest.raises(TypesettingError, match=r"plan\.typ"):
        as_pdf("plan.typ", {})


def test_typst_is_loaded_at_the_first_use_only():
    code = "import sys, werdegang.printing; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_the_ladder(knowledge, language):
    for profile in PROFILES.values():
        ladder = compare(knowledge, profile, None, language).ladder
        picture = Image.open(io.BytesIO(ladder_png(ladder)))
        assert picture.format == "PNG"
        assert 800 <= picture.width <= 1280 and picture.height <= 2 * picture.width
        assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
        shades = picture.convert("RGB").getcolors(maxcolors=1 << 20)
        ink = sum(count for count, rgb in shades if max(rgb) < 90)
        assert 0.01 < ink / (picture.width * picture.height) < 0.2


def test_it_is_quick(knowledge):
    def median(make):
        times = []
        for _ in range(5):
            begun = time.process_time()
            make()
            times.append(time.process_time() - begun)
        return statistics.median(times)

    ladder = compare(knowledge, DEPUTY, None, "de").ladder
    assert median(lambda: plan(knowledge)) < 0.5
    assert median(lambda: ladder_png(ladder)) < 0.15
