"""Finding what the knowledge files name in a background."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Collection, Dict, Iterable, List, Sequence, Tuple

from werdegang.careers import Knowledge
from werdegang.careers.model import Forms
from werdegang.understanding.background.text import Span, Text, Word
from werdegang.understanding.entity_forms import FormIndex
from werdegang.understanding.words import folded

FALSE_FRIENDS = frozenset(
    (
        "promotion",
        "chef",
        "post",
        "personal",
        "ref",
        "fos",
        "info",
        "service",
        "koch",
        "sport",
    )
)
"""German forms that are another English word."""
ENGLISH_FRIENDS = frozenset(("chef", "bar", "till", "store", "care", "records", "it"))
"""English forms that are another German word."""
NO_COMPOUNDS = re.compile(
    r"qualis$|diplomiert|toastmaster|master(?:ed|ing|class|piece|plan|mind)|meisterte"
    r"|worden$|words$|diploma$"
    r"|details$|diplomand"
    r"|diplomat"
    r"|hochschulen?$|.*lehrer(?:in|innen)?$|.*(?:platz|plätze|stelle|vater|mutter"
    r"|leiterin)$"
    r"|.*(?:ausbildungs|lehr)(?:leiter|beauftragt|werkstatt|betrieb|beruf|vertrag)"
)
"""Words that only begin like a form."""
TAILS = ("pruefung", "ausbildung", "lehre", "brief", "titel", "abschluss", "zeugnis")
"""Ends of words for having a qualification (Bilanzbuchhalter|prüfung)."""
SHORT = 2
"""Abbreviations of so many letters are read in lower case only behind one of these:"""
BEFORE_SHORT = frozenset(
    """
    a an my the in of im der die das ein einen eine einem als as years year yrs jahre
    jahren bei mit with and und plus then dann hr
    """.split()
)


@dataclass(frozen=True)
class Mention(Span):
    """An id of the knowledge files, where it is named, and by which list of forms."""

    value: str
    kind: str


class Lists:
    """The forms of everything that a background may name, ready to be looked up."""

    def __init__(self, knowledge: Knowledge) -> None:
        kinds = knowledge.qualifications.values()
        none = Forms()
        self._indexes: Dict[str, Tuple[FormIndex, FormIndex]] = {}
        self._add("qualification", ((k.id, k.forms, k.stems) for k in kinds))
        self._add("title", ((k.id, k.titles, none) for k in kinds))
        self._add("trained", ((k.id, k.trained, none) for k in kinds))
        self._add("area", ((a.id, a.forms, a.stems) for a in knowledge.areas.values()))
        self._add("role", ((r.id, r.forms, r.stems) for r in knowledge.roles.values()))
        terms = knowledge.terms
        self._add("field", ((t.id, t.forms, t.stems) for t in terms["field"]))
        self._add("studied", ((t.id, t.studied, none) for t in terms["field"]))
        self._add("skill", ((t.id, t.forms, t.stems) for t in terms["skill"]))
        self.endings = sorted(
            (
                (folded(ending), kind.id)
                for kind in kinds
                for ending in kind.endings.all()
            ),
            key=lambda ending: -len(ending[0]),
        )
        self._named = {
            folded(form): kind.id
            for kind in kinds
            for form in (*kind.titles.all(), *kind.forms.all(), *kind.trained.all())
        }
        self._unlike = {folded(name) for kind in kinds for name in kind.unlike.all()}
        self._fields = {
            folded(form): term.id
            for term in terms["field"]
            for form in (*term.forms.all(), *term.studied.all(), *term.stems.all())
        }
        self._short = {
            form.lower()
            for kind in kinds
            for form in kind.forms.all()
            if form.isupper() and len(form) <= SHORT
        } | {"it", "hr", "pa", "ea", "pr", "cs"}

    def _add(self, kind: str, entries: Iterable[Tuple[str, Forms, Forms]]) -> None:
        """Keeps two indexes of a kind, the second without German false friends."""
        both = []
        listed = list(entries)
        for left_out in (frozenset(), FALSE_FRIENDS):
            forms: Dict[str, List[Tuple[str, str]]] = {}
            stems: Dict[str, List[Tuple[str, str]]] = {}
            for name, named, beginnings in listed:
                german = [f for f in named.de if folded(f) not in left_out]
                english = [
                    f for f in named.en if left_out or folded(f) not in ENGLISH_FRIENDS
                ]
                for form in (*german, *english):
                    forms.setdefault(folded(form), []).append((kind, name))
                for stem in beginnings.all():
                    stems.setdefault(folded(stem), []).append((kind, name))
            both.append(FormIndex(forms, stems))
        self._indexes[kind] = (both[0], both[1])

    def find(self, kind: str, text: Text, unknown: Collection[str]) -> List[Mention]:
        """Returns what is named by the forms of one kind, in the order of the text."""
        asked = (kind, frozenset(unknown))
        if asked not in text.found:
            text.found[asked] = self._find(kind, text, unknown)
        return list(text.found[asked])

    def _find(self, kind: str, text: Text, unknown: Collection[str]) -> List[Mention]:
        index = self._indexes[kind][text.is_english]
        found: List[Mention] = []
        for clause in text.clauses:
            words = text.words(clause)
            for hit in index.find([word.text for word in words], unknown):
                covered = words[hit.start : hit.end]
                if len(covered) > 1 and covered[-1].text.lower() == "in":
                    # An ending to the index (Leiter|in), here a word of its own.
                    covered = covered[:-1]
                if self._stands(text, index, words, hit.start, hit.end):
                    span = (covered[0].start, covered[-1].end)
                    found.append(Mention(*span, value=hit.value, kind=kind))
        return found

    def _stands(
        self, text: Text, index: FormIndex, words: Sequence[Word], start: int, end: int
    ) -> bool:
        """Tells whether a hit is no other word ("it", "ma", "mastered")."""
        word = words[start].text
        if end - start > 1:
            return True
        exact = folded(word) in index.forms
        if NO_COMPOUNDS.match(word.lower()) and not exact:
            return False
        if word.lower() not in self._short or word.isupper():
            return True
        before = words[start - 1].text.lower() if start else ""
        if word == "it":
            return before == "in" and text.lower[words[start].end :].strip()[:1] != "?"
        return not before or before in BEFORE_SHORT or before[:1].isdigit()

    def by_ending(self, text: Text) -> List[Mention]:
        """Returns names of occupations and studies that are told by how they end."""
        found: List[Mention] = []
        for clause in text.clauses:
            for word in text.words(clause):
                key = folded(word.text)
                if any(key.startswith(name) for name in self._unlike):
                    continue
                for tail in TAILS:
                    if key.endswith(tail) and self._named.get(key[: -len(tail)]):
                        name = self._named[key[: -len(tail)]]
                        found.append(Mention(word.start, word.end, name, "title"))
                for ending, name in self.endings:
                    if key.endswith(ending) and len(key) > len(ending) + 1:
                        found.append(Mention(word.start, word.end, name, "ending"))
                        break
        return found

    def field_in(self, word: str) -> str | None:
        """Returns the field that the first part of a compound names."""
        key = folded(word)
        for end in range(len(key), 2, -1):
            if key[:end] in self._fields:
                return self._fields[key[:end]]
        return None
