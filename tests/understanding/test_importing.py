"""Training data read once, and the same as Rasa reads them."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.features import Features

from werdegang.understanding.importing import Utterance, UtteranceImporter

NLU = """
nlu:
- intent: salary
  metadata: {language: de}
  examples: |
    - Was verdient man?
    - gehalt?
- intent: greet
  examples: |
    - hallo
"""


@pytest.fixture
def files(tmp_path) -> list[str]:
    (tmp_path / "nlu.yml").write_text(NLU, "utf-8")
    (tmp_path / "more.yml").write_text(
        "nlu:\n- intent: greet\n  examples: |\n    - guten Tag\n", "utf-8"
    )
    return [str(tmp_path)]


def test_it_reads_what_rasa_reads(files):
    own = UtteranceImporter(training_data_paths=files).get_nlu_data()
    stock = RasaFileImporter(training_data_paths=files).get_nlu_data()
    assert [m.data for m in own.training_examples] == [
        m.data for m in stock.training_examples
    ]
    assert len(own.training_examples) == 4


def test_copies_are_the_same_message(files):
    data = UtteranceImporter(training_data_paths=files).get_nlu_data()
    merged = copy.deepcopy(data.training_examples)
    assert all(a is b for a, b in zip(data.training_examples, merged, strict=True))


def test_files_are_read_once(files, monkeypatch):
    importer = UtteranceImporter(training_data_paths=files)
    first = importer.get_nlu_data("en")
    monkeypatch.setattr(importer, "_nlu_files", [])
    assert importer.get_nlu_data("de") is first


def test_the_fingerprint_follows_what_is_set():
    utterance = Utterance({"text": "gehalt?", "intent": "salary"})
    before = utterance.fingerprint()
    utterance.set("intent", "salary")
    assert utterance.fingerprint() == before
    utterance.set("intent", "duties")
    after = utterance.fingerprint()
    assert after != before
    vector = np.ones((1, 3), np.float32)
    utterance.add_features(Features(vector, "sentence", "text", "encoder"))
    assert utterance.fingerprint() not in (before, after)


def test_equal_utterances_have_equal_fingerprints():
    one, other = (Utterance({"text": "hallo", "words": {1}}) for _ in range(2))
    assert one.fingerprint() == other.fingerprint()
    assert one == other
