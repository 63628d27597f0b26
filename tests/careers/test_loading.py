"""Mistakes in the knowledge files are all found, each with line and remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from werdegang.careers import KnowledgeError, answer, load_knowledge

SOURCE = Path("knowledge")


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(SOURCE, tmp_path / "knowledge"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def problems(folder: Path):
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder)
    return caught.value.problems


KINDS, AREAS = "qualifications.yml", "areas.yml"
FACTS = "facts/backoffice_manager.yml"
MISTAKES = [
    ("unknown role", FACTS, "roles: [back_office_manager]", "roles: [bos]", "`bos`"),
    ("missing language", FACTS, "      en: The back office is", "      x: The", "en"),
    ("duplicate id", FACTS, "- id: A02", "- id: A01", "`A01` is taken"),
    ("unknown document", FACTS, "document: A", "document: Z", "document `Z`"),
    ("unknown section", FACTS, 'section: "4"', 'section: "9"', "section `9`"),
    (
        "foreign field",
        FACTS,
        "    kind: duty",
        "    colour: red\n    kind: duty",
        "colour",
    ),
    ("unknown need", FACTS, "needs: [duties]", "needs: [fun]", "need `fun`"),
    ("silent need", FACTS, "needs: [duties]", "needs: [salary]", "need `salary`"),
    ("unknown kind", FACTS, "kind: duty", "kind: hobby", "kind"),
    ("unknown strength", FACTS, "strength: usual", "strength: strong", "strength"),
    ("unknown fact", FACTS, "disagrees_with: [B14]", "disagrees_with: [X1]", "`X1`"),
    ("not worded", FACTS, "disagrees_with: [B14]", "disagrees_with: [B01]", "disagree"),
    ("paragraph", FACTS, "paragraph: 1", "paragraph: 0", "paragraph"),
    ("not yaml", FACTS, "document: A", "document: [A", "not YAML"),
    ("key twice", FACTS, "document: A", "document: A\ndocument: A", "stands twice"),
    ("no default", "roles.yml", "default: true", "default: false", "0 roles"),
    ("one form twice", "roles.yml", "- Buchhalter\n", "- Manager\n", "names both"),
    ("level", KINDS, "level: 2", "level: 9", "level"),
    ("kind", KINDS, "kind: school", "kind: hobby", "kind"),
    ("degree", KINDS, "degree: master", "degree: major", "degree `major`"),
    ("field", KINDS, "field: business_administration", "field: fun", "field `fun`"),
    ("form of two", KINDS, "de: [MBA, ", "de: [MBA, Magister, ", "names both"),
    ("in vocabulary", KINDS, "en: [MBA, ", "en: [MBA, diploma, ", "`degree` in voc"),
    ("area of two", AREAS, "de: [Vertrieb, ", "de: [Vertrieb, Lager, ", "names both"),
    ("no flag", AREAS, "    administration: true\n", "", "administration"),
    ("next", "needs.yml", "next: [degree_needed,", "next: [dance,", "need `dance`"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [mistake[1:] for mistake in MISTAKES],
    ids=[mistake[0] for mistake in MISTAKES],
)
def test_a_mistake_is_reported_at_its_line(folder, file, old, new, named):
    change(folder, file, old, new)
    found = problems(folder)
    fitting = [problem for problem in found if named in problem.message]
    assert fitting, found
    assert all(problem.file == file for problem in fitting)
    assert all(problem.remedy for problem in fitting)
    lines = (folder / file).read_text("utf-8").splitlines()
    assert any(1 <= problem.line <= len(lines) for problem in fitting)


def test_the_line_is_that_of_the_mistake(folder):
    change(folder, FACTS, "roles: [back_office_manager]", "roles: [bos]")
    lines = (folder / FACTS).read_text("utf-8").splitlines()
    assert "bos" in lines[problems(folder)[0].line - 1]


def test_all_mistakes_are_reported_at_once(folder):
    change(folder, FACTS, "roles: [back_office_manager]", "roles: [bos]")
    change(folder, FACTS, "needs: [duties]", "needs: [fun]")
    change(folder, "roles.yml", "default: true", "default: false")
    assert len({problem.line for problem in problems(folder)}) >= 3
    assert len({problem.file for problem in problems(folder)}) == 2


def test_a_missing_file_is_named(folder):
    (folder / "roles.yml").unlink()
    assert any(
        p.file == "roles.yml" and "missing" in p.message for p in problems(folder)
    )


def test_a_document_and_a_role_are_added_by_data_alone(folder):
    documents = folder / "documents.yml"
    documents.write_text(
        documents.read_text("utf-8")
        + """
  - id: C
    title: Handbuch der Muster GmbH
    language: de
    sections:
      - id: "1"
        name: {de: Archiv, en: Archive}
""",
        "utf-8",
    )
    roles = folder / "roles.yml"
    roles.write_text(
        roles.read_text("utf-8")
        + """
  - id: archivist
    name: {de: Archiv, en: archivist}
    about: {de: zum Archiv, en: about archivists}
    forms: {de: [Archivar, Archivarin], en: [archivist]}
""",
        "utf-8",
    )
    (folder / "facts" / "handbook.yml").write_text(
        """
document: C
facts:
  - id: C1
    section: "1"
    paragraph: 2
    needs: [skills]
    roles: [archivist]
    kind: skill
    strength: required
    text: {de: Ordnung ist Pflicht., en: Order is a must.}
""",
        "utf-8",
    )
    said = answer(load_knowledge(folder), ["skills"], "en", "archivist")
    assert said.facts == ("C1",)
    assert "Handbuch der Muster GmbH, section Archiv (Archive)" in said.text


def test_questions_understand_the_forms_of_qualifications(folder):
    change(folder, KINDS, "de: [MBA, ", "de: [Chefdiplom, MBA, ")
    degrees = {term.id: term for term in load_knowledge(folder).terms["degree"]}
    assert "Chefdiplom" in degrees["mba"].forms.de
    assert "Chefdiplom" not in degrees["master"].forms.de


def test_a_form_stands_once_in_the_two_files(folder, knowledge):
    vocabulary = (folder / "vocabulary.yml").read_text("utf-8")
    for kind in knowledge.qualifications.values():
        assert all(f"[{form}," not in vocabulary for form in kind.forms.all())
