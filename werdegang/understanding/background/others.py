"""What a background tells of other people, not of the one who writes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Optional

from werdegang.understanding.background.text import Text

PEOPLE = (
    r"(?:vater|papa|mutter|mama|eltern|bruder|schwester|geschwister|mann|frau|freund"
    r"|freundin|freunde|partner|partnerin|sohn|tochter|söhne|töchter|kind|kinder|opa"
    r"|oma|großvater|großmutter|großeltern|onkel|tante|cousin|cousine|neffe|nichte"
    r"|schwager|schwägerin|schwieger\w+|chef|chefin|vorgesetzte[rn]?|kollege|kollegin"
    r"|kollegen|nachbar|nachbarin|mitbewohner|mitbewohnerin|ex|gatte|gattin"
    r"|verlobte[r]?"
    r"|älteste[r]?|jüngste[r]?|große[r]?|kleine[r]?"
    r"|dad|father|mum|mom|mother|parents|brother|sister|siblings|husband|wife|partner"
    r"|boyfriend|girlfriend|friend|friends|son|daughter|sons|daughters|kids|children"
    r"|grandad|grandfather|grandma|grandmother|uncle|aunt|cousin|nephew|niece|boss"
    r"|manager|colleague|colleagues|neighbour|neighbor|flatmate|roommate|fiancée?"
    r"|(?:brother|sister|mother|father)-in-law)"
)
SUBJECT = re.compile(
    r"(?:^|(?P<before>[\wäöüß]+)?[\s(\"]+|\W)"
    r"(?:mein|meine|unser|unsere|my|our)\s+(?:(?!und|and)[\wäöüß]+\s+){0,2}?"
    + PEOPLE
    + r"\b(?!['’]s)"
)
PREPOSITIONS = frozenset(
    """
    bei mit von für wie als durch neben dank wegen an auf zu ohne gegen in über unter
    nach vor um seit trotz statt während außer hinter zwischen gegenüber samt
    with for by from of to like as through at under after before without about than
    than and und because behind beside besides since
    """.split()
)
PRONOUN = re.compile(
    r"^\W*(?:er|sie|she|he|they|der|die)\s+"
    r"(?:hat|ist|war|macht|studiert|wird|hatte|kann|has|is|was|did|does|studies"
    r"|studied|had|have|got)\b"
)
"""The subject of a clause that goes on about somebody named before."""
EVERYBODY = re.compile(
    r"\b(?:haben|hatten|sind)\s+(?:fast\s+)?alle\b|\balle (?:anderen )?(?:haben"
    r"|hatten|sind)\b"
    r"|\b(?:everyone|everybody)(?: else)?(?: \w+){0,4}? (?:has|had|went|is|did|got)\b"
)
MYSELF = re.compile(
    r"\b(?:ich|mir|mich|i|i'm|i've|i'd|im|ive|me|myself|selbst|selber)\b"
)
PIECE = re.compile(
    r"\b(?:und|aber|sowie|während|wohingegen|doch|dagegen|and|but|whereas|while)\b"
)
RELATIVE = re.compile(r"^\W*(?:der|die|who|whose|deren|dessen)\b")


def is_of_another(text: Text, place: int) -> bool:
    """Tells whether what stands at a place is said of somebody else.

    A clause, or its part between "und" and the like, is about the person whom it has
    for a subject ("meine Frau", "my brother"), as long as the writer is not in it.
    What goes on without a subject of its own behind "und" is about the same person,
    and so is a clause that begins with "der" or "er hat".

    Args:
        text: the background.
        place: where a qualification or a subject is named.
    """
    another = False
    beginnings = {sentence.start for sentence in text.sentences}
    for clause in text.clauses:
        if clause.start > place:
            break
        bounds = [
            clause.start,
            *(
                hit.start()
                for hit in PIECE.finditer(text.lower, clause.start, clause.end)
            ),
            clause.end,
        ]
        for first, (start, end) in enumerate(pairwise(bounds)):
            said = _about(text.part(start, end))
            goes_on = another and (
                first > 0
                or PRONOUN.match(text.part(start, end))
                or (start not in beginnings and RELATIVE.match(text.part(start, end)))
            )
            another = said if said is not None else bool(goes_on)
            if start <= place < end:
                return another
    return False


def _about(piece: str) -> Optional[bool]:
    """Tells whether a part of a clause has another person, or the writer, in it."""
    if EVERYBODY.search(piece):
        return True
    if MYSELF.search(piece):
        return False
    for hit in SUBJECT.finditer(piece):
        if hit["before"] not in PREPOSITIONS:
            return True
    return None
