"""Understanding measured on unseen questions: this assistant beside stock Rasa.

usage: python -m benchmarks.understanding [--questions FILE.jsonl ...] [--no-stock]
                                          [--stock-epochs N ...]

Each line of a questions file has `lang`, `text`, `need`, optionally `style` and `also`.
Both pipelines are trained on the same `data/nlu.yml` in the same run. Rasa's default of
100 epochs takes hours on 15,000 utterances; fewer, one column each, show how far it has
come by then. All else of the default stays as it is.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import yaml

from werdegang.environment import prepare, quiet_logs

prepare()

from benchmarks.calibration import bins_of, expected_calibration_error  # noqa: E402
from werdegang.checks.unseen import read_questions  # noqa: E402

UNSEEN = Path("tests/understanding/unseen")
STOCK_CONFIG = Path("benchmarks/stock_config.yml")
PLAIN_STYLES = ("plain", "short", "lower")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
TURNED_AWAY = ("nlu_fallback", "out_of_scope")


@dataclass(frozen=True)
class Reading:
    """What a pipeline made of a question."""

    question: dict[str, Any]
    needs: list[str]
    intent: str
    confidence: float
    milliseconds: float

    @property
    def wanted(self) -> list[str]:
        """Returns the needs (or the intent) that the question is about, in order."""
        return [self.question["need"], *self.question.get("also", [])]

    @property
    def read(self) -> list[str]:
        """Returns what was read: needs, or the intent where there are none."""
        return self.needs or [self.intent]

    @property
    def right(self) -> bool:
        """Tells whether exactly what was wanted was read."""
        return self.read == self.wanted


class Reader(Protocol):
    """What can read a message."""

    async def read(self, typed: str) -> dict[str, Any]:
        """Returns the parse result."""


class ModelReader:
    """Reads with a trained model of any pipeline.

    Args:
        model: the model's file.
    """

    def __init__(self, model: Path) -> None:
        self._model = model
        self._agent: Any = None

    async def read(self, typed: str) -> dict[str, Any]:
        """Returns the parse result; the first call loads the model."""
        if self._agent is None:
            from rasa.core.agent import load_agent

            quiet_logs("ERROR")
            self._agent = await load_agent(model_path=str(self._model))
        return dict(await self._agent.parse_message(typed))


async def read_all(
    reader: Reader, questions: Iterable[dict[str, Any]]
) -> list[Reading]:
    """Reads every question."""
    await reader.read("warm up")
    readings = []
    for question in questions:
        started = time.perf_counter()
        found = await reader.read(question["text"])
        milliseconds = (time.perf_counter() - started) * 1000
        intent = found["intent"]
        readings.append(
            Reading(
                question,
                list(found.get("needs") or []),
                str(intent["name"]),
                float(intent["confidence"]),
                milliseconds,
            )
        )
    return readings


def share(readings: Sequence[Reading], right: Iterable[bool]) -> float:
    """Returns the share of readings that are right, `nan` where there are none."""
    return sum(right) / len(readings) if readings else float("nan")


def figures(
    questions: list[Reading], pairs: list[Reading], foreign: list[Reading]
) -> dict[str, float]:
    """Returns the table's figures for one pipeline."""
    from werdegang.careers import load_knowledge

    careers = set(load_knowledge(Path("knowledge")).needs)
    found: dict[str, float] = {}
    for language in ("de", "en"):
        own = [r for r in questions if r.question["lang"] == language]
        plain = [r for r in own if r.question.get("style") in PLAIN_STYLES]
        found[f"right, {language}, all styles"] = share(own, (r.right for r in own))
        found[f"right, {language}, plain, short, lower case"] = share(
            plain, (r.right for r in plain)
        )
    for style in sorted({r.question.get("style", "") for r in questions}):
        own = [r for r in questions if r.question.get("style", "") == style]
        found[f"right, {style}"] = share(own, (r.right for r in own))
    inside = [r for r in questions if r.question["need"] in careers]
    found["career questions turned away"] = share(
        inside, (r.read[0] in TURNED_AWAY for r in inside)
    )
    several = [r for r in pairs if r.question.get("also")]
    single = [r for r in pairs if not r.question.get("also")] + questions
    found["several needs, all named"] = share(
        several, (set(r.wanted) <= set(r.read) for r in several)
    )
    found["single questions split"] = share(single, (len(r.needs) > 1 for r in single))
    if foreign:
        found["foreign messages answered"] = share(
            foreign, (r.read[0] in careers for r in foreign)
        )
    sure = [(r.confidence, r.right) for r in questions]
    found["expected calibration error"] = expected_calibration_error(sure)
    found["milliseconds a message, median"] = statistics.median(
        r.milliseconds for r in questions
    )
    return found


def confusion(readings: Sequence[Reading]) -> str:
    """Returns the pairs of wanted and read, worst first, with their messages."""
    pairs = defaultdict(list)
    for reading in readings:
        if not reading.right:
            key = (" + ".join(reading.wanted), " + ".join(reading.read))
            pairs[key].append(reading.question["text"])
    lines = []
    for (wanted, read), texts in sorted(pairs.items(), key=lambda p: -len(p[1])):
        lines.append(f"{len(texts)}  {wanted} -> {read}")
        lines.extend(f"     {text}" for text in texts)
    return "\n".join(lines)


def question_files(folder: Path) -> list[Path]:
    """Returns the files with questions, and with several in one message."""
    return sorted([*folder.glob("questions.*.jsonl"), *folder.glob("pairs.*.jsonl")])


def train(config: Path | None, folder: Path) -> tuple[Path, float, float]:
    """Trains understanding in a process of its own, with as many threads as it likes.

    Returns:
        the model, seconds taken, peak memory in MB.
    """
    command = [sys.executable, "-m", "rasa", "train", "nlu", "--nlu", "data/nlu.yml"]
    command += ["--config", str(config or "config.yml"), "--out", str(folder)]
    started = time.monotonic()
    # `prepare` leaves threads to the processes of this assistant; training needs them.
    own = {name: value for name, value in os.environ.items() if name not in THREADS}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=own)
    seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return max(folder.glob("*.tar.gz"), key=lambda p: p.stat().st_mtime), seconds, peak


def stock_config(epochs: int, folder: Path) -> Path:
    """Writes Rasa's default pipeline with so many epochs; returns the file."""
    config = yaml.safe_load(STOCK_CONFIG.read_text("utf-8"))
    for component in config["pipeline"]:
        if "epochs" in component:
            component["epochs"] = epochs
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "config.yml"
    file.write_text(yaml.safe_dump(config, sort_keys=False), "utf-8")
    return file


MEMORY = """
import asyncio, sys
from pathlib import Path
from werdegang.environment import prepare
prepare()
from benchmarks.understanding import ModelReader
from rasa.core.agent import load_agent
import rasa.nlu.classifiers.diet_classifier

def resident():
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * 4096 / 2**20

before = resident()
reader = ModelReader(Path(sys.argv[1]))
for text in ("warm up", "Was verdient man?", "Do I need a degree, and is it hard?"):
    asyncio.run(reader.read(text))
print(resident() - before)
"""


def memory_of(model: Path) -> float:
    """Returns the MB that a process grows by as it loads a model and reads with it.

    Rasa and TensorFlow are loaded before for either pipeline. Only where the system
    tells a process's memory under `/proc`; else `nan`.
    """
    if not Path("/proc/self/statm").is_file():
        return float("nan")
    command = [sys.executable, "-c", MEMORY, str(model)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout.split()[-1])


def measure(model: Path, files: Sequence[Path], foreign: Path | None) -> dict[str, Any]:
    """Returns figures, confusion and calibration bins of one model."""
    given = [question for file in files for question in read_questions(file)]
    singles = [q for q in given if q.get("style") not in ("pair", "single", "triple")]
    mixed = [q for q in given if q.get("style") in ("pair", "single", "triple")]
    outside = read_questions(foreign) if foreign and foreign.is_file() else []
    readings = asyncio.run(read_all(ModelReader(model), [*singles, *mixed, *outside]))
    end = len(singles) + len(mixed)
    questions, pairs = readings[: len(singles)], readings[len(singles) : end]
    return {
        "figures": figures(questions, pairs, readings[end:]),
        "confusion": confusion(questions),
        "bins": [
            asdict(found)
            for found in bins_of([(r.confidence, r.right) for r in questions])
        ],
    }


def main() -> None:
    """Trains, measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding")
    parser.add_argument("--questions", type=Path, nargs="+")
    parser.add_argument("--foreign", type=Path, help="messages that are not on careers")
    parser.add_argument("--no-stock", action="store_true", help="leave stock Rasa out")
    parser.add_argument(
        "--stock-epochs",
        type=int,
        nargs="+",
        default=[100],
        metavar="N",
        help="epochs of stock Rasa, one column each (its default: 100)",
    )
    parser.add_argument("--model", type=Path, help="measure this model of ours")
    parser.add_argument("--stock-model", type=Path, help="compare with this model")
    parser.add_argument("--out", type=Path, default=Path("results"))
    given = parser.parse_args()
    files = given.questions or question_files(UNSEEN)
    given.out.mkdir(exist_ok=True)
    runs: list[tuple[str, Path | None, Path | None]] = [("ours", None, given.model)]
    if given.stock_model:
        runs.append(("stock", None, given.stock_model))
    elif not given.no_stock:
        for epochs in given.stock_epochs:
            name = f"stock-{epochs}"
            runs.append((name, stock_config(epochs, given.out / name), None))
    results: dict[str, Any] = {}
    for name, config, model in runs:
        trained = {}
        if model is None:
            model, seconds, peak = train(config, given.out / name)
            trained = {"training, seconds": seconds, "training, peak MB": peak}
        found = measure(model, files, given.foreign)
        found["figures"]["memory, MB"] = memory_of(model)
        found["figures"].update(trained)
        results[name] = found
        (given.out / f"confusion-{name}.txt").write_text(found["confusion"], "utf-8")
        (given.out / "understanding.json").write_text(
            json.dumps(results, indent=1), "utf-8"
        )
    print_table(results)


def print_table(results: dict[str, Any]) -> None:
    """Prints the figures side by side."""
    names = list(results)
    print(f"{'':44}" + "".join(f"{name:>10}" for name in names))
    for figure in results[names[0]]["figures"]:
        values = [results[name]["figures"].get(figure) for name in names]
        cells = "".join(
            f"{'-':>10}" if value is None else f"{value:>10.3f}" for value in values
        )
        print(f"{figure:44}{cells}")


if __name__ == "__main__":
    main()
