"""Mending how words are typed, so that features see the words that were meant."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, Dict, Iterable, List, Mapping, Optional, Set

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from symspellpy import SymSpell, Verbosity

from werdegang.understanding import KNOWN_WORDS, NORMAL_TEXT, UNKNOWN_WORDS
from werdegang.understanding.source import hash_of_code
from werdegang.understanding.wordlists import (
    Frequencies,
    WordList,
    frequencies,
    packed,
)
from werdegang.understanding.words import (
    WORD,
    umlaut_variants,
    without_gender_marks,
    words_of,
)

MOST_EDITS = 2
LEAST_LENGTH = 4
LENGTH_FOR_TWO_EDITS = 8
PREFIX_LENGTH = 5
OFTEN = 1.0
"""An umlaut reading wins if it is more frequent than the typed word by more than this
(in powers of ten)."""
NEVER = float("-inf")


class SpellingCorrector:
    """Corrects unknown words towards the vocabulary of the assistant's subject.

    Args:
        known: words that are right as they are, with the decimal logarithms of their
            frequencies.
        vocabulary: words to correct towards, with how often they were seen.
    """

    def __init__(self, known: Frequencies, vocabulary: Mapping[str, int]) -> None:
        self.known = known
        self.vocabulary = vocabulary
        self._symspell = SymSpell(MOST_EDITS, PREFIX_LENGTH)
        for word, count in self.vocabulary.items():
            self._symspell.create_dictionary_entry(word, count)

    def normal_text(self, text: str) -> str:
        """Returns `text` in lower case, gender marks joined, words mended."""
        lowered = without_gender_marks(text).lower()
        return WORD.sub(lambda found: self.word(found.group()), lowered)

    def known_words(self, normal_text: str) -> int:
        """Returns how many words of a mended text are known."""
        return sum(
            word in self.known or word in self.vocabulary
            for word in WORD.findall(normal_text)
        )

    def unknown_words(self, text: str) -> Set[str]:
        """Returns the words of a text, as typed but in lower case, that are unknown."""
        return {
            word
            for word in re.findall(r"[^\W_][\w:*/'’-]*", text.lower())
            if word not in self.known
        }

    def word(self, word: str) -> str:
        """Returns the word that was meant by `word`, in lower case."""
        if len(word) < LEAST_LENGTH:
            return self._with_umlauts(word)
        restored = self._with_umlauts(word)
        if restored in self.vocabulary or restored in self.known:
            return restored
        edits = MOST_EDITS if len(word) >= LENGTH_FOR_TWO_EDITS else 1
        found = self._symspell.lookup(restored, Verbosity.TOP, edits)
        return str(found[0].term) if found else restored

    def _with_umlauts(self, word: str) -> str:
        best, best_frequency = word, self.known.get(word, NEVER) + OFTEN
        for variant in umlaut_variants(word):
            frequency = self.known.get(variant, NEVER)
            if frequency > best_frequency:
                best, best_frequency = variant, frequency
        return best


def vocabulary_of(texts: Iterable[str], least: int) -> Dict[str, int]:
    """Returns the words that occur at least `least` times in `texts`."""
    counted = Counter(word for text in texts for word in words_of(text))
    return {word: count for word, count in counted.items() if count >= least}


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True
)
class SpellingNormalizer(GraphComponent):
    """Sets the normal text of a message."""

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Returns a hash of the code; Rasa trains anew where it changed."""
        return hash_of_code()

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Returns how many words of each language count as known.

        `least_seen` is how often a word has to stand in the training data before
        others are corrected towards it.
        """
        return {"known_words": 60_000, "least_seen": 3}

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        corrector: Optional[SpellingCorrector] = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._corrector = corrector

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpellingNormalizer:
        """Creates an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SpellingNormalizer:
        """Loads a trained component."""
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / "spelling.json").read_text("utf-8"))
        known = WordList(stored["known"])
        corrector = SpellingCorrector(known, stored["vocabulary"])
        return cls(config, model_storage, resource, corrector)

    def train(self, training_data: TrainingData) -> Resource:
        """Collects known words and the vocabulary of the training data."""
        known: Dict[str, float] = {}
        for language in ("de", "en"):
            listed = frequencies(language, self._config["known_words"])
            for word, frequency in listed.items():
                known[word] = max(known.get(word, NEVER), frequency)
        texts = [m.get(TEXT) or "" for m in training_data.training_examples]
        counted = vocabulary_of(texts, self._config["least_seen"])
        vocabulary = {
            word: count for word, count in counted.items() if len(word) >= LEAST_LENGTH
        }
        self._corrector = SpellingCorrector(known, vocabulary)
        with self._model_storage.write_to(self._resource) as folder:
            stored = {"known": packed(known), "vocabulary": vocabulary}
            (folder / "spelling.json").write_text(
                json.dumps(stored, ensure_ascii=False), "utf-8"
            )
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Sets the normal text of all training messages."""
        assert self._corrector is not None
        for message in training_data.training_examples:
            if message.get(TEXT):
                normal = self._corrector.normal_text(message.get(TEXT))
                message.set(NORMAL_TEXT, normal)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets the normal text of each message."""
        assert self._corrector is not None
        for message in messages:
            text = message.get(TEXT)
            if text:
                normal = self._corrector.normal_text(text)
                message.set(NORMAL_TEXT, normal)
                message.set(KNOWN_WORDS, self._corrector.known_words(normal))
                unknown = sorted(self._corrector.unknown_words(text))
                message.set(UNKNOWN_WORDS, unknown, add_to_output=True)
        return messages
