"""Stock Rasa from the same data, domain and actions: its model and its processes."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from benchmarks.processes import Running, free_port, plain_environment
from werdegang.fingerprint import hash_of_files

CONFIG = Path("benchmarks/stock_config.yml")
DOMAIN = Path("domain.yml")
DATA = Path("data")
KEPT = Path("results/stock")
"""Where trained models are kept for the next time."""
CLASSIFIER = "DIETClassifier"
ALL_EPOCHS = 100
MODEL = "model"
LENGTH_OF_HASH = 12
KB_PER_MB = 1024
LONGEST_TRAINING = 4 * 3600
"""Seconds after which training is given up."""


@dataclass(frozen=True)
class Training:
    """How a model came about.

    Attributes:
        epochs: of the intent classifier; Rasa's default are 100.
        seconds: that the whole command took.
        megabytes: of memory at the most.
    """

    epochs: int
    seconds: float
    megabytes: float

    @property
    def is_whole(self) -> bool:
        """Tells whether it is the training that Rasa does by default."""
        return self.epochs == ALL_EPOCHS


def trained(epochs: int) -> tuple[Path, Training]:
    """Returns the model of the present data, trained first where none is kept.

    Args:
        epochs: of the intent classifier. All else is as by default, but one epoch of it
            takes about a minute, and answering costs the same after any number.

    Raises:
        subprocess.CalledProcessError: if training fails.
        subprocess.TimeoutExpired: if it takes more than four hours.
    """
    digest = hash_of_files([CONFIG, DOMAIN, DATA])[:LENGTH_OF_HASH]
    folder = KEPT / f"{digest}-{epochs}"
    model, record = folder / f"{MODEL}.tar.gz", folder / "training.json"
    if not record.is_file():
        record.parent.mkdir(parents=True, exist_ok=True)
        training = _train(folder, epochs)
        record.write_text(json.dumps(asdict(training)), "utf-8")
    return model, Training(**json.loads(record.read_text("utf-8")))


def _train(folder: Path, epochs: int) -> Training:
    config = folder / "config.yml"
    config.write_text(config_with_epochs(CONFIG.read_text("utf-8"), epochs), "utf-8")
    command = [sys.executable, "-m", "rasa", "train", "--config", str(config)]
    command += ["--domain", str(DOMAIN), "--data", str(DATA), "--out", str(folder)]
    command += ["--fixed-model-name", MODEL]
    with (
        tempfile.TemporaryDirectory() as cache,
        (folder / "log.txt").open("wb") as log,
    ):
        environment = plain_environment(RASA_CACHE_DIRECTORY=cache)
        started = time.monotonic()
        subprocess.run(
            command,
            check=True,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=LONGEST_TRAINING,
        )
        seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KB_PER_MB
    return Training(epochs, seconds, peak)


def config_with_epochs(text: str, epochs: int) -> str:
    """Returns a configuration of Rasa with other epochs of the intent classifier.

    Args:
        text: the configuration.
        epochs: how often the training messages are gone through.
    """
    config = yaml.safe_load(text)
    for component in config["pipeline"]:
        if component["name"] == CLASSIFIER:
            component["epochs"] = epochs
    return str(yaml.safe_dump(config, sort_keys=False))


def start(model: Path, folder: Path) -> Running:
    """Starts server and action server, as Rasa's documentation says to.

    Args:
        model: a trained model.
        folder: for settings and logs.
    """
    port, actions_port = free_port(), free_port()
    endpoints, credentials = folder / "endpoints.yml", folder / "credentials.yml"
    action_server = f"http://127.0.0.1:{actions_port}/webhook"
    endpoints.write_text(yaml.safe_dump({"action_endpoint": {"url": action_server}}))
    credentials.write_text("rest:\n")
    running = Running(f"http://127.0.0.1:{port}")
    rasa = [sys.executable, "-m", "rasa", "run"]
    environment = plain_environment()
    running.start(
        [*rasa, "actions", "--port", str(actions_port)],
        environment,
        folder / "stock-actions.txt",
    )
    running.start(
        [*rasa, "--model", str(model), "--interface", "127.0.0.1"]
        + ["--port", str(port), "--endpoints", str(endpoints)]
        + ["--credentials", str(credentials)],
        environment,
        folder / "stock.txt",
    )
    return running
