"""Knowledge and models that change while people are served."""

from __future__ import annotations

import json
import re
import shutil
import tarfile
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from werdegang.serving.model import path_of_model, record_archive
from werdegang.settings import Settings

from .conftest import ROOT, Running, lines

pytestmark = pytest.mark.model

QUESTION = "Welchen Abschluss brauche ich?"
FACTS = "facts/backoffice_manager.yml"
NEW = "Dieser Satz ist neu und steht erst seit eben hier"


class Installation:
    """A server with knowledge and models of its own, to be changed."""

    def __init__(self, folder: Path) -> None:
        self.knowledge, self.models = folder / "knowledge", folder / "models"
        shutil.copytree(ROOT / "knowledge", self.knowledge)
        self.models.mkdir()
        self.trained = self.model()
        trained = ROOT / "models" / self.trained.name
        shutil.copy(trained, self.trained)
        record_archive(self.trained)
        self.server = Running(folder, knowledge=self.knowledge, models=self.models)
        self.token = self.server.session()

    def model(self) -> Path:
        """Where the model of the present data would be."""
        variables = {
            "WERDEGANG_KNOWLEDGE": str(self.knowledge),
            "WERDEGANG_MODELS": str(self.models),
        }
        return path_of_model(Settings.from_environment(variables))

    def answer(self) -> str:
        return str(lines(self.server.ask(self.token, QUESTION))[1]["text"])

    def said(self) -> str:
        return self.server.log.read_text()

    def wait(self, for_what: Callable[[], Any]) -> None:
        end = time.monotonic() + 60
        while not for_what():
            assert time.monotonic() < end, self.said()
            time.sleep(0.3)


@pytest.fixture(scope="module")
def running(
    assistant: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("reloading"))
    yield made
    made.server.stop()


def of_another_version(source: Path, target: Path) -> None:
    """Writes a model whose metadata name an old Rasa."""
    unpacked = target.parent / "unpacked"
    with tarfile.open(source) as packed:
        packed.extractall(unpacked)
    (metadata,) = unpacked.rglob("metadata.json")
    found = json.loads(metadata.read_text())
    metadata.write_text(json.dumps({**found, "rasa_open_source_version": "2.8.0"}))
    with tarfile.open(target, "w:gz") as packed:
        for entry in sorted(unpacked.iterdir()):
            packed.add(entry, entry.name)
    shutil.rmtree(unpacked)


def test_changes_are_taken_up_and_broken_ones_refused(running: Installation) -> None:
    file = running.knowledge / FACTS
    before, original = running.answer(), file.read_text("utf-8")
    assert NEW not in before

    # Broken: the place and the remedy are said, the former answers stay.
    file.write_text(original.replace("strength:", "strenght:", 1), "utf-8")
    running.wait(lambda: "is refused" in running.said())
    place = re.search(r"backoffice_manager\.yml:\d+.*", running.said())
    assert place is not None and "Add the missing key `strength`" in place[0]
    assert running.answer() == before
    file.write_text("facts: [unclosed", "utf-8")
    running.wait(lambda: running.said().count("is refused") == 2)
    assert running.answer() == before

    # Mended and changed: it is taken up.
    file.write_text(re.sub(r"(?m)^( +de: ).*$", rf"\1{NEW}.", original), "utf-8")
    running.wait(lambda: "The changed knowledge is in use" in running.said())
    running.wait(lambda: NEW in running.answer())

    # Models of the changed data: broken ones are refused, a good one is taken up.
    model = running.model()
    assert model != running.trained
    shutil.copy(running.trained, model)
    record_archive(model)
    model.write_bytes(model.read_bytes()[:-1000])
    running.wait(lambda: "not the archive that training recorded" in running.said())
    assert NEW in running.answer()
    model.write_bytes(b"no archive")
    record_archive(model)
    running.wait(
        lambda: "cannot be loaded" in running.said() or "is no model" in running.said()
    )
    assert NEW in running.answer()
    of_another_version(running.trained, model)
    record_archive(model)
    running.wait(lambda: "is of Rasa 2.8.0" in running.said())
    assert NEW in running.answer()
    shutil.copy(running.trained, model)
    record_archive(model)
    running.wait(lambda: f"{model.name} is in use" in running.said())
    assert NEW in running.answer()
    assert len(running.server.history(running.token)) >= 12
    assert "Traceback" not in running.said()


def test_a_damaged_model_ends_the_start_in_one_sentence(
    running: Installation, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    shutil.copytree(running.models, models)
    model = models / running.model().name
    model.write_bytes(model.read_bytes()[:-1])
    with pytest.raises(AssertionError, match="did not start") as caught:
        Running(tmp_path, knowledge=running.knowledge, models=models)
    said = str(caught.value)
    assert "not the archive that training recorded" in said
    assert "make train" in said and "Traceback" not in said
