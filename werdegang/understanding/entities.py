"""The entities of a message: role, degree, field, skill and years of experience."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Collection, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc

from werdegang.careers import load_knowledge
from werdegang.fingerprint import hash_of_files
from werdegang.settings import Settings
from werdegang.understanding import UNKNOWN_WORDS
from werdegang.understanding.entity_forms import FormIndex, words_with_offsets
from werdegang.understanding.source import hash_of_code
from werdegang.understanding.tokens import DOC
from werdegang.understanding.years import years_in


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True
)
class CareerEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Finds what the knowledge files name, so that a new role needs no second list."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Returns where the knowledge is; by default where the settings say."""
        return {"knowledge": None}

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Returns a hash of knowledge and code; Rasa trains anew where one changed."""
        return hash_of_files([_folder(config)]) + hash_of_code()

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        index: Optional[FormIndex] = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._index = index

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CareerEntityExtractor:
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
    ) -> CareerEntityExtractor:
        """Loads a trained component."""
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / "entities.json").read_text("utf-8"))
        return cls(config, model_storage, resource, FormIndex(**stored))

    def train(self, training_data: TrainingData) -> Resource:
        """Takes the forms from the knowledge, not from the training data."""
        self._index = FormIndex.of(load_knowledge(_folder(self._config)))
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "entities.json").write_text(
                json.dumps(self._index.as_dict(), ensure_ascii=False), "utf-8"
            )
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the entities of each message to its parse result."""
        for message in messages:
            doc = message.get(DOC)
            if doc is None:
                continue
            unknown = message.get(UNKNOWN_WORDS) or ()
            entities = self._entities(message.get(TEXT), doc, unknown)
            own = self.add_extractor_name(entities)
            message.set(ENTITIES, message.get(ENTITIES, []) + own, add_to_output=True)
        return messages

    def _entities(
        self, text: str, doc: Doc, unknown: Collection[str]
    ) -> List[Dict[str, Any]]:
        assert self._index is not None
        words = words_with_offsets((token.text, token.idx) for token in doc)
        found = [
            _entity(f.entity, f.value, words[f.start][1], words[f.end - 1][2])
            for f in self._index.find([word for word, _start, _end in words], unknown)
        ]
        found += [
            _entity("years", years.value, years.start, years.end)
            for years in years_in(text)
        ]
        return sorted(found, key=lambda entity: entity[ENTITY_ATTRIBUTE_START])


def _entity(entity: str, value: str, start: int, end: int) -> Dict[str, Any]:
    return {
        ENTITY_ATTRIBUTE_TYPE: entity,
        ENTITY_ATTRIBUTE_VALUE: value,
        ENTITY_ATTRIBUTE_START: start,
        ENTITY_ATTRIBUTE_END: end,
    }


def _folder(config: Dict[str, Any]) -> Path:
    return Path(config.get("knowledge") or Settings.from_environment().knowledge)
