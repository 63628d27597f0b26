"""A background's text: words, ends of clauses and sentences, what is near what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Dict, FrozenSet, List, Sequence, Tuple

from werdegang.understanding.words import without_gender_marks

SENTENCE_END = re.compile(r"[;!?\n|•]|(?<!\.)\.(?=\s|$)")
CLAUSE_END = re.compile(
    r",(?!\d)|(?<!\d),|\s[–—-]+\s|[–—]|:(?=\s)|\+(?!\s*(?:jahr|year|yr))|[()]"
    r"|/(?=\w{3})"
)
TURN = re.compile(
    r"\b(?:und|and|dann|danach|then|afterwards|anschließend|daraufhin|später|later|aber"
    r"|but|sowie|plus|davor|zuvor|vorher|before that|after that|(?<!bis )jetzt|now"
    r"|mittlerweile|nachher|hinterher|schließlich|inzwischen|seitdem|seither|heute"
    r"|außerdem|zusätzlich|subsequently|eventually|nowadays|since then|followed by)\b",
    re.IGNORECASE,
)
"""Words at which a text turns to the next thing, within a clause."""
BRACKETED = re.compile(r"\(\s*([^()\s]+)\s*\)")
ABBREVIATIONS = frozenset(
    """
    ca bzw stellv insg f inkl dr mag dipl wr approx z b usw staatl gepr eidg ehem st
    u a d h sc eng ed iur med phil rer pol nat soc oec jur ing kfm kffr
    vs min evtl sog abt lic vet dent theol agr techn inf wirt soz päd psych biol chem
    phys math oec publ staatl anerk allg kaufm mittl betriebsw
    """.split()
)
WORD = re.compile(r"[^\s,;!?()\[\]\"„“”|+–—/]+(?:/-?in(?:nen)?\b)?")
ENGLISH = frozenset(
    """
    i the a an and of my in with for then at to have been was years year yrs am since
    did never is no not left from it as but got on degree school worked working
    """.split()
)
GERMAN = frozenset(
    """
    ich und der die das ein eine mit seit jahre jahren bei als im in habe hab war bin
    dann nach von zur zum nicht kein keine abi ist danach noch gelernt den am nie jahr
    """.split()
)
COST_OF_TURN, COST_OF_CLAUSE, COST_OF_SENTENCE = 30, 60, 1000


@dataclass(frozen=True)
class Word:
    """A word and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


class Text:
    """A text in one piece, and its clauses and sentences as spans.

    Args:
        said: what the person wrote.
    """

    def __init__(self, said: str) -> None:
        joined = without_gender_marks(said)
        self.whole = BRACKETED.sub(lambda found: f" {found[1]} ", joined)
        self.lower = self.whole.lower()
        self.sentences = self._cut([Span(0, len(self.whole))], SENTENCE_END)
        self.clauses = self._cut(self.sentences, CLAUSE_END)
        self.turns = [found.start() for found in TURN.finditer(self.whole)]
        self.found: Dict[Tuple[str, FrozenSet[str]], Sequence[Any]] = {}
        """What lists of forms have found here, by their kind and the unknown words."""
        self._words: Dict[Span, List[Word]] = {}

    def _cut(self, spans: Sequence[Span], at: re.Pattern[str]) -> List[Span]:
        pieces: List[Span] = []
        for span in spans:
            start = span.start
            for found in at.finditer(self.whole, span.start, span.end):
                if found.group() == "." and self._abbreviates(found.start()):
                    continue
                pieces.append(Span(start, found.start()))
                start = found.end()
            pieces.append(Span(start, span.end))
        return [
            piece for piece in pieces if self.whole[piece.start : piece.end].strip()
        ]

    def _abbreviates(self, dot: int) -> bool:
        before = re.search(r"[^\s(]+$", self.whole[:dot])
        if before is None:
            return False
        word = before.group().lower().lstrip("(")
        short = len(word) == 1 and word != "i"
        return short or word in ABBREVIATIONS or "." in word or word.isdigit()

    @cached_property
    def is_english(self) -> bool:
        """Tells whether more of its small words are English than German."""
        words = re.findall(r"[a-zäöüß]+", self.lower)
        english = sum(word in ENGLISH for word in words)
        return english > sum(word in GERMAN for word in words)

    def words(self, span: Span) -> List[Word]:
        """Returns the words within a span, which each list of forms asks for again."""
        if span not in self._words:
            self._words[span] = self._words_of(span)
        return self._words[span]

    def _words_of(self, span: Span) -> List[Word]:
        found = []
        for match in WORD.finditer(self.whole, span.start, span.end):
            word = match.group().strip(".:'’*&")
            if any(letter.isalnum() for letter in word):
                start = match.start() + match.group().index(word)
                found.append(Word(word, start, start + len(word)))
        return found

    def part(self, start: int, end: int) -> str:
        """Returns what stands between two places, in lower case."""
        return self.lower[start:end]

    def sentence_at(self, place: int) -> Span:
        """Returns the sentence that holds a place."""
        return _holding(self.sentences, place)

    def clause_at(self, place: int) -> Span:
        """Returns the clause that holds a place."""
        return _holding(self.clauses, place)

    def is_question(self, span: Span) -> bool:
        """Tells whether a question mark follows a sentence."""
        return self.whole[span.end : span.end + 1] == "?"

    def distance(self, one: Span, other: Span) -> int:
        """Returns how far two spans are apart: letters, and what lies between."""
        first, second = sorted((one, other), key=lambda span: span.start)
        if second.start <= first.end:
            return 0
        turns = sum(first.end <= turn < second.start for turn in self.turns)
        clauses = _starts_between(self.clauses, first.end, second.start)
        sentences = _starts_between(self.sentences, first.end, second.start)
        return (
            second.start
            - first.end
            + turns * COST_OF_TURN
            + clauses * COST_OF_CLAUSE
            + sentences * COST_OF_SENTENCE
        )


def _holding(spans: Sequence[Span], place: int) -> Span:
    for span in spans:
        if span.start <= place < span.end:
            return span
    return spans[-1] if spans else Span(0, 0)


def _starts_between(spans: Sequence[Span], start: int, end: int) -> int:
    return sum(start <= span.start <= end for span in spans[1:])


def nearest(text: Text, spans: Sequence[Span], to: Span, most: int) -> Tuple[int, ...]:
    """Returns the place in `spans` of the nearest one, if it is at most `most` away."""
    costs = [(text.distance(span, to), place) for place, span in enumerate(spans)]
    return tuple(place for cost, place in sorted(costs)[:1] if cost <= most)
