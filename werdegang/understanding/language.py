"""Which language a message is in, told from how frequent its words are in each."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, Dict, Iterable, List, Mapping, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from werdegang.understanding import LANGUAGE
from werdegang.understanding.source import hash_of_code
from werdegang.understanding.wordlists import (
    OTHER_LANGUAGES,
    Frequencies,
    WordList,
    frequencies,
    packed,
    unpacked,
)
from werdegang.understanding.words import words_of

SPOKEN = ("de", "en")
OTHER = "other"
UNSEEN = -7.5
"""Decimal logarithm of the frequency that an unlisted word is given."""
CLEAR = 1.0
"""How far apart German and English have to be: one power of ten."""
FREQUENT = -3.0
"""Decimal logarithm of the frequency from which a word belongs to the frame."""
CLEAR_FOREIGN = 2.5
LEAST_SUFFIX = 4
SUFFIX_WEIGHT = 0.5
MOST_SUFFIX_TELLS = 1.5
"""What the end of an unlisted word may tell at most, as it is only a part of it."""
LETTERS_OF_DE = frozenset("äöüß")
WORDS_REMEMBERED = 4096
SPOKEN_LISTS, FOREIGN_LISTS = "spoken", "foreign"
Lists = Mapping[str, Mapping[str, float]]
"""For each language the decimal logarithms of its words' frequencies."""


class LanguageModel:
    """Word frequencies of the languages that are told apart.

    Args:
        spoken: for each language that the assistant speaks, its words and the decimal
            logarithms of their frequencies.
        foreign: the same for other languages.
    """

    def __init__(
        self,
        spoken: Mapping[str, Frequencies],
        foreign: Mapping[str, Frequencies],
    ) -> None:
        self.spoken = {language: spoken[language] for language in SPOKEN}
        self.foreign = foreign
        self._scores = lru_cache(WORDS_REMEMBERED)(self._scores_of)

    def detect(self, text: str) -> Optional[str]:
        """Returns `de`, `en`, `other`, or `None` where the words do not tell."""
        letters = [letter for letter in text if letter.isalpha()]
        if letters and sum(map(_is_latin, letters)) < len(letters) / 2:
            return OTHER
        words = words_of(text)
        if not words:
            return None
        totals = {language: 0.0 for language in SPOKEN}
        telling: List[str] = []
        for word in words:
            scores = self._scores(word)
            telling.append(word)
            for language, score in scores.items():
                totals[language] += score
        best, runner_up = sorted(totals.values(), reverse=True)[:2]
        if self._is_foreign(telling, best):
            return OTHER
        if best - runner_up < CLEAR:
            totals = self._frame(words)
            best, runner_up = sorted(totals.values(), reverse=True)[:2]
            if best == runner_up:
                return None
        return max(totals, key=lambda language: totals[language])

    def _frame(self, words: List[str]) -> Dict[str, float]:
        """Returns how many words are frequent in one language alone.

        Those are its small words, which frame a sentence that borrows from the other.
        """
        found = {language: 0.0 for language in SPOKEN}
        for word in words:
            scores = {n: self.spoken[n].get(word, UNSEEN) for n in SPOKEN}
            best = max(scores, key=lambda name: scores[name])
            if scores[best] >= FREQUENT and scores[best] - min(scores.values()) > CLEAR:
                found[best] += 1
        return found

    def _scores_of(self, word: str) -> Dict[str, float]:
        scores = {name: self.spoken[name].get(word) for name in SPOKEN}
        if any(score is not None for score in scores.values()):
            return {
                name: UNSEEN if score is None else score
                for name, score in scores.items()
            }
        if LETTERS_OF_DE & set(word):
            return {name: UNSEEN + (name == "de") for name in SPOKEN}
        return self._by_suffix(word)

    def _by_suffix(self, word: str) -> Dict[str, float]:
        for start in range(1, len(word) - LEAST_SUFFIX + 1):
            known = {name: self.spoken[name].get(word[start:]) for name in SPOKEN}
            if any(score is not None for score in known.values()):
                filled = {n: UNSEEN if s is None else s for n, s in known.items()}
                worst = min(filled.values())
                return {
                    name: UNSEEN
                    + min(SUFFIX_WEIGHT * (score - worst), MOST_SUFFIX_TELLS)
                    for name, score in filled.items()
                }
        return {name: UNSEEN for name in SPOKEN}

    def _is_foreign(self, words: List[str], best_spoken: float) -> bool:
        if len(words) < 2:
            return False
        known = sum(any(word in self.spoken[name] for name in SPOKEN) for word in words)
        for listed in self.foreign.values():
            score = sum(listed.get(word, UNSEEN) for word in words)
            familiar = sum(word in listed for word in words)
            if score - best_spoken > CLEAR_FOREIGN and familiar >= min(known, 2):
                return True
        return False

    @classmethod
    def from_dict(cls, stored: Mapping[str, Mapping[str, Any]]) -> LanguageModel:
        """Returns a model of the lists that `as_stored` was given."""
        # The long ones are small in memory, the many short ones quickly looked into.
        spoken, foreign = stored[SPOKEN_LISTS], stored[FOREIGN_LISTS]
        return cls(
            {language: WordList(words) for language, words in spoken.items()},
            {language: unpacked(words) for language, words in foreign.items()},
        )


def as_stored(spoken: Lists, foreign: Lists) -> Dict[str, Dict[str, Any]]:
    """Returns word lists as plain data, for storing."""
    return {
        kind: {language: packed(words) for language, words in lists.items()}
        for kind, lists in ((SPOKEN_LISTS, spoken), (FOREIGN_LISTS, foreign))
    }


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"


def frames(
    languages: Iterable[str], most: int, size: str
) -> Dict[str, Dict[str, float]]:
    """Returns the most frequent words of several languages; see `frequencies`."""
    return {name: frequencies(name, most, size) for name in languages}


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True
)
class LanguageDetector(GraphComponent):
    """Puts the message's language into the parse result."""

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Returns a hash of the code; Rasa trains anew where it changed."""
        return hash_of_code()

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Returns how many words of each language are kept."""
        return {"words": 60_000, "foreign_words": 4_000}

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Optional[LanguageModel] = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
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
    ) -> LanguageDetector:
        """Loads a trained component."""
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / "languages.json").read_text("utf-8"))
        model = LanguageModel.from_dict(stored)
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Collects the word frequencies; the training data have no part in it."""
        spoken = frames(SPOKEN, self._config["words"], "large")
        foreign = frames(OTHER_LANGUAGES, self._config["foreign_words"], "small")
        self._model = LanguageModel(spoken, foreign)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "languages.json").write_text(
                json.dumps(as_stored(spoken, foreign), ensure_ascii=False), "utf-8"
            )
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Returns the data as they are: blocks name their language themselves."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Puts the language of each message into its parse result."""
        assert self._model is not None
        for message in messages:
            language = self._model.detect(message.get(TEXT) or "")
            message.set(LANGUAGE, language, add_to_output=True)
        return messages
