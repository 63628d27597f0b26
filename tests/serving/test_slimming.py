"""A model without its schema for training."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from werdegang.serving.slimming import UnknownArchive, leave_training_out

FILES = {
    "components/one/data.json": b"{}",
    "metadata.json": json.dumps(
        {"train_schema": {"nodes": {"train": {"uses": "a.B"}}}, "language": "de"}
    ).encode(),
}


def packed(model: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(model, "w:gz") as archive:
        folder = tarfile.TarInfo("components")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return model


def unpacked(model: Path) -> dict[str, bytes]:
    with tarfile.open(model) as archive:
        return {
            member.name: archive.extractfile(member).read()
            for member in archive
            if member.isfile()
        }


def test_only_the_schema_for_training_goes(tmp_path):
    model = packed(tmp_path / "model.tar.gz", FILES)
    leave_training_out(model)
    found = unpacked(model)
    assert json.loads(found.pop("metadata.json")) == {
        "train_schema": {"nodes": {}},
        "language": "de",
    }
    assert found == {"components/one/data.json": b"{}"}
    assert [file.name for file in tmp_path.iterdir()] == ["model.tar.gz"]


@pytest.mark.parametrize("metadata", [None, b'{"language": "de"}'])
def test_an_unknown_archive_is_named_and_left_as_it_is(tmp_path, metadata):
    files = {"components/one/data.json": b"{}"}
    if metadata is not None:
        files["metadata.json"] = metadata
    model = packed(tmp_path / "model.tar.gz", files)
    before = model.read_bytes()
    with pytest.raises(UnknownArchive, match="metadata.json"):
        leave_training_out(model)
    assert model.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["model.tar.gz"]


@pytest.mark.model
def test_rasa_loads_what_was_trained(trained_model):
    from rasa.engine.storage.local_model_storage import LocalModelStorage

    metadata = LocalModelStorage.metadata_from_archive(trained_model)
    assert metadata.train_schema.nodes == {}
    assert metadata.predict_schema.nodes
