"""Mistakes in requirements, ladder and their words are found, with line and remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from werdegang.careers import KnowledgeError, Profile, compare, load_knowledge

REQUIREMENTS, LADDER = "requirements.yml", "ladder.yml"
WORDS = "profile_wording.yml"
MISTAKES = [
    ("role", REQUIREMENTS, "roles: [hr_manager]", "roles: [hr]", "role `hr`"),
    ("fact", REQUIREMENTS, "facts: [B12, A26]", "facts: [B12, X1]", "fact `X1`"),
    ("not about", REQUIREMENTS, "facts: [B12, A26]", "facts: [A27]", "No fact of"),
    ("topic", REQUIREMENTS, "topic: leading", "topic: horoscope", "topic"),
    ("area", REQUIREMENTS, "areas: [hr]", "areas: [moon]", "area `moon`"),
    ("skill", REQUIREMENTS, "skills: [leadership]", "skills: [fly]", "skill `fly`"),
    (
        "field",
        REQUIREMENTS,
        "fields: [business_administration]",
        "fields: [magic]",
        "field `magic`",
    ),
    ("level", REQUIREMENTS, "{level: 4}", "{level: 9}", "less than or equal to 8"),
    ("years", REQUIREMENTS, "areas: [accounting],", "years: -1,", "greater than 0"),
    ("two kinds", REQUIREMENTS, "- leading: true", "- {}", "exactly one of"),
    ("same id", REQUIREMENTS, "- id: schooling", "- id: degree", "`degree` is taken"),
    (
        "serves",
        REQUIREMENTS,
        "serves: [advanced_degree]",
        "serves: [x]",
        "requirement `x`",
    ),
    ("after", REQUIREMENTS, "after: [degree]", "after: [x]", "requirement `x`"),
    ("state", REQUIREMENTS, "when: [unfinished]", "when: [met]", "when"),
    ("step", REQUIREMENTS, "facts: [A33]", "facts: [B13, B12]", "`B12` is not about"),
    ("blank", REQUIREMENTS, "offen: {open}.", "offen: {opne}.", "`{opne}`"),
    ("brace", REQUIREMENTS, "offen: {open}.", "offen: {open.", "brace"),
    ("language", REQUIREMENTS, "en: field of study", "fr: champ", "en"),
    ("rung role", LADDER, "roles: [vice_president]", "roles: [boss]", "role `boss`"),
    ("two rungs", LADDER, "roles: [associate, ", "roles: [secretary, ", "stands on"),
    ("ladder", LADDER, "rungs:", "steps:", "rungs"),
    ("words", WORDS, "with_field:", "with_fields:", "with_field"),
    ("filled", WORDS, '"Ziel: {role}"', '"Ziel: {rolle}"', "`{rolle}`"),
]


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree("knowledge", tmp_path / "knowledge"))


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [mistake[1:] for mistake in MISTAKES],
    ids=[mistake[0] for mistake in MISTAKES],
)
def test_a_mistake_is_reported_at_its_line(folder, file, old, new, named):
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    place = text[: text.index(old)].count("\n") + 1
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder)
    fitting = [p for p in caught.value.problems if named in p.message]
    assert fitting, caught.value
    assert all(problem.file == file and problem.remedy for problem in fitting)
    assert min(abs(problem.line - place) for problem in fitting) <= 2


@pytest.mark.parametrize("file", [REQUIREMENTS, LADDER, WORDS])
def test_a_missing_file_is_named(folder, file):
    (folder / file).unlink()
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder)
    assert [(p.file, "missing" in p.message) for p in caught.value.problems] == [
        (file, True)
    ]


def test_a_requirement_of_a_new_role_is_added_by_data_alone(folder):
    def append(file, text):
        path = folder / file
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    append(
        "roles.yml",
        """
  - id: archivist
    name: {de: Archiv, en: archivist}
    about: {de: zum Archiv, en: about archivists}
    forms: {de: [Archivar], en: [archivist]}
""",
    )
    append(
        "facts/back_office_executive.yml",
        """
  - id: X01
    section: "1"
    paragraph: 1
    needs: [experience_needed]
    roles: [archivist]
    kind: experience
    strength: required
    text: {de: Zwei Jahre im Archiv., en: Two years in an archive.}
""",
    )
    file = folder / REQUIREMENTS
    text = file.read_text("utf-8")
    new = """
  - id: archive
    topic: experience
    roles: [archivist]
    facts: [X01]
    name: {de: Archiverfahrung, en: time in an archive}
    met_by:
      - experience: {years: 2}
"""
    file.write_text(text.replace("requirements:\n", f"requirements:{new}", 1), "utf-8")
    comparison = compare(load_knowledge(folder), Profile(), "archivist", "en")
    assert [(row.name, row.verdict) for row in comparison.rows] == [
        ("Time in an archive", "unknown")
    ]
