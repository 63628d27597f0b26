"""The shape of a comparison: rows, readings, steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Optional, Tuple

from werdegang.careers.answering import Citation
from werdegang.careers.ladder import Ladder
from werdegang.careers.model import Language
from werdegang.careers.requirement_model import VERDICTS, State, Verdict


@dataclass(frozen=True)
class Reading:
    """What one document says where documents disagree."""

    fact: str
    text: str
    strength: str
    strength_words: str
    citation: Citation


@dataclass(frozen=True)
class Row:
    """A requirement beside what the person brings.

    `strength` is that of the most binding fact about the role. Where the sources
    disagree, `disagreement` says so in a sentence and `readings` are all sides.
    """

    requirement: str
    topic: str
    name: str
    verdict: Verdict
    symbol: str
    words: str
    reason: str
    strength: str
    strength_words: str
    facts: Tuple[str, ...]
    citations: Tuple[Citation, ...]
    disagreement: str = ""
    readings: Tuple[Reading, ...] = ()
    state: Optional[State] = None
    """How it is open (`unfinished` told apart from `partly`); None where it is met."""


@dataclass(frozen=True)
class Step:
    """Something to do next, with the facts that it is drawn from."""

    id: str
    text: str
    facts: Tuple[str, ...]
    citations: Tuple[Citation, ...]


@dataclass(frozen=True)
class Comparison:
    """A background compared with a role, in one language.

    Where the documents name no requirement of the role, `rows` is empty and `opening`
    says so, followed by what they do say.
    """

    role: str
    role_name: str
    language: Language
    title: str
    opening: str
    rows: Tuple[Row, ...]
    steps: Tuple[Step, ...]
    ladder: Ladder
    known_facts: Tuple[str, ...]
    citations: Tuple[Citation, ...]
    """All places cited, `[1]` being the first; each once."""
    text: str
    """The comparison in plain words: a line a requirement, the steps, the sources."""

    @property
    def facts(self) -> Tuple[str, ...]:
        """Returns the ids of the facts cited, each once."""
        cited = [fact for row in self.rows for fact in row.facts]
        cited += [fact for step in self.steps for fact in step.facts]
        return tuple(dict.fromkeys([*self.known_facts, *cited]))

    @property
    def disagreement(self) -> bool:
        """Tells whether sources contradict each other on any requirement."""
        return any(row.disagreement for row in self.rows)

    def with_verdict(self, verdict: Verdict) -> Tuple[Row, ...]:
        """Returns the rows of one verdict."""
        return tuple(row for row in self.rows if row.verdict == verdict)

    def as_dict(self) -> Dict[str, Any]:
        """Returns plain data that JSON can hold, for a channel to draw a table from."""
        return {
            "role": self.role,
            "role_name": self.role_name,
            "language": self.language,
            "title": self.title,
            "opening": self.opening,
            "rows": [
                {
                    "requirement": row.requirement,
                    "topic": row.topic,
                    "name": row.name,
                    "verdict": row.verdict,
                    "symbol": row.symbol,
                    "words": row.words,
                    "reason": row.reason,
                    "strength": row.strength,
                    "strength_words": row.strength_words,
                    "facts": list(row.facts),
                    "citations": [place.label for place in row.citations],
                    "disagreement": row.disagreement,
                    "readings": [
                        {
                            "fact": reading.fact,
                            "text": reading.text,
                            "strength": reading.strength,
                            "strength_words": reading.strength_words,
                            "citation": reading.citation.label,
                        }
                        for reading in row.readings
                    ],
                }
                for row in self.rows
            ],
            "counts": {name: len(self.with_verdict(name)) for name in VERDICTS},
            "steps": [
                {
                    "id": step.id,
                    "text": step.text,
                    "facts": list(step.facts),
                    "citations": [place.label for place in step.citations],
                }
                for step in self.steps
            ],
            "ladder": self.ladder.as_dict(),
            "facts": list(self.facts),
            "disagreement": self.disagreement,
            "sources": [
                {"document": c.document, "title": c.title, "place": c.place}
                for c in self.citations
            ],
        }
