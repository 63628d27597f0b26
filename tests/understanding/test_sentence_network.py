"""The network of the sentence encoder: its file, its weights, its windows."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from werdegang.understanding.sentence_graph import BRANCHES, SHAPES
from werdegang.understanding.sentence_network import GRAPH, SentenceNetwork, windows

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-tools" / "bin" / "python"
BUILD = Path("scripts/build-sentence-network")
UNDERSTANDING = Path("werdegang/understanding")


def check(root: Path) -> subprocess.CompletedProcess[str]:
    if not PYTHON.exists():
        remedy = ".venv-tools is missing: scripts/setup-tools"
        if os.environ.get("WERDEGANG_CLUSTER_TESTS") == "required":
            pytest.fail(remedy)
        pytest.skip(remedy)
    return subprocess.run(
        [str(PYTHON), str(root / BUILD), "--check"], capture_output=True, text=True
    )


def test_its_file_is_what_the_notation_says() -> None:
    done = check(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_another_notation_is_noticed(tmp_path: Path) -> None:
    for file in (BUILD, *UNDERSTANDING.glob("sentence_*")):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    notation = tmp_path / UNDERSTANDING / "sentence_graph.py"
    text = notation.read_text("utf-8")
    assert check(tmp_path).returncode == 0
    notation.write_text(text.replace("Tanh(", "Sigmoid("), "utf-8")
    assert check(tmp_path).returncode == 1
    (tmp_path / UNDERSTANDING / GRAPH.name).unlink()
    assert check(tmp_path).returncode == 1


def test_weights_of_another_shape_are_refused() -> None:
    orders = [order for order, _before in BRANCHES]
    stored = {name: np.zeros(shape, np.float32) for name, shape in SHAPES.items()}
    for name, shape in {"proj": (512, 256), "proj_b": (256,), "ln_g": (256,)}.items():
        stored.update({f"{name}{n}": np.zeros(shape, np.float32) for n in orders})
    stored.update({f"ln_b{n}": np.zeros(256, np.float32) for n in orders})
    stored["eps"] = np.array(1e-12)
    assert SentenceNetwork(stored)
    wide = {**stored, "proj2": np.zeros((512, 128), np.float32)}
    with pytest.raises(ValueError, match="proj"):
        SentenceNetwork(wide)
    with pytest.raises(ValueError, match="d1"):
        SentenceNetwork({**stored, "d1": np.zeros((8, 8), np.float32)})
    with pytest.raises(ValueError):
        SentenceNetwork({**stored, "eps": np.array(1e-3)})


def test_windows_end_where_a_sentence_does() -> None:
    first, second, third = windows(np.array([1, 2])).tolist()
    nothing = 3
    assert first == [nothing, nothing, 0, nothing, nothing]
    assert second == [nothing, nothing, 1, 2, nothing]
    assert third == [nothing, 1, 2, nothing, nothing]
