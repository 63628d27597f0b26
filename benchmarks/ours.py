"""This assistant under measurement: trained and started as people start it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.processes import Running, free_port, plain_environment

COMMAND = [sys.executable, "-m", "werdegang"]
LONGEST_TRAINING = 1800
"""Seconds after which training is given up."""
UNLIMITED = {
    "WERDEGANG_REQUESTS_PER_MINUTE": "100000",
    "WERDEGANG_MESSAGES_PER_MINUTE": "1000",
}
"""Here all people come from one address, and none of them reads what is answered."""


def make_ready() -> None:
    """Trains the model unless it is there."""
    subprocess.run(
        [*COMMAND, "train", "--if-needed"],
        check=True,
        env=plain_environment(),
        timeout=LONGEST_TRAINING,
    )


def seconds_to_train() -> float:
    """Returns how long the whole command takes, with nothing kept from earlier."""
    with tempfile.TemporaryDirectory() as folder:
        environment = plain_environment(
            RASA_CACHE_DIRECTORY=f"{folder}/cache", WERDEGANG_MODELS=f"{folder}/models"
        )
        started = time.monotonic()
        subprocess.run(
            [*COMMAND, "train"],
            check=True,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_TRAINING,
        )
        return time.monotonic() - started


def start(folder: Path) -> Running:
    """Starts the server with a store of its own.

    Args:
        folder: for what it keeps and for logs.
    """
    port = free_port()
    running = Running(f"http://127.0.0.1:{port}")
    environment = plain_environment(
        WERDEGANG_PORT=str(port), WERDEGANG_VAR=str(folder / "var"), **UNLIMITED
    )
    running.start([*COMMAND, "run"], environment, folder / "ours.txt")
    return running
