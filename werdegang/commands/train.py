"""`python -m werdegang train`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from werdegang.commands import CommandError
from werdegang.serving.model import TrainingFailed, present_model, train
from werdegang.settings import Settings


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Trains the model, or says that it is there already."""
    model = present_model(settings) if given.if_needed else None
    print(f"The model is {model or model_of_present_data(settings, always=True)}.")
    return 0


def model_of_present_data(settings: Settings, always: bool = False) -> Path:
    """Returns the model for the present data, trained first where there is none."""
    model = None if always else present_model(settings)
    if model is not None:
        return model
    print("Training the model, about a minute ...", file=sys.stderr, flush=True)
    started = time.monotonic()
    try:
        model = train(settings)
    except TrainingFailed as error:
        raise CommandError(str(error)) from None
    print(f"Trained in {time.monotonic() - started:.0f} s.", file=sys.stderr)
    return model
