"""The steps of the Dockerfile as plain processes: what it copies is enough to serve."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

import pytest
import requests
from cluster.servers import free_port

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
FROM = re.compile(r"^FROM ", re.MULTILINE)


def copied(stage: str) -> Iterator[Tuple[List[str], str]]:
    """Yields what a stage copies from the project, and where to."""
    for line in stage.splitlines():
        words = line.split()
        if words[:1] == ["COPY"] and not words[1].startswith("--from"):
            yield words[1:-1], words[-1]


def stages() -> List[str]:
    return FROM.split(DOCKERFILE)[1:]


def test_everything_that_is_copied_is_there_and_let_in() -> None:
    ignore = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    let_in = {line[1:] for line in ignore.splitlines() if line.startswith("!")}
    for stage in stages():
        for sources, _ in copied(stage):
            for source in sources:
                assert (ROOT / source).exists(), source
                assert source in let_in, source


def test_runs_as_nobody_in_particular() -> None:
    last = stages()[-1]
    assert "USER 10001:10001" in last
    assert "HEALTHCHECK" in last
    assert last.index("USER ") < last.index("CMD [")


def test_packages_come_by_hash() -> None:
    assert "--require-hashes" in (ROOT / "scripts" / "setup").read_text()
    assert not re.search(r"pip3? install", DOCKERFILE)


@pytest.mark.model
def test_what_is_copied_serves_from_a_read_only_folder(tmp_path: Path) -> None:
    from werdegang.serving.model import present_model, train
    from werdegang.settings import Settings

    settings = Settings.from_environment({})
    model = present_model(settings) or train(settings)
    image, var, scratch = (tmp_path / name for name in ("image", "var", "tmp"))
    for folder in (image, var, scratch):
        folder.mkdir()
    for sources, target in copied(stages()[-1]):
        for source in sources:
            place = image if target == "./" else image / target
            if (ROOT / source).is_dir():
                shutil.copytree(
                    ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__")
                )
            else:
                shutil.copy(ROOT / source, place)
    (image / "models").mkdir()
    for file in model.parent.glob(f"{model.name}*"):
        shutil.copy(file, image / "models")
    before = contents(image)
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "WERDEGANG_PORT": str(port),
        "WERDEGANG_VAR": str(var),
    }
    with (tmp_path / "log.txt").open("w") as log:
        process = subprocess.Popen(
            [*read_only(image), sys.executable, "-m", "werdegang", "run"],
            cwd=image,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        answer = wait_for(f"http://127.0.0.1:{port}/health", process)
        assert answer == {"model": True, "store": True}
        assert requests.get(f"http://127.0.0.1:{port}/", timeout=10).ok
    finally:
        process.terminate()
        process.wait(40)
    assert process.returncode == 0, (tmp_path / "log.txt").read_text()
    assert contents(image) == before, "something was written beside var and tmp"


def read_only(folder: Path) -> List[str]:
    """Returns what makes a folder read-only for a command, where that is allowed."""
    script = f'mount --bind -o ro "{folder}" "{folder}" && cd "{folder}" && exec "$@"'
    command = ["unshare", "--mount", "sh", "-c", script, "sh"]
    tried = subprocess.run([*command, "true"], capture_output=True)
    return command if tried.returncode == 0 else []


def contents(folder: Path) -> Dict[str, int]:
    return {
        str(path): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def wait_for(address: str, process: subprocess.Popen) -> Dict[str, bool]:
    import time

    end = time.monotonic() + 180
    while time.monotonic() < end and process.poll() is None:
        try:
            return dict(requests.get(address, timeout=5).json())
        except requests.RequestException:
            time.sleep(0.2)
    raise AssertionError("it does not serve")
