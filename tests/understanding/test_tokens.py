"""spaCy's words and sentences, as the assistant uses them."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from werdegang.understanding.tokens import SpacyRuleTokenizer, blank_pipeline


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


@pytest.mark.parametrize("wanted", [True, False])
def test_training_messages_get_tokens_where_asked_for(wanted):
    config = {
        **SpacyRuleTokenizer.get_default_config(),
        "tokens_in_training": wanted,
    }
    data = TrainingData([Message({"text": "Was verdient man?", "intent": "salary"})])
    tokenized = SpacyRuleTokenizer(config).process_training_data(data)
    (message,) = tokenized.training_examples
    assert bool(message.get("text_tokens")) is wanted
