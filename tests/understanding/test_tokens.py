"""spaCy's words and sentences, as the assistant uses them."""

from __future__ import annotations

import pytest

from werdegang.understanding.tokens import blank_pipeline


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("word", ["Back-Office", "HR-Managerin", "A-levels"])
def test_words_keep_their_hyphens(language, word):
    words = [token.text for token in blank_pipeline(language)(f"Die {word}?")]
    assert words == ["Die", word, "?"]


def test_sentences_are_split():
    doc = blank_pipeline("de")("Ich bin Lehrerin. Was brauche ich? Danke!")
    assert len(list(doc.sents)) == 3


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("text", ["", " ", "\t\n", "😀", "a" * 5000])
def test_any_text_is_taken_as_it_is(language, text):
    assert blank_pipeline(language)(text).text == text
