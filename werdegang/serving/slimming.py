"""Leaving out of a trained model what only training needed."""

from __future__ import annotations

import io
import json
import os
import tarfile
from pathlib import Path
from typing import Any, Dict

METADATA = "metadata.json"
SCHEMA = "train_schema"
NO_NODES: Dict[str, Any] = {"nodes": {}}


class UnknownArchive(RuntimeError):
    """Raised where a model is not packed as Rasa 3.6 packs it."""


def leave_training_out(model: Path) -> None:
    """Writes a model anew without its schema for training.

    Rasa imports every class that the schema names when it loads the model, among them
    all of its TensorFlow components, and then uses none of them.

    Args:
        model: the archive; it is replaced in one step.

    Raises:
        UnknownArchive: if there is no such schema in it.
    """
    draft = model.with_name(f"{model.name}.{os.getpid()}")
    try:
        _copy_without_schema(model, draft)
        draft.replace(model)
    finally:
        draft.unlink(missing_ok=True)


def _copy_without_schema(model: Path, draft: Path) -> None:
    found = False
    with tarfile.open(model) as packed, tarfile.open(draft, "w:gz") as slim:
        for member in packed:
            content = packed.extractfile(member)
            if content is not None and Path(member.name).name == METADATA:
                raw = _without_schema(content.read())
                member.size, content, found = len(raw), io.BytesIO(raw), True
            slim.addfile(member, content)
    if not found:
        raise UnknownArchive(f"{model} holds no {METADATA}.")


def _without_schema(raw: bytes) -> bytes:
    metadata = json.loads(raw)
    if SCHEMA not in metadata:
        raise UnknownArchive(f"{METADATA} of the model holds no {SCHEMA}.")
    return json.dumps({**metadata, SCHEMA: NO_NODES}).encode()
