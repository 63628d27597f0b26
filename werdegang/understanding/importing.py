"""Reading the training data once, and handing the same messages through.

Rasa merges training data five times between file and training, copies each message each
time, and reads files anew for each language that it is asked for. With ten thousand
utterances, that takes as long as learning from them.
"""

from __future__ import annotations

import json
from typing import Any, Dict, Optional

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method
from rasa.shared.utils.io import deep_container_fingerprint, get_text_hash


class Utterance(Message):
    """A training message that stays the same object where Rasa would copy it.

    Its fingerprint is one hash instead of one a property, and is kept where a property
    is set to what it is already.
    """

    _cached_fingerprint: Optional[str]

    @classmethod
    def of(cls, message: Message) -> Utterance:
        """Returns a message read from a file as an utterance."""
        return cls(
            message.data,
            message.output_properties,
            message.time,
            message.features,
        )

    def __deepcopy__(self, memo: Dict[int, Any]) -> Utterance:
        return self

    def fingerprint(self) -> str:
        """Returns a hash of all that the utterance holds."""
        if self._cached_fingerprint is None:
            features = [features.fingerprint() for features in self.features]
            held = json.dumps(
                [self.data, features],
                sort_keys=True,
                default=deep_container_fingerprint,
            )
            self._cached_fingerprint = get_text_hash(held)
        return self._cached_fingerprint

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Sets a property; see the base class."""
        if add_to_output or not isinstance(info, str) or self.get(prop) != info:
            super().set(prop, info, add_to_output)


class UtteranceImporter(RasaFileImporter):
    """Rasa's importer for files, which reads each file once."""

    @cached_method
    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """Returns the NLU training data, whatever the language."""
        return self._nlu_data()

    @cached_method
    def _nlu_data(self) -> TrainingData:
        parts = [load_data(file) for file in self._nlu_files]
        for part in parts:
            part.training_examples = [Utterance.of(m) for m in part.training_examples]
        return TrainingData().merge(*parts)

    @cached_method
    def get_domain(self) -> Domain:
        """Returns the domain."""
        return super().get_domain()
