"""A model belongs to the data that it was trained on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from werdegang.fingerprint import hash_of_files
from werdegang.serving.model import (
    NoModel,
    path_of_model,
    present_model,
    record_archive,
    refuse_other_archive,
)
from werdegang.settings import Settings

DATA = ["config.yml", "domain.yml", "data", "knowledge", "werdegang/understanding"]


@pytest.fixture
def installation(tmp_path, monkeypatch) -> Settings:
    """A copy of all that a model depends on, to be changed."""
    for name in DATA:
        source, target = Path(name), tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    monkeypatch.chdir(tmp_path)
    return Settings.from_environment({})


@pytest.mark.parametrize(
    "file",
    [
        "config.yml",
        "domain.yml",
        "data/nlu.yml",
        "data/rules.yml",
        "knowledge/roles.yml",
        "knowledge/facts/backoffice_manager.yml",
        "werdegang/understanding/words.py",
    ],
)
def test_a_change_asks_for_another_model(installation, file):
    before = path_of_model(installation)
    assert path_of_model(installation) == before
    original = Path(file).read_text("utf-8")
    Path(file).write_text(original + "\n# changed\n", "utf-8")
    assert path_of_model(installation) != before
    Path(file).write_text(original, "utf-8")
    assert path_of_model(installation) == before


def test_a_new_file_asks_for_another_model(installation):
    before = path_of_model(installation)
    Path("data/more.yml").write_text("version: '3.1'\n", "utf-8")
    assert path_of_model(installation) != before


def test_a_model_is_present_once_it_is_there(installation):
    assert present_model(installation) is None
    path = path_of_model(installation)
    path.parent.mkdir()
    path.write_bytes(b"")
    assert present_model(installation) is None, "training has recorded none"
    record_archive(path)
    assert present_model(installation) == path
    Path("config.yml").write_text("language: en\n", "utf-8")
    assert present_model(installation) is None


def test_only_the_archive_that_training_recorded_is_taken(tmp_path):
    path = tmp_path / "m.tar.gz"
    with pytest.raises(NoModel, match=r"m\.tar\.gz .*make train"):
        refuse_other_archive(path)
    path.write_bytes(b"trained")
    with pytest.raises(NoModel, match="recorded no hash"):
        refuse_other_archive(path)
    record_archive(path)
    refuse_other_archive(path)
    path.write_bytes(b"traineD")
    with pytest.raises(NoModel, match="not the archive that training recorded"):
        refuse_other_archive(path)
    (tmp_path / "m.tar.gz.sha256").write_text("")
    with pytest.raises(NoModel, match="make train"):
        refuse_other_archive(path)


def test_a_hash_tells_names_and_contents(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("a")
    other.write_text("a")
    assert hash_of_files([one]) != hash_of_files([other])
    assert hash_of_files([one, other]) != hash_of_files([other, one])
    before = hash_of_files([one])
    one.write_text("b")
    assert hash_of_files([one]) != before


def test_compiled_code_is_no_change(tmp_path):
    folder = tmp_path / "code"
    (folder / "__pycache__").mkdir(parents=True)
    (folder / "a.py").write_text("1")
    before = hash_of_files([folder])
    (folder / "__pycache__" / "a.pyc").write_text("2")
    assert hash_of_files([folder]) == before


def test_the_hash_is_the_same_wherever_the_files_are(tmp_path):
    for place in ("here", "there"):
        folder = tmp_path / place / "data"
        folder.mkdir(parents=True)
        (folder / "a.yml").write_text("1")
    here, there = tmp_path / "here" / "data", tmp_path / "there" / "data"
    assert hash_of_files([here]) == hash_of_files([there])
