"""One name for each role, so that gender makes no difference to what is understood."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from werdegang.careers import Knowledge, load_knowledge
from werdegang.fingerprint import hash_of_files
from werdegang.settings import Settings
from werdegang.understanding import NORMAL_TEXT, SEGMENTS
from werdegang.understanding.entity_forms import FormIndex
from werdegang.understanding.source import hash_of_code
from werdegang.understanding.words import folded

WORD_AND_SIGNS = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
MOST_LETTERS_OF_ENDING = 3


class RoleNames:
    """Writes the name of a role where a text has one of its German forms.

    English forms have no gender. The role that all talk is about stays as it is
    written: its forms are words such as "Leitung", which say more than a name does.

    Args:
        knowledge: where roles, their names and their forms come from.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._index = FormIndex.of(knowledge)
        roles = [role for role in knowledge.roles.values() if not role.default]
        self._names = {role.id: str(role.name.de).lower() for role in roles}
        self._english = {
            role.id: {folded(form) for form in role.forms.en}
            - {folded(form) for form in role.forms.de}
            for role in roles
        }

    def named(self, text: str) -> str:
        """Returns `text` with one name for all German forms of a role.

        Args:
            text: in lower case, typing errors mended.
        """
        words = text.split()
        parts = [WORD_AND_SIGNS.sub(r"\1\n\2\n\3", word).split("\n") for word in words]
        mentions = self._index.find([word for _before, word, _behind in parts])
        for mention in reversed(mentions):
            said = parts[mention.start : mention.end]
            form = "".join(word for _before, word, _behind in said)
            if mention.entity == "role" and self._is_german(mention.value, form):
                name = said[0][0] + self._names[mention.value] + said[-1][2]
                words[mention.start : mention.end] = [name]
        return " ".join(words)

    def _is_german(self, role: str, form: str) -> bool:
        key = folded(form)
        endings = range(MOST_LETTERS_OF_ENDING + 1)
        return role in self._names and not any(
            key[: len(key) - letters] in self._english[role] for letters in endings
        )


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False
)
class RoleNamer(GraphComponent):
    """Calls roles by one name in the normal text of a message and its segments."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Returns where the knowledge is; by default where the settings say."""
        return {"knowledge": None}

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Returns a hash of knowledge and code; Rasa trains anew where one changed."""
        return hash_of_files([_folder(config)]) + hash_of_code()

    def __init__(self, config: Dict[str, Any]) -> None:
        self._names = RoleNames(load_knowledge(_folder(config)))

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RoleNamer:
        """Creates the component."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Names the roles of all training messages."""
        for message in training_data.training_examples:
            self._name(message)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Names the roles of each message and its segments."""
        for message in messages:
            for part in (message, *message.get(SEGMENTS, [])):
                self._name(part)
        return messages

    def _name(self, message: Message) -> None:
        text = message.get(NORMAL_TEXT) or message.get(TEXT)
        if text:
            message.set(NORMAL_TEXT, self._names.named(text))


def _folder(config: Dict[str, Any]) -> Path:
    return Path(config.get("knowledge") or Settings.from_environment().knowledge)
