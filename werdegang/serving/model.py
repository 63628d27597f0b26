"""The trained model: which one belongs to the present data, and training it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from pathlib import Path
from typing import List, Optional

from werdegang.environment import quiet_logs
from werdegang.fingerprint import hash_of_files
from werdegang.settings import Settings

DOMAIN = Path("domain.yml")
CONFIG = Path("config.yml")
DATA = Path("data")
COMPONENTS = Path("werdegang/understanding")
NAME = "werdegang-{hash}"
LENGTH_OF_HASH = 12


RECORD = ".sha256"
CHUNK = 1024 * 1024


class NoModel(RuntimeError):
    """Raised where there is no trained model that can be loaded."""


class TrainingFailed(RuntimeError):
    """Raised where training ends without a model."""


def what_a_model_depends_on(settings: Settings) -> List[Path]:
    """Returns the files and folders whose change asks for training anew."""
    return [CONFIG, DOMAIN, DATA, settings.knowledge, COMPONENTS]


def path_of_model(settings: Settings) -> Path:
    """Returns where the model for the present data is, or would be."""
    digest = hash_of_files(what_a_model_depends_on(settings))[:LENGTH_OF_HASH]
    return settings.models / f"{NAME.format(hash=digest)}.tar.gz"


def present_model(settings: Settings) -> Optional[Path]:
    """Returns the model for the present data, if it was trained already.

    An archive of which training left no record is none: it is trained anew.
    """
    path = path_of_model(settings)
    return path if path.is_file() and record_of(path).is_file() else None


def record_of(model: Path) -> Path:
    """Returns where training records the hash of a model, as `sha256sum` writes it."""
    return model.with_name(model.name + RECORD)


def record_archive(model: Path) -> None:
    """Records the hash of a model that was just trained."""
    draft = model.with_name(f"{record_of(model).name}.{os.getpid()}")
    draft.write_text(f"{hash_of_archive(model)}  {model.name}\n", encoding="utf-8")
    draft.replace(record_of(model))


def refuse_other_archive(model: Path) -> None:
    """Raises `NoModel` where an archive is not the one that training recorded.

    An archive holds Python objects, which act when they are loaded.
    """
    try:
        recorded = record_of(model).read_text(encoding="utf-8").split()[:1]
        found = hash_of_archive(model)
    except (OSError, ValueError):
        raise NoModel(
            f"The model {model} cannot be read, or training recorded no hash of it; "
            "train it anew with `make train`."
        ) from None
    if recorded != [found]:
        raise NoModel(
            f"The model {model} is not the archive that training recorded, but damaged "
            "or another; train it anew with `make train`."
        )


def hash_of_archive(model: Path) -> str:
    """Returns the SHA-256 of a file, in hexadecimal digits."""
    digest = hashlib.sha256()
    with model.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def train(settings: Settings) -> Path:
    """Trains a model on the present data.

    Returns:
        where it is.

    Raises:
        TrainingFailed: if no model came of it.
    """
    from rasa.model_training import train as train_with_rasa

    quiet_logs(settings.log_level)
    path = path_of_model(settings)
    # Rasa tells of its progress on standard output, where answers belong.
    with contextlib.redirect_stdout(sys.stderr):
        result = train_with_rasa(
            domain=str(DOMAIN),
            config=str(CONFIG),
            training_files=[str(DATA)],
            output=str(settings.models),
            fixed_model_name=path.name[: -len(".tar.gz")],
        )
    if not result.model or not path.is_file():
        raise TrainingFailed(
            "Training ended without a model. The lines above say why; "
            "`python -m werdegang check` finds mistakes in the data."
        )
    record_archive(path)
    return path
