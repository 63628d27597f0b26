"""Which need a message speaks of: one linear classifier over meaning and letters."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from scipy.special import logsumexp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

from werdegang.understanding import NORMAL_TEXT, SEGMENTS
from werdegang.understanding.source import hash_of_code

KINDS: Dict[str, Dict[str, Any]] = {
    "letters": {"analyzer": "char_wb", "ngram_range": (3, 5)},
    "words": {"analyzer": "word", "token_pattern": r"\w+", "ngram_range": (1, 2)},
}
LEAST_TEXTS = {"letters": 3, "words": 2}
"""In how many training texts an n-gram has to occur to be one."""
WORDS_REMEMBERED = 4096
TEMPERATURES = np.geomspace(0.02, 2.0, 60)
WEIGHT = np.float16
"""How precisely weights are kept: enough for three digits, in half the memory."""
UNLEARNT = -5.0
"""The score of an intent that no message was left to learn from."""


class Ngrams:
    """Weights of n-grams (tf-idf), as a sparse matrix.

    Args:
        kind: `letters` for runs of three to five letters within words, `words` for
            words and pairs of words.
        grams: the n-grams, one a column.
        idf: the weight of each column.
    """

    def __init__(self, kind: str, grams: Sequence[str], idf: Sequence[float]) -> None:
        self.kind = kind
        self.vocabulary = {gram: column for column, gram in enumerate(grams)}
        self.idf = np.asarray(idf, np.float32)
        self._grams_of = _vectorizer(kind).build_analyzer()
        # Letters are counted within words, and most words come again and again.
        self._of_word = lru_cache(WORDS_REMEMBERED)(self._of)

    @classmethod
    def learn(
        cls, kind: str, texts: Sequence[str], least: int
    ) -> Tuple[Ngrams, csr_matrix]:
        """Returns the n-grams of at least `least` texts, and their weights, a row each.

        Both at once, as going through the texts is what takes time.
        """
        vectorizer = _vectorizer(kind, min_df=least)
        weights = vectorizer.fit_transform(texts).astype(np.float32)
        grams = vectorizer.get_feature_names_out().tolist()
        return cls(kind, grams, vectorizer.idf_.tolist()), weights

    def weights_of(self, text: str) -> Tuple[np.ndarray, np.ndarray]:
        """Returns the columns of one text and their weights, as `learn` has them.

        Much quicker for a single text than a sparse matrix of one row.
        """
        found = (
            [column for word in text.split() for column in self._of_word(word)]
            if self.kind == "letters"
            else self._of(text)
        )
        columns, counts = np.unique(np.array(found, dtype=np.int64), return_counts=True)
        frequencies = counts.astype(np.float32)
        weights = (1 + np.log(frequencies)) * self.idf[columns]
        length = np.linalg.norm(weights)
        return columns, weights / length if length else weights

    def _of(self, text: str) -> List[int]:
        """Returns the columns of all n-grams of a text that are known."""
        known = self.vocabulary
        return [known[gram] for gram in self._grams_of(text) if gram in known]

    def as_dict(self) -> Dict[str, Any]:
        """Returns the n-grams as plain data, in the order of their columns."""
        return {
            "kind": self.kind,
            "grams": sorted(self.vocabulary, key=self.vocabulary.__getitem__),
            "idf": [round(float(weight), 4) for weight in self.idf],
        }


def _vectorizer(kind: str, **settings: Any) -> TfidfVectorizer:
    return TfidfVectorizer(
        **KINDS[kind], sublinear_tf=True, dtype=np.float32, **settings
    )


def principal_axes(vectors: np.ndarray, most: int) -> np.ndarray:
    """Returns the directions in which vectors differ most, a column each.

    Principal component analysis without centring, by the eigenvectors of the matrix of
    second moments.
    """
    moments = vectors.T.astype(np.float64) @ vectors
    _values, axes = np.linalg.eigh(moments)
    return np.ascontiguousarray(axes[:, ::-1][:, :most], dtype=np.float32)


def temperature_of(scores: np.ndarray, right: np.ndarray) -> float:
    """Returns the temperature under which softmax of scores is best calibrated.

    Temperature scaling, Guo et al. 2017, "On Calibration of Modern Neural Networks":
    the temperature with the least negative log-likelihood of the right answers.

    Args:
        scores: one row a message, one column a class, from models that have not seen
            the message.
        right: the column of the right class for each row.
    """
    rows = np.arange(len(right))

    def loss(temperature: float) -> float:
        scaled = scores / temperature
        return float(np.mean(logsumexp(scaled, axis=1) - scaled[rows, right]))

    return float(min(TEMPERATURES, key=loss))


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class NeedClassifier(GraphComponent):
    """Ranks the intents of a message and of each of its segments.

    Joins the sentence vector with n-grams of letters and of words, each of length one
    times its weight, under a linear support-vector machine; its scores become
    probabilities by a temperature that is fitted on messages held out.
    """

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Returns a hash of the code; Rasa trains anew where it changed."""
        return hash_of_code()

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Returns the weights beside meaning, and the machine's settings.

        `axes` is how many numbers of the sentence vector are kept, `held_out` the share
        of messages that calibration is done on.
        """
        return {
            "letters": 1.2,
            "words": 1.0,
            "axes": 256,
            "C": 0.3,
            "held_out": 0.25,
            "ranking_length": 10,
            "random_state": 0,
        }

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._ngrams: List[Ngrams] = []
        self._axes = np.zeros((0, 0), np.float32)
        self._intents: List[str] = []
        self._weights = np.zeros((0, 0), WEIGHT)
        self._of_meaning = np.zeros((0, 0), np.float32)
        self._bias = np.zeros(0, np.float32)
        self._temperature = 1.0

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NeedClassifier:
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
    ) -> NeedClassifier:
        """Loads a trained component."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            stored = json.loads((folder / "classifier.json").read_text("utf-8"))
            with np.load(folder / "classifier.npz", allow_pickle=False) as arrays:
                component._weights = arrays["weights"]
                component._bias = arrays["bias"]
                component._axes = arrays["axes"]
        axes = component._axes.shape[1]
        component._of_meaning = component._weights[:axes].astype(np.float32)
        component._ngrams = [Ngrams(**ngrams) for ngrams in stored["ngrams"]]
        component._intents = stored["intents"]
        component._temperature = stored["temperature"]
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the intent examples and stores what was learnt."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        intents = [m.get(INTENT) for m in examples]
        self._intents = sorted(set(intents))
        if len(self._intents) < 2:
            return self._resource
        right = np.array([self._intents.index(intent) for intent in intents])
        features = self._learn_features(examples)
        # The two machines need nothing of each other, and learn outside Python's lock.
        with ThreadPoolExecutor(2) as pool:
            learning = pool.submit(self._machine().fit, features, right)
            self._temperature = self._calibrate(features, right)
            machine = learning.result()
        self._weights = _per_intent(machine.coef_).T.astype(WEIGHT)
        self._of_meaning = self._weights[: self._axes.shape[1]].astype(np.float32)
        self._bias = _per_intent(machine.intercept_).astype(np.float32)
        self._persist()
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Puts the ranking of intents into each message and each of its segments."""
        for message in messages:
            together = [message, *message.get(SEGMENTS, [])]
            if (
                not self._intents
                or not self._ngrams
                or not (message.get(TEXT) or "").strip()
            ):
                message.set(INTENT, {"name": None, "confidence": 0.0}, True)
                message.set(INTENT_RANKING_KEY, [], True)
                continue
            for part, row in zip(together, self._scores(together), strict=True):
                ranking = self._ranking(row)
                part.set(INTENT, ranking[0], add_to_output=True)
                part.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, scores: np.ndarray) -> List[Dict[str, Any]]:
        scaled = scores / self._temperature
        probabilities = np.exp(scaled - logsumexp(scaled))
        best = np.argsort(-probabilities)[: self._config["ranking_length"]]
        return [
            {"name": self._intents[place], "confidence": float(probabilities[place])}
            for place in best
        ]

    def _learn_features(self, messages: Sequence[Message]) -> csr_matrix:
        """Learns axes and n-grams; returns the features, one row a message."""
        texts = [_text(message) for message in messages]
        vectors = np.vstack([_vector(message) for message in messages])
        self._axes = principal_axes(vectors, self._config["axes"])
        joined = [csr_matrix(vectors @ self._axes)]
        self._ngrams = []
        for kind, least in LEAST_TEXTS.items():
            ngrams, weights = Ngrams.learn(kind, texts, least)
            self._ngrams.append(ngrams)
            joined.append(weights * self._config[kind])
        return hstack(joined, format="csr")

    def _scores(self, messages: Sequence[Message]) -> np.ndarray:
        """Returns one row of scores a message, one column an intent."""
        start = self._axes.shape[1]
        meaning = np.vstack([_vector(message) for message in messages]) @ self._axes
        scores = meaning @ self._of_meaning + self._bias
        for ngrams in self._ngrams:
            factor = self._config[ngrams.kind]
            for row, message in zip(scores, messages, strict=True):
                columns, weights = ngrams.weights_of(_text(message))
                learnt = self._weights[start + columns].astype(np.float32)
                row += factor * (weights @ learnt)
            start += len(ngrams.vocabulary)
        return scores

    def _machine(self) -> LinearSVC:
        return LinearSVC(
            C=self._config["C"],
            tol=0.01,
            class_weight="balanced",
            random_state=self._config["random_state"],
        )

    def _calibrate(self, features: csr_matrix, right: np.ndarray) -> float:
        everyone = np.arange(len(right))
        try:
            learn, held_out = train_test_split(
                everyone,
                test_size=self._config["held_out"],
                stratify=right,
                random_state=self._config["random_state"],
            )
        except ValueError:
            return 1.0
        machine = self._machine().fit(features[learn], right[learn])
        weights, bias = _per_intent(machine.coef_), _per_intent(machine.intercept_)
        classes = machine.classes_
        scores = np.full((len(held_out), len(self._intents)), UNLEARNT)
        scores[:, classes] = features[held_out] @ weights.T + bias
        return temperature_of(scores, right[held_out])

    def _persist(self) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            stored = {
                "intents": self._intents,
                "temperature": self._temperature,
                "ngrams": [ngrams.as_dict() for ngrams in self._ngrams],
            }
            (folder / "classifier.json").write_text(
                json.dumps(stored, ensure_ascii=False), "utf-8"
            )
            # Rasa packs models at gzip's slowest level, which takes seconds for these.
            np.savez_compressed(
                folder / "classifier.npz",
                weights=self._weights,
                bias=self._bias,
                axes=self._axes,
            )


def _per_intent(learnt: np.ndarray) -> np.ndarray:
    """Returns one row an intent, also where scikit-learn keeps one for two classes."""
    return np.concatenate([-learnt, learnt]) if len(learnt) == 1 else learnt


def _text(message: Message) -> str:
    return str(message.get(NORMAL_TEXT) or message.get(TEXT) or "")


def _vector(message: Message) -> np.ndarray:
    _sequence, sentence = message.get_dense_features(TEXT)
    if sentence is None:
        raise ValueError("NeedClassifier needs SentenceEncoder before it in config.yml")
    return np.asarray(sentence.features)
