"""Taking a message apart into clauses that may each ask something."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc

from werdegang.understanding import CLAUSES, NORMAL_TEXT, PARTS, SEGMENTS
from werdegang.understanding.questions import asking_in, numbered_in, parts_of
from werdegang.understanding.tokens import DOC

MOST_CLAUSES = 6
MOST_PARTS = 6


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False
)
class ClauseSplitter(GraphComponent):
    """Gives a message its questions as segments, each to be classified by itself."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClauseSplitter:
        """Creates the component."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Returns the data as they are: each training message has one need."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets the clauses of each message, and all its segments."""
        for message in messages:
            doc = message.get(DOC)
            text = message.get(NORMAL_TEXT) or ""
            if doc is None or not text:
                continue
            clauses = clauses_of(numbered_in(text) or sentences_of(doc, text), text)
            message.set(CLAUSES, clauses)
            message.set(
                SEGMENTS,
                [part for clause in clauses for part in (clause, *clause.get(PARTS))],
            )
        return messages


def clauses_of(sentences: List[str], whole: str) -> List[Message]:
    """Returns what asks something as messages of their own, with their parts.

    Args:
        sentences: the sentences of a message.
        whole: the message, which is one clause where nothing else asks.

    Returns:
        nothing where there is one clause without parts.
    """
    clauses = []
    room = MOST_PARTS
    for piece in asking_in(sentences)[:MOST_CLAUSES] or [whole]:
        parts = parts_of(piece)[:room]
        room -= len(parts)
        clauses.append(_segment(piece))
        clauses[-1].set(PARTS, [_segment(part) for part in parts])
    if len(clauses) == 1 and not clauses[0].get(PARTS):
        return []
    return clauses


def _segment(text: str) -> Message:
    return Message({TEXT: text, NORMAL_TEXT: text})


def sentences_of(doc: Doc, normal_text: str) -> List[str]:
    """Returns the sentences of the normal text, split where spaCy splits the message.

    Mending keeps the number of words, so that words correspond one to one.
    """
    words = normal_text.split()
    found: List[str] = []
    place = 0
    for sentence in doc.sents:
        count = len(sentence.text.split())
        if count:
            found.append(" ".join(words[place : place + count]))
            place += count
    if place < len(words):
        found.append(" ".join(words[place:]))
    return found
