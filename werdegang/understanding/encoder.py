"""The component that gives each message and its clauses a vector of their meaning."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Dict, List

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import threadpool_limits

from werdegang.understanding import NORMAL_TEXT, SEGMENTS
from werdegang.understanding.sentence_vectors import SentenceVectors, all_cores


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False
)
class SentenceEncoder(GraphComponent):
    """Adds a sentence vector to each message and its segments."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Returns the number of threads, and of texts whose vectors are remembered.

        A message is read by one thread, as several are read side by side. Training
        takes `threads_in_training`, where `None` stands for all cores.
        """
        return {"threads_in_training": None, "remembered": 512}

    def __init__(self, config: Dict[str, Any]) -> None:
        self._config = config
        self._encode = SentenceVectors()
        self._remembered: OrderedDict[str, np.ndarray] = OrderedDict()

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Creates the component and reads the weights, so that no message waits."""
        threadpool_limits(1, user_api="blas")
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds vectors to all training messages."""
        messages = training_data.training_examples
        workers = self._config["threads_in_training"] or all_cores()
        texts = [_text(message) for message in messages]
        for message, vector in zip(messages, self._encode(texts, workers), strict=True):
            _add(message, vector)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds vectors to messages and their segments."""
        for message in messages:
            parts = [message, *message.get(SEGMENTS, [])]
            vectors = self._vectors([_text(part) for part in parts])
            for part, vector in zip(parts, vectors, strict=True):
                _add(part, vector)
        return messages

    def _vectors(self, texts: List[str]) -> List[np.ndarray]:
        """Returns vectors, those of texts read lately from memory."""
        new = [t for t in dict.fromkeys(texts) if t not in self._remembered]
        found = dict(zip(new, self._encode(new), strict=True))
        for text in texts:
            if text not in found:
                found[text] = self._remembered[text]
                self._remembered.move_to_end(text)
        for text in new:
            self._remembered[text] = found[text]
        while len(self._remembered) > self._config["remembered"]:
            self._remembered.popitem(last=False)
        return [found[text] for text in texts]


def _text(message: Message) -> str:
    return str(message.get(NORMAL_TEXT) or message.get(TEXT) or "")


def _add(message: Message, vector: np.ndarray) -> None:
    features = vector.reshape(1, -1)
    message.add_features(
        Features(features, FEATURE_TYPE_SENTENCE, TEXT, SentenceEncoder.__name__)
    )
