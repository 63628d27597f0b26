"""The trained model: which one belongs to the present data, and training it."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import List, Optional

from werdegang.environment import quiet_logs
from werdegang.fingerprint import hash_of_files
from werdegang.serving.slimming import leave_training_out
from werdegang.settings import Settings

DOMAIN = Path("domain.yml")
CONFIG = Path("config.yml")
DATA = Path("data")
COMPONENTS = Path("werdegang/understanding")
NAME = "werdegang-{hash}"
LENGTH_OF_HASH = 12


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
    """Returns the model for the present data, if it was trained already."""
    path = path_of_model(settings)
    return path if path.is_file() else None


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
    leave_training_out(path)
    return path
