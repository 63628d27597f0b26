"""What people and programs may send, and telling the language of what comes back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import List, Optional

from hypothesis import given, settings
from hypothesis import strategies as st

QUESTIONS = {
    "de": (
        "Welchen Abschluss brauche ich?",
        "Wie viel Berufserfahrung wird erwartet?",
        "Was macht man als Führungskraft im Backoffice den ganzen Tag?",
        "Kann ich auch ohne Studium aufsteigen?",
        "Welche Fähigkeiten brauche ich für die Leitung?",
        "Ich komme aus dem Verkauf, geht das trotzdem?",
        "Was verdient man dort im Monat?",
        "Guten Tag, können Sie mir helfen?",
        "Vielen Dank für die Auskunft!",
        "Wie wird das Wetter morgen in Hamburg?",
    ),
    "en": (
        "Which degree do I need?",
        "How much work experience is expected?",
        "What does a back office manager do all day?",
        "Can I get there without going to university?",
        "Which skills do I need for leading a team?",
        "I am coming from sales, is that possible?",
        "What is the salary like over there?",
        "Good morning, can you help me please?",
        "Thank you very much for the information!",
        "What will the weather be like tomorrow in London?",
    ),
}
AROUND = (
    "",
    " ",
    "\n\n",
    "\t",
    "/",
    "///",
    "👍",
    "😀😀",
    "!!!",
    "...",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\x00",
    "*",
    "_",
    "`",
    "<b>",
    "&amp;",
    '"',
    "'; --",
    "{{7*7}}",
)
HOSTILE = (
    "/restart",
    "/session_start",
    "/ask_source{",
    '/delete_my_data{"deleting": true}',
    "/" * 900,
    "' OR 1=1; DROP TABLE events; --",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{config}} ${jndi:ldap://x} %s %n %(a)s {0}",
    "\u202eegassem",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L͠Ģ̵̶" * 20,
    "🏳️‍🌈👨‍👩‍👧‍👦" * 50,
    "a" * 1000,
    "ä" * 999,
    "1e309",
    "-0",
    "null",
    "[](" * 200,
    "*_`[" * 100,
    "\\" * 300,
    "Quelle formation faut-il ?",
    "какое образование нужно",
    "需要什么学历",
    "ما هي الشهادة المطلوبة",
)
FUNCTION_WORDS = {
    "de": set(
        "der das und ich sie ist nicht für mit ein eine zu auf wird im den dem von bei "
        "es oder bitte kann wie sind auch aus nur dazu haben hat dieses ihre ihr ihnen "
        "meine leider guten gern als wenn dass werden soll ja nein wer zur zum".split()
    ),
    "en": set(
        "the and you is not for with to of it or please can how are that be your this "
        "i my have has do what which no yes from only as if at about am by there who "
        "than their they we our".split()
    ),
}
QUOTED = re.compile(r"„[^“]*“|“[^”]*”|\"[^\"]*\"")
WORD = re.compile(r"[a-zäöüß]+")


@dataclass(frozen=True)
class Typed:
    """What is sent, and the language of the answer where there is no doubt."""

    text: str
    language: Optional[str] = None


def language_of(reply: str) -> Optional[str]:
    """Returns the language of a reply by its function words; nothing if unclear.

    Titles in quotation marks are left out: they are quoted in their own language.
    """
    words = WORD.findall(QUOTED.sub(" ", reply).lower())
    count = {
        language: sum(word in known for word in words)
        for language, known in FUNCTION_WORDS.items()
    }
    if count["de"] == count["en"]:
        return None
    return max(count, key=lambda language: count[language])


@st.composite
def asked(draw: st.DrawFn) -> Typed:
    """A question with signs around it, in some spelling of its case."""
    language = draw(st.sampled_from(sorted(QUESTIONS)))
    question = draw(st.sampled_from(QUESTIONS[language]))
    case = draw(st.sampled_from((str, str.lower, str.upper)))
    before, after = draw(st.sampled_from(AROUND)), draw(st.sampled_from(AROUND))
    blank = draw(st.sampled_from((" ", "  ", "\n", "\u00a0", " \u200b")))
    words = blank.join(case(question).split(" "))
    return Typed(f"{before}{words}{after}", language)


def noise() -> st.SearchStrategy[Typed]:
    """Anything."""
    return st.one_of(
        st.text(max_size=60),
        st.text(min_size=200, max_size=1500),
        st.text(st.characters(whitelist_categories=("Cc", "Cf", "Zs", "Mn", "So"))),
        st.sampled_from(HOSTILE),
        st.builds(
            "{}{}{}".format,
            st.sampled_from(HOSTILE),
            st.sampled_from(AROUND),
            st.text(max_size=20),
        ),
        st.lists(st.sampled_from(HOSTILE + AROUND), max_size=6).map(" ".join),
    ).map(Typed)


def typed() -> st.SearchStrategy[Typed]:
    """Half of it questions, half of it anything."""
    return st.one_of(asked(), noise())


def many(count: int, derandomize: bool) -> List[Typed]:
    """Returns so many of them."""
    found: List[Typed] = []

    @settings(max_examples=count, derandomize=derandomize, database=None)
    @given(typed())
    def draw(one: Typed) -> None:
        found.append(one)

    draw()
    return found[:count]
