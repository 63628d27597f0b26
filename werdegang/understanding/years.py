"""Spans of years in a text: "3 jahre", "drei Jahren", "2.5 years", "a decade"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import List

UNITS = {
    "ein": 1, "one": 1, "zwei": 2, "two": 2, "drei": 3, "three": 3, "vier": 4,
    "four": 4, "fünf": 5, "fuenf": 5, "five": 5, "sechs": 6, "six": 6, "sieben": 7,
    "seven": 7, "acht": 8, "eight": 8, "neun": 9, "nine": 9,
}  # fmt: skip
TENS = {
    "zwanzig": 20, "twenty": 20, "dreißig": 30, "dreissig": 30, "thirty": 30,
    "vierzig": 40, "forty": 40,
}  # fmt: skip
OTHERS = {
    "eine": "1", "einem": "1", "einen": "1", "eines": "1", "a": "1",
    "anderthalb": "1.5", "eineinhalb": "1.5", "zweieinhalb": "2.5",
    "dreieinhalb": "3.5", "zehn": "10", "ten": "10", "elf": "11", "eleven": "11",
    "zwölf": "12", "zwoelf": "12", "twelve": "12", "dreizehn": "13", "thirteen": "13",
    "vierzehn": "14", "fourteen": "14", "fünfzehn": "15", "fuenfzehn": "15",
    "fifteen": "15", "sechzehn": "16", "sixteen": "16", "siebzehn": "17",
    "seventeen": "17", "achtzehn": "18", "eighteen": "18", "neunzehn": "19",
    "nineteen": "19",
}  # fmt: skip
NUMBERS = {
    **OTHERS,
    **{f"{word}einhalb": f"{number}.5" for word, number in UNITS.items()},
    **{word: str(number) for word, number in {**UNITS, **TENS}.items()},
    **{
        compound: str(tens + units)
        for ten, tens in TENS.items()
        for unit, units in UNITS.items()
        for compound in (f"{unit}und{ten}", f"{ten}-{unit}", f"{ten} {unit}")
    },
}
"""Number words of both languages, as digits ("fünfundzwanzig", "twenty-five")."""
UNIT = r"(?:jahr(?:e|en|es)?|years?|yrs?|yr)"
NOT_AN_AGE = r"(?!\s*(?:alt\b|old\b|of age\b)|[- ]?old\b)"
_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
YEARS = re.compile(
    rf"(?<![/\d.,])\b(?P<number>\d{{1,2}}(?:[.,]\d)?|{_WORDS})(?P<half>\s?½|\s1/2|\sand\sa\shalf|\sund\sein\shalbes)?"
    rf"(?:\s*\+|\s*plus)?[\s-]*(?:(?:volle[n]?|ganze[n]?|lange[n]?|full|solid|good)\s+)?"
    rf"(?:{UNIT})(?![a-zäöüß]){NOT_AN_AGE}",
    re.IGNORECASE,
)
DECADE = re.compile(r"\b(?:a|ein(?:em)?)\s+(?:decade|jahrzehnt)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Years:
    """A number of years, as digits, and where it stands."""

    value: str
    start: int
    end: int


def years_in(text: str) -> List[Years]:
    """Returns the spans of years in `text`; ages ("38 Jahre alt") are left out."""
    found = []
    for match in YEARS.finditer(text):
        number = match["number"].lower()
        value = NUMBERS.get(number, number.replace(",", "."))
        if match["half"]:
            value += ".5"
        found.append(Years(value, match.start(), match.end()))
    found += [Years("10", m.start(), m.end()) for m in DECADE.finditer(text)]
    return sorted(found, key=lambda years: years.start)
