"""`check` finds what is wrong in a copy of the data files."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import pytest

from werdegang.commands import check
from werdegang.settings import Settings

FEW_UTTERANCES = """\
version: "3.1"
nlu:
- intent: salary
  metadata: {language: de}
  examples: |
    - Was verdient man?
- intent: salary
  metadata: {language: en}
  examples: |
    - How much does it pay?
"""


@pytest.fixture
def files(tmp_path, monkeypatch) -> Path:
    """The data files, with few utterances, as reading all of them takes seconds."""
    for name in ("knowledge", "data"):
        shutil.copytree(name, tmp_path / name)
    (tmp_path / "data" / "nlu.yml").write_text(FEW_UTTERANCES, "utf-8")
    shutil.copy("domain.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def found() -> set[str]:
    return {str(problem) for problem in check.all_problems(Settings())}


MISTAKES = {
    "unknown role in a fact": (
        "knowledge/facts/backoffice_manager.yml",
        "roles: [back_office_manager]",
        "roles: [bos]",
        "`bos`",
    ),
    "block without a language": (
        "data/nlu.yml",
        "language: en",
        "tongue: en",
        "does not name its language",
    ),
    "intent without a rule": (
        "data/rules.yml",
        "- intent: salary\n",
        "- intent: duration\n",
        "`salary` has no rule",
    ),
    "need without an intent": (
        "domain.yml",
        "- skills\n",
        "",
        "`skills` is no intent",
    ),
    "text in one language": (
        "domain.yml",
        "{type: slot, name: language, value: en}",
        "{type: slot, name: language, value: de}",
        "has no text in `en`",
    ),
    "intent without utterances": (
        "data/nlu.yml",
        "    - How much does it pay?\n",
        "",
        "`salary` has 0 utterances in `en`",
    ),
    "utterance given twice": (
        "data/nlu.yml",
        "    - Was verdient man?\n",
        "    - Was verdient man?\n    - was verdient MAN\n",
        "is the same as line",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found(files, mistake):
    file, old, new, named = MISTAKES[mistake]
    before = found()
    change(files / file, old, new)
    fitting = [problem for problem in found() - before if named in problem]
    assert fitting
    assert all(Path(file).name in problem for problem in fitting)


def test_mistakes_are_printed_and_counted(files, capsys):
    change(files / "domain.yml", "- skills\n", "")
    given = argparse.Namespace(command="check")
    assert check.run(given, Settings()) == 1
    shown = capsys.readouterr().err
    assert "`skills` is no intent" in shown
    assert "mistakes found." in shown.splitlines()[-1]
