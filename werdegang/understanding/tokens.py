"""spaCy's rules for words and sentences, without a trained model."""

from __future__ import annotations

from typing import Any, Dict, List

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from werdegang.understanding import LANGUAGE

DOC = "spacy_doc"
"""The message property that holds the spaCy document."""


def blank_pipeline(language: str) -> Language:
    """Returns spaCy's tokeniser and rule-based sentence splitting for a language.

    Words keep their hyphens (`Back-Office`, `HR-Managerin`).
    """
    pipeline = spacy.blank(language)
    infixes = [
        rule
        for rule in pipeline.Defaults.infixes or []
        if not ("-" in str(rule) and "–" in str(rule))
    ]
    tokenizer: Any = pipeline.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    pipeline.add_pipe("sentencizer")
    return pipeline


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False
)
class SpacyRuleTokenizer(Tokenizer):
    """Tokenises with spaCy, by the rules of the message's language."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Returns Rasa's settings of a tokenizer, and the language for unsure ones.

        `tokens_in_training` is for components that learn from tokens. None here does,
        and Rasa hashes every token of the training data between any two components.
        """
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "unsure": "de",
            "tokens_in_training": False,
        }

    def __init__(self, config: Dict[str, Any]) -> None:
        super().__init__(config)
        self._pipelines = {name: blank_pipeline(name) for name in ("de", "en")}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpacyRuleTokenizer:
        """Creates the component."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Tokenises the training data where the configuration asks for it."""
        if not self._config["tokens_in_training"]:
            return training_data
        return super().process_training_data(training_data)

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Returns an attribute's tokens; keeps the document of the text for others."""
        text = message.get(attribute) or ""
        doc = self._document(text, message.get(LANGUAGE))
        if attribute == TEXT:
            message.set(DOC, doc)
        tokens = [Token(t.text, t.idx) for t in doc if not t.is_space]
        return self._apply_token_pattern(tokens)

    def _document(self, text: str, language: str | None) -> Doc:
        pipeline = self._pipelines.get(language or "")
        return (pipeline or self._pipelines[self._config["unsure"]])(text)
