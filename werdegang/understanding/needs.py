"""What a message asks for: one need, several, or nothing that can be told."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from werdegang.careers import load_knowledge
from werdegang.settings import Settings
from werdegang.understanding import CLAUSES, KNOWN_WORDS, LANGUAGE, NEEDS, PARTS
from werdegang.understanding.followups import is_follow_up
from werdegang.understanding.language import OTHER

FALLBACK = "nlu_fallback"
FOLLOW_UP = "follow_up"
TOO_LONG = "too_long"
FOREIGN_INTENTS = frozenset(("out_of_scope", "chitchat"))


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False
)
class NeedReader(GraphComponent):
    """Decides which needs are asked for, and whether it is sure enough to answer."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Returns the probabilities from which intents and clauses count.

        A clause counts from `sure_of_clause` if its need is heard in the whole message
        as well (at least `heard`), else from `certain`. Its parts count instead, if two
        or more of different needs reach `sure_of_part` and each is heard in the clause
        (at least `heard_in_clause`). Where the whole message is `doubtful`, its one
        clause that asks something decides. A need is not answered where `foreign` or
        more of the probability is on having nothing to do with careers, unless it has
        at least `plain` itself.
        """
        return {
            "sure": 0.3,
            "sure_of_clause": 0.4,
            "certain": 0.7,
            "heard": 0.02,
            "sure_of_part": 0.9,
            "heard_in_clause": 0.001,
            "doubtful": 0.6,
            "foreign": 0.05,
            "plain": 0.85,
            "knowledge": None,
        }

    def __init__(self, config: Dict[str, Any]) -> None:
        self._config = config
        settings = Settings.from_environment()
        folder = config["knowledge"] or settings.knowledge
        self._needs = frozenset(load_knowledge(folder).needs)
        self._longest = settings.longest_message

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NeedReader:
        """Creates the component."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets the intent and the needs of each message."""
        for message in messages:
            intent = message.get(INTENT) or {}
            text = message.get(TEXT) or ""
            if len(text) > self._longest:
                _decide(message, otherwise=TOO_LONG)
                continue
            if message.get(LANGUAGE) != OTHER and _says_nothing(message):
                _decide(message)
                continue
            if is_follow_up(text, message.get(ENTITIES) or []):
                _decide(message, otherwise=FOLLOW_UP)
                continue
            asked = self._asked(message)
            if len(asked) > 1:
                _decide(message, *asked)
                continue
            confidence = float(intent.get("confidence") or 0.0)
            if asked and confidence < self._config["doubtful"]:
                _decide(message, *asked, confidence=self._config["doubtful"])
                continue
            foreign = intent["name"] in self._needs and self._is_foreign(message)
            if confidence < self._config["sure"] or foreign:
                _decide(message, confidence=1.0 - confidence)
                continue
            needs = [name for name in [intent["name"]] if name in self._needs]
            message.set(NEEDS, needs, add_to_output=True)
        return messages

    def _is_foreign(self, message: Message) -> bool:
        """Tells whether the message may well have nothing to do with careers."""
        if message.get(INTENT)["confidence"] >= self._config["plain"]:
            return False
        mass = sum(
            ranked["confidence"]
            for ranked in message.get(INTENT_RANKING_KEY)
            if ranked["name"] in FOREIGN_INTENTS
        )
        return bool(mass >= self._config["foreign"])

    def _asked(self, message: Message) -> List[str]:
        """Returns the needs that the message's clauses ask for, in their order."""
        clauses: List[Message] = message.get(CLAUSES) or []
        overall = _confidences(message)
        asked: List[str] = []
        for clause in clauses:
            named = self._named_by_parts(clause)
            if not named and len(clauses) > 1:
                named = self._named_by_clause(clause, overall)
            asked.extend(name for name in named if name not in asked)
        return asked

    def _named_by_parts(self, clause: Message) -> List[str]:
        """Returns the needs of a clause's parts, if there are several."""
        heard = _confidences(clause)
        named: List[str] = []
        for part in clause.get(PARTS):
            name, confidence = _best(part)
            if (
                name in self._needs
                and name not in named
                and confidence >= self._config["sure_of_part"]
                and heard.get(name, 0.0) >= self._config["heard_in_clause"]
            ):
                named.append(name)
        return named if len(named) > 1 else []

    def _named_by_clause(
        self, clause: Message, overall: Mapping[str, float]
    ) -> List[str]:
        """Returns the need of a clause as a whole, if it is sure enough."""
        name, confidence = _best(clause)
        heard = overall.get(name, 0.0) >= self._config["heard"]
        least = self._config["sure_of_clause" if heard else "certain"]
        return [name] if name in self._needs and confidence >= least else []


def _best(message: Message) -> Tuple[str, float]:
    intent = message.get(INTENT)
    return str(intent["name"]), float(intent["confidence"])


def _confidences(message: Message) -> Dict[str, float]:
    ranking = message.get(INTENT_RANKING_KEY) or []
    return {ranked["name"]: ranked["confidence"] for ranked in ranking}


def _decide(
    message: Message, *needs: str, otherwise: str = FALLBACK, confidence: float = 1.0
) -> None:
    """Sets the needs, and the first of them as intent; without any, another intent."""
    intent = {"name": needs[0] if needs else otherwise, "confidence": confidence}
    ranking = message.get(INTENT_RANKING_KEY) or []
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent, *ranking], add_to_output=True)
    message.set(NEEDS, list(needs), add_to_output=True)


def _says_nothing(message: Message) -> bool:
    """Tells whether no word of the message is known in either language."""
    return message.get(KNOWN_WORDS) == 0 and not message.get(ENTITIES)
