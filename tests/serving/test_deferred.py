"""Modules that are loaded when something of them is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from werdegang.deferred import TRAINING_ONLY, defer

NOT_FOR_ANSWERING = ("tensorflow", "keras", "jax", "matplotlib", "rasa.nlu.test")
LOADED = "import sys; print(' '.join(m for m in {names} if m in sys.modules))"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with a module that notes each time it is loaded."""
    folder = tmp_path / "some_package"
    folder.mkdir()
    (folder / "__init__.py").write_text("loaded = []\n")
    (folder / "slow.py").write_text(
        "from some_package import loaded\nloaded.append(__name__)\nANSWER = 42\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield "some_package"
    for name in ("some_package", "some_package.slow"):
        sys.modules.pop(name, None)


def test_importing_it_twice_does_not_load_it_and_using_it_does_once(package):
    defer("some_package.slow")
    import some_package
    import some_package.slow
    from some_package import slow

    assert some_package.loaded == []
    assert slow.ANSWER == some_package.slow.ANSWER == 42
    assert some_package.loaded == ["some_package.slow"]


def test_naming_something_of_it_loads_it(package):
    defer("some_package.slow")
    from some_package.slow import ANSWER

    assert ANSWER == 42


def test_what_it_does_not_have_is_reported_as_always(package):
    defer("some_package.slow")
    from some_package import slow

    with pytest.raises(AttributeError, match="NOTHING"):
        _ = slow.NOTHING
    with pytest.raises(ImportError, match="NOTHING"):
        from some_package.slow import NOTHING  # noqa: F401


def test_loaded_and_unknown_modules_stay_as_they_are(package):
    import some_package.slow

    defer("some_package.slow", "some_package.missing", "no_package.missing")
    assert some_package.loaded == ["some_package.slow"]
    assert sys.modules["some_package.slow"] is some_package.slow
    assert "some_package.missing" not in sys.modules


def run(code: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_rasa_still_has_what_is_deferred():
    code = (
        "from werdegang.deferred import *; defer(*TRAINING_ONLY); import sys;"
        "print(' '.join(m for m in TRAINING_ONLY if m in sys.modules))"
    )
    assert run(code).split() == list(TRAINING_ONLY)


def test_the_server_is_imported_without_what_only_training_needs():
    code = (
        "from werdegang.environment import prepare; prepare();"
        "import werdegang.serving.server, werdegang.serving.assistant;"
        "from rasa.core.run import create_http_input_channels;"
    )
    assert run(code + LOADED.format(names=NOT_FOR_ANSWERING)) == ""


@pytest.mark.model
def test_answering_needs_nothing_that_only_training_needs(trained_model):
    code = f"""
import asyncio
from pathlib import Path
from werdegang.environment import prepare
prepare()
from werdegang.serving.assistant import Assistant
from werdegang.settings import Settings

async def ask():
    settings = Settings.from_environment()
    assistant = await Assistant.load(Path({str(trained_model)!r}), settings)
    reply = await assistant.reply("Welchen Abschluss brauche ich?", "me")
    assert reply.answer["facts"]

asyncio.run(ask())
"""
    assert run(code + LOADED.format(names=NOT_FOR_ANSWERING)) == ""
