"""A model belongs to the code that it was trained with."""

from __future__ import annotations

import pytest

from werdegang.understanding import source
from werdegang.understanding.classifier import NeedClassifier
from werdegang.understanding.entities import CareerEntityExtractor
from werdegang.understanding.language import LanguageDetector
from werdegang.understanding.spelling import SpellingNormalizer

TRAINED = [CareerEntityExtractor, LanguageDetector, NeedClassifier, SpellingNormalizer]


@pytest.mark.parametrize("component", TRAINED)
def test_what_was_trained_before_is_not_used_for_other_code(
    component, tmp_path, monkeypatch
):
    present = component.fingerprint_addon({})
    assert component.fingerprint_addon({}) == present
    (tmp_path / "words.py").write_text("OTHER = 1\n", "utf-8")
    monkeypatch.setattr(source, "__file__", str(tmp_path / "source.py"))
    assert component.fingerprint_addon({}) != present
