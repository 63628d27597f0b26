"""Finding roles, degrees, fields and skills by the forms that the knowledge names.

Pure functions and data: what a form's key is, and which forms stand in a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import (
    Collection,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
)

from symspellpy import SymSpell, Verbosity

from werdegang.careers import Knowledge
from werdegang.understanding.words import folded, without_gender_marks

MOST_WORDS = 5
LEAST_LENGTH_FOR_TYPO = 6
LEAST_STEM = 5
BEGINNING = 4
"""So many letters tell most words from all forms, without looking further."""
LEAST_REST = 3
ENDINGS = ("s", "n", "en", "e", "es", "innen", "in", "er", "'s", "ns")
"""Endings that inflection puts behind a form (Buchhalter|n, Programmierer|in)."""
LONGEST_ENDING = max(map(len, ENDINGS))
REMEMBERED = 2048
HEADS = """
    abschluss abschluesse abschlusses stelle stellen job jobs posten position
    positionen studium studiums studiengang grad titel leitung leiter leiterin kraft
    kraefte beruf berufe karriere laufbahn fach fachs zeugnis pruefung diplom niveau
    kenntnisse faehigkeiten kurs ausbildung rolle arbeit taetigkeit team teams
    abteilung bereich wissen besuch
    """.split()
"""Second halves of compounds that leave the meaning of the first half in place."""


@dataclass(frozen=True)
class Found:
    """A mention: which entity, its id, and the words `start` to `end` that say it."""

    entity: str
    value: str
    start: int
    end: int


class FormIndex:
    """Looks mentions up by key, as compounds, and with one typing error.

    Args:
        forms: for each key (see `folded`) the mentions that it stands for, pairs of
            entity and id.
        stems: the same for beginnings of compounds.
    """

    def __init__(
        self,
        forms: Mapping[str, Sequence[Sequence[str]]],
        stems: Mapping[str, Sequence[Sequence[str]]],
    ) -> None:
        self.forms = _mentions(forms)
        self.stems = _mentions(stems)
        self._reach = _longest_by_beginning(self.forms)
        self._longest = max(map(len, self.forms), default=0)
        self._lengths = sorted({len(stem) for stem in self.stems}, reverse=True)
        self._typos = SymSpell(1, 7)
        for key in self.forms:
            if len(key) >= LEAST_LENGTH_FOR_TYPO:
                self._typos.create_dictionary_entry(key, 1)
        # A message's words are looked up for the whole of it and for each clause.
        self._with_typo = lru_cache(REMEMBERED)(self._find_with_typo)
        self._compound = lru_cache(REMEMBERED)(self._find_compound)
        self._longest_from = lru_cache(REMEMBERED)(self._find_longest_from)

    @classmethod
    def of(cls, knowledge: Knowledge) -> FormIndex:
        """Returns the index of all forms that the knowledge files name."""
        forms: Dict[str, List[Tuple[str, str]]] = {}
        stems: Dict[str, List[Tuple[str, str]]] = {}

        def add(
            target: Dict[str, List[Tuple[str, str]]], form: str, what: Tuple[str, str]
        ) -> None:
            named = target.setdefault(folded(form), [])
            if what not in named:
                named.append(what)

        for role in knowledge.roles.values():
            for form in role.forms.all():
                add(forms, form, ("role", role.id))
            for stem in role.stems.all():
                add(stems, stem, ("role", role.id))
        for entity, terms in knowledge.terms.items():
            for term in terms:
                for form in term.forms.all():
                    add(forms, form, (entity, term.id))
                for stem in term.stems.all():
                    add(stems, stem, (entity, term.id))
        return cls(forms, stems)

    def find(self, words: Sequence[str], unknown: Collection[str] = ()) -> List[Found]:
        """Returns the mentions in `words`, the longest first where they overlap.

        Args:
            words: the words of a message, in their order.
            unknown: those (in lower case) that no word list holds; only with one of
                them can a mention be mistyped, as "leider" is no typo of "Leiter".
        """
        mistyped = [word.lower() in unknown for word in words]
        keys = [_key(word) for word in words]
        found: List[Found] = []
        place = 0
        while place < len(keys):
            end, named = self._longest_at(keys, mistyped, place)
            found.extend(Found(entity, value, place, end) for entity, value in named)
            place = end
        return found

    def _longest_at(
        self, keys: Sequence[str], mistyped: Sequence[bool], place: int
    ) -> Tuple[int, Sequence[Tuple[str, str]]]:
        if not keys[place]:
            return place + 1, ()
        beginning = keys[place]
        if len(beginning) < BEGINNING:
            beginning = "".join(keys[place : place + MOST_WORDS])
        reach = self._longest_from(beginning[:BEGINNING])
        typo = any(mistyped[place : place + MOST_WORDS])
        if reach or typo:
            joined = list(accumulate(keys[place : place + MOST_WORDS]))
            for end, key in _longest_first(keys, joined, place, reach):
                named = self._exact(key)
                if named:
                    return end, named
            for end, key in _longest_first(keys, joined, place, self._longest + 1):
                if typo and any(mistyped[place:end]):
                    named = self._with_typo(key)
                    if named:
                        return end, named
        return place + 1, self._compound(keys[place])

    def _find_longest_from(self, beginning: str) -> int:
        """Returns the length of the longest form that begins so, or 0."""
        lengths = range(1, len(beginning) + 1)
        return max((self._reach.get(beginning[:n], 0) for n in lengths), default=0)

    def _exact(self, key: str) -> Optional[Sequence[Tuple[str, str]]]:
        if key in self.forms:
            return self.forms[key]
        for ending in ENDINGS:
            rest = len(key) - len(ending)
            if rest >= LEAST_REST and key.endswith(ending) and key[:rest] in self.forms:
                return self.forms[key[: -len(ending)]]
        return None

    def _find_with_typo(self, key: str) -> Optional[Sequence[Tuple[str, str]]]:
        if len(key) < LEAST_LENGTH_FOR_TYPO:
            return None
        for ending in ("", *ENDINGS):
            bare = key[: len(key) - len(ending)]
            if key.endswith(ending) and len(bare) >= LEAST_LENGTH_FOR_TYPO:
                near = self._typos.lookup(bare, Verbosity.TOP, 1)
                if near:
                    return self.forms[near[0].term]
        return None

    def _find_compound(self, key: str) -> Sequence[Tuple[str, str]]:
        named: List[Tuple[str, str]] = []
        for length in self._lengths:
            stem, rest = key[:length], key[length:]
            if rest and stem in self.stems:
                if rest.startswith("s") and not _is_head(rest):
                    rest = rest[1:]
                if len(stem) >= LEAST_STEM or _is_head(rest):
                    named.extend(self.stems[stem])
                    named.extend(
                        m for m in self.forms.get(rest, ()) if m[0] != named[0][0]
                    )
                    break
        return named

    def as_dict(self) -> Dict[str, Dict[str, List[Tuple[str, str]]]]:
        """Returns the index as plain data, for storing."""
        return {"forms": self.forms, "stems": self.stems}


def _longest_by_beginning(forms: Iterable[str]) -> Dict[str, int]:
    """Returns for the first letters of forms how long those are at most.

    Forms of fewer letters are their own beginning.
    """
    longest: Dict[str, int] = {}
    for form in forms:
        beginning = form[:BEGINNING]
        longest[beginning] = max(len(form), longest.get(beginning, 0))
    return longest


def _longest_first(
    keys: Sequence[str], joined: Sequence[str], place: int, reach: int
) -> Iterator[Tuple[int, str]]:
    """Yields the ends of word sequences from `place` on, with their keys.

    Args:
        keys: of all words.
        joined: the keys of the first word, of the first two, and so on.
        place: of the first word.
        reach: the length of the longest form in question, 0 for none.
    """
    if not reach:
        return
    for number in range(len(joined), 0, -1):
        end = place + number
        if keys[end - 1] and len(joined[number - 1]) <= reach + LONGEST_ENDING:
            yield end, joined[number - 1]


@lru_cache(4096)
def _key(word: str) -> str:
    return folded(without_gender_marks(word))


def _mentions(
    stored: Mapping[str, Sequence[Sequence[str]]],
) -> Dict[str, List[Tuple[str, str]]]:
    return {key: [(m[0], m[1]) for m in named] for key, named in stored.items()}


def _is_head(rest: str) -> bool:
    return any(rest in (head, head + "s", head + "n", head + "en") for head in HEADS)


def words_with_offsets(tokens: Iterable[Tuple[str, int]]) -> List[Tuple[str, int, int]]:
    """Returns word, start and end of each token that holds a letter or digit."""
    return [
        (text, start, start + len(text))
        for text, start in tokens
        if any(letter.isalnum() for letter in text)
    ]
