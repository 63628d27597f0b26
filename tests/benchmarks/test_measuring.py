"""What is measured: questions, turns, stock's settings, processes."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from benchmarks import stock
from benchmarks.conversations import (
    EARLY,
    LATE,
    at,
    of_turns,
    places_answered_by_both,
    with_noise,
)
from benchmarks.load import Result
from benchmarks.pair import questions
from benchmarks.processes import Running, plain_environment
from benchmarks.turn_profile import CHANNEL, looking, profile_table, step_of
from werdegang.environment import DEFAULTS

CHILD = "import time; held = b'x' * 90_000_000; sum(range(4 * 10**7)); time.sleep(60)"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CHILD!r}])"


def test_stock_is_what_rasa_fills_in_by_default():
    default = files("rasa.engine.recipes.config_files") / "default_config.yml"
    rasas = yaml.safe_load(default.read_text())
    measured = yaml.safe_load(stock.CONFIG.read_text())
    for part in ("pipeline", "policies"):
        assert measured[part] == rasas[part]


def test_only_the_classifier_is_trained_for_fewer_epochs():
    text = stock.CONFIG.read_text()
    before = yaml.safe_load(text)
    after = yaml.safe_load(stock.config_with_epochs(text, 3))
    changed = [
        (one["name"], other["epochs"])
        for one, other in zip(before["pipeline"], after["pipeline"], strict=True)
        if one != other
    ]
    assert changed == [("DIETClassifier", 3)]
    assert before["policies"] == after["policies"]


def test_there_are_more_questions_than_the_encoder_remembers():
    from werdegang.understanding.encoder import SentenceEncoder

    remembered = SentenceEncoder.get_default_config()["remembered"]
    found = questions()
    assert len(set(found)) > remembered
    assert found == questions()


def test_late_turns_say_what_early_ones_say_and_noise_is_every_fourth():
    said = of_turns(questions())
    assert [said[turn] for turn in LATE] == [said[turn] for turn in EARLY]
    assert len(said) == LATE.stop
    noisy = with_noise(said)
    changed = {turn for turn in range(len(said)) if noisy[turn] != said[turn]}
    assert changed == set(range(3, len(said), 4))


def test_times_count_only_where_both_have_answered():
    times = [1.0, 2.0, 3.0]
    ours = Result(times, times, ["answered", "clarify", "answered"], 1)
    theirs = Result(times, times, ["answered", "answered", "failed: X"], 1)
    assert places_answered_by_both(ours, theirs) == [0]
    assert at(times, [0, 2]) == [1.0, 3.0]


def test_stock_runs_without_what_this_project_sets(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", DEFAULTS["OMP_NUM_THREADS"])
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    monkeypatch.setenv("WERDEGANG_PORT", "1")
    found = plain_environment(MORE="x")
    assert "OMP_NUM_THREADS" not in found
    assert "WERDEGANG_PORT" not in found
    assert found["OPENBLAS_NUM_THREADS"] == "2"
    assert found["MORE"] == "x"


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs Linux")
def test_memory_and_time_of_all_processes_are_counted(tmp_path):
    running = Running("http://127.0.0.1:1")
    running.start([sys.executable, "-c", PARENT], os.environ, tmp_path / "log.txt")
    try:
        end = time.monotonic() + 30
        while running.megabytes() < 60 or running.cpu_seconds() < 0.2:
            assert time.monotonic() < end
            time.sleep(0.1)
        assert not running.ended()
    finally:
        for process_id in list(running._all())[1:]:
            os.kill(process_id, 9)
        running.stop()


def test_steps_are_told_by_the_innermost_file():
    rasa = "/x/rasa/core/processor.py"
    assert step_of([rasa, "/x/werdegang/understanding/encoder.py"]).endswith("encoder")
    assert step_of([rasa, "/x/werdegang/storage/records.py"]) == "database"
    assert step_of([rasa]) == "the rest of Rasa"
    assert step_of(["/x/werdegang/channels/web/turns.py"]) == CHANNEL


def test_looking_counts_what_goes_on():
    found: Counter[str] = Counter()
    with looking(found):
        end = time.process_time() + 0.3
        while time.process_time() < end:
            sum(range(1000))
    assert set(found) == {CHANNEL}
    assert found[CHANNEL] > 5
    assert "| all | | 10.0 |" in profile_table(found, 0.010)
