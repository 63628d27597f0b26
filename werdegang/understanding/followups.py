"""Messages that ask nothing of their own but refer to what was said before."""

from __future__ import annotations

from typing import Any, Iterable, Mapping

from werdegang.understanding.words import WORD

FRAME_WORDS = frozenset(
    """
    ach hm hmm oh one all after keinen keine
    nein nee no nope sorry nicht sondern not meinte meine meant mean ich i doch fürs
    fuer fuers wieder again eigentlich actually rather
    und aber oder auch dann so was ist wäre mit denn als für bei beim im in ein eine
    einen einem einer der die das den dem des ohne wie wie's wies siehts sieht's
    sieht aus es von zum zur nur vielleicht noch jetzt lieber sonst ansonsten wenn
    ob dagegen hingegen halt eher etwa nen ner ne n nem mal bitte and but or also
    then so what what's whats about how is would be with as for at in a an the of
    without w o it only just maybe now instead otherwise if rather please hows how's
    """.split()
)
"""Words that carry no need: conjunctions, prepositions, corrections."""
LEADS = frozenset(
    """
    und aber oder was wie nein nicht ich and but or what how no not i sorry
    """.split()
)
"""Words that lead back to what was said; without one, several mentions are a question
of their own ("Buchhalter Studium?")."""
PERSON = frozenset(("ich", "i"))
CORRECTING = frozenset(("meinte", "meine", "meant", "mean"))
"""Only with one of these does a person's "ich" refer back ("ich meinte als ...")."""
MOST_WORDS = 9


def is_follow_up(text: str, entities: Iterable[Mapping[str, Any]]) -> bool:
    """Tells whether a message holds nothing but frame words and entities.

    "und als Buchhalterin?", "what about a master's?", "und ohne?", "Bachelor?"

    Args:
        text: the message.
        entities: mentions in it, with `start` and `end`.
    """
    spans = [(int(entity["start"]), int(entity["end"])) for entity in entities]
    outside = [
        found.group().lower()
        for found in WORD.finditer(text)
        if not any(start <= found.start() < end for start, end in spans)
    ]
    if not spans and not {"ohne", "without"} & set(outside):
        return False
    if PERSON & set(outside) and not CORRECTING & set(outside):
        return False
    if len(set(spans)) > 1 and not LEADS & set(outside[:1]):
        return False
    return len(outside) <= MOST_WORDS and FRAME_WORDS.issuperset(outside)
