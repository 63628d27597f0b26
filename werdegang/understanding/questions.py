"""The questions in a message: how they begin, and what joins them.

Pure functions over the words of both languages.
"""

from __future__ import annotations

import re
from typing import List

JOINTS = re.compile(
    r"""
    (?P<comma>\s*[,;–]\s+(?:(?:und|and|plus|sowie)\s+)?)
    | \s+(?P<word>und|and|sowie|plus|u\.|&|\+|außerdem|zusätzlich|zudem|also|besides)\s+
    """,
    re.VERBOSE | re.IGNORECASE,
)
COMPARING = re.compile(
    r"\b(?:zwischen|unterschied\w*|unterscheid\w*|vergleich\w*|vs|versus|gegenüber"
    r"|between|differ\w*|compar\w*|distinguish\w*)\b"
)
"""Words that bind what "und" joins into one question."""
QUESTION_WORDS = frozenset(
    """
    wie was welche welchen welcher welches welchem wer wem wen wo woher wohin wann
    warum wieso weshalb wieviel wofür womit wozu worauf woran inwieweit inwiefern ob
    whether how what which who whom whose where when why whats what's hows how's
    """.split()
)
PREPOSITIONS = frozenset(
    """
    an auf aus bei für in mit nach über um unter von vor zu
    at by for from in of on to with
    """.split()
)
FIRST_VERBS = frozenset(
    """
    braucht brauchts brauchen muss müssen kann können könnte könnten soll sollte
    sollten darf dürfen gibt gibts gibt's ist sind wird werden würde würden hat
    haben lohnt zahlt zahlen bezahlt bezahlen übernimmt übernehmen hilft helfen
    reicht reichen geht gehts geht's spielt zählt zählen macht machen verdient
    verdienen dauert bekommt kriegt wäre hätte sitzt sitzen berichtet fördert
    fördern unterstützt unterstützen verlangt verlangen erwartet erwarten kommt
    arbeitet arbeiten finanziert beteiligt brauch brauche bräuchte komm komme krieg
    kriege bekomme verdiene do does did can could should would will
    is are am were must may might has have isn't aren't don't doesn't can't
    """.split()
)
SUBJECTS_BEHIND_VERB = frozenset(("ich", "man", "i"))
SUBORDINATORS = frozenset(
    """
    wenn weil dass da als bis falls während bevor nachdem damit obwohl sobald seit
    um der die das den dem denen deren dessen if because that while since unless
    although until before after so than
    """.split()
)
ASKING = frozenset(
    """
    interessant interesting interested nenne nennen list
    wissen wüsste wüßte frage frag fragen interessiert interessieren sag sagen
    erklär erkläre erklären erzähl nenn know wonder wondering tell explain
    curious ask
    """.split()
)
OF_ONESELF = frozenset(
    """
    ich bin war hab habe hatte arbeite mein meine meinen wir unsere gelernte gelernter
    i i'm im i've ive am was have work worked my our we trained qualified former
    """.split()
)
"""With these, a few words are background ("bin Köchin, ..."), not a short question."""
LEAST_WORDS = 2
LISTED = re.compile(
    r"""
    \s*[,;:|]\s+ | \s*[/+&]\s* | (?<=[.?!])\s+
    | \s+(?:und|and|oder|or|sowie|plus|u\.|as\ well\ as|noch|also|außerdem|auch)\s+
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What may stand between the parts of a question that names several things."""
MOST_WORDS_OF_PART = 8
LEAST_LETTERS_OF_PART = 2
NUMBERING = re.compile(r"(?:^|(?<=\s))(?P<label>\d|[a-h])[.)]\s+", re.IGNORECASE)
PUNCTUATION = ",.;:!?-–\"'"
MOST_WORDS_OF_ELLIPSIS = 5
FILLERS = frozenset(
    """
    und and aber but oder or also außerdem ausserdem plus sowie noch dann übrigens
    oh ach so ja eh äh ähm well besides additionally zusätzlich zudem then next too
    hallo hi hello bitte please
    """.split()
)


def asking_in(sentences: List[str]) -> List[str]:
    """Returns the pieces of a message that ask something; see `questions_in`.

    Where one sentence ends with a question mark, statements beside it are background,
    unless they say that they ask ("the salary would be interesting").
    """
    if any("?" in sentence for sentence in sentences):
        sentences = [s for s in sentences if not _is_statement(s)]
    return [piece for piece in questions_in(sentences) if is_asking(piece)]


def parts_of(piece: str) -> List[str]:
    """Returns the short parts of a piece that may name several needs by key words.

    "abschluss und gehalt?", "pay, hours?", "list the junior and the senior posts". Only
    what is understood of them can tell whether they are needs of their own.
    """
    if COMPARING.search(piece):
        return []
    parts = [_without_fillers(part) for part in LISTED.split(piece)]
    short = [
        part
        for part in parts
        if len(part) >= LEAST_LETTERS_OF_PART
        and len(part.split()) <= MOST_WORDS_OF_PART
    ]
    return short if len(short) > 1 else []


def numbered_in(text: str) -> List[str]:
    """Returns the items of a numbered list ("1. ... 2. ...", "a) ... b) ...").

    Empty where labels do not count up from the first, as in "im 3. Jahr".
    """
    labels = [found["label"].lower() for found in NUMBERING.finditer(text)]
    expected = "123456789" if labels and labels[0].isdigit() else "abcdefgh"
    if len(labels) < 2 or "".join(labels) != expected[: len(labels)]:
        return []
    return [item.strip() for item in NUMBERING.split(text)[::2] if item.strip()]


def _is_statement(sentence: str) -> bool:
    words = _lowered(sentence)
    return (
        sentence.rstrip().endswith((".", "!"))
        and not ASKING & set(words)
        and not (words and words[0] in QUESTION_WORDS)
    )


def questions_in(sentences: List[str]) -> List[str]:
    """Returns the pieces of a message that may each ask something.

    A piece begins a question of its own where it stands behind a joint (comma, "und",
    "außerdem") or without one, and starts as questions do: with a question word, or
    with the verb before its subject. Behind a joint, a few words may do ("und das
    Gehalt?"). What is left (background, subordinate clauses) stays with the piece that
    it follows.

    Args:
        sentences: the sentences of one message, in their order.
    """
    pieces: List[str] = []
    for sentence in sentences:
        pieces.extend(_questions_in_sentence(sentence))
    return [piece for piece in pieces if piece]


def _questions_in_sentence(sentence: str) -> List[str]:
    starts = [0]
    for joint in JOINTS.finditer(sentence):
        rest = sentence[joint.end() :]
        if starts_question(rest) or (
            joint["word"]
            and _is_ellipsis(rest)
            and starts_question(sentence)
            and not COMPARING.search(sentence)
        ):
            starts.append(joint.end())
    ends = starts[1:] + [len(sentence)]
    return [
        _without_fillers(piece)
        for start, end in zip(starts, ends, strict=True)
        for piece in _run_on(sentence[start:end])
    ]


def starts_question(text: str) -> bool:
    """Tells whether `text` begins as questions do."""
    words = _lowered(_without_fillers(text))
    if not words:
        return False
    if words[0] in QUESTION_WORDS or words[0] in FIRST_VERBS:
        return True
    if words[0] in PREPOSITIONS and len(words) > 1 and words[1] in QUESTION_WORDS:
        return True
    if len(words) > 1 and words[1] in SUBJECTS_BEHIND_VERB:
        return words[0] not in SUBORDINATORS and words[0] not in QUESTION_WORDS
    return False


def is_asking(piece: str) -> bool:
    """Tells whether a piece asks or requests something, not only gives background."""
    words = _lowered(piece)
    if not words:
        return False
    return (
        "?" in piece
        or starts_question(piece)
        or bool(ASKING & set(words))
        or _with_preposition(words)
        or (len(words) <= MOST_WORDS_OF_ELLIPSIS and words[0] not in OF_ONESELF)
    )


def _with_preposition(words: List[str]) -> bool:
    """Tells whether a question word follows a preposition ("mit welchen Geräten")."""
    return len(words) > 1 and words[1] in QUESTION_WORDS - {"ob", "when", "that"}


def _is_ellipsis(rest: str) -> bool:
    words = _lowered(JOINTS.split(rest)[0])
    return 0 < len(words) <= MOST_WORDS_OF_ELLIPSIS


def _run_on(piece: str) -> List[str]:
    """Takes apart questions that follow each other without a joint."""
    words = list(re.finditer(r"\S+", piece))
    lowered = [word.group().lower().strip("?!.,;:") for word in words]
    for place in range(LEAST_WORDS + 1, len(words) - 1):
        before = lowered[:place]
        inverted = (
            lowered[place] in FIRST_VERBS and lowered[place + 1] in INVERTED_SUBJECTS
        )
        if (
            (inverted or lowered[place] in RUN_ON_STARTERS)
            and before[-1] not in BEFORE_SUBORDINATE
            and starts_question(piece)
            and _has_verb(before)
        ):
            start = words[place].start()
            return [piece[:start], *_run_on(piece[start:])]
    return [piece]


def _has_verb(words: List[str]) -> bool:
    """Tells whether a question's words hold its verb, and so may be whole."""
    return any(
        word in FIRST_VERBS or following in SUBJECTS_BEHIND_VERB
        for word, following in zip(words, [*words[1:], ""], strict=True)
    )


RUN_ON_STARTERS = frozenset(
    """
    wieviel welche welchen welcher welches warum wieso what which how why
    """.split()
)
INVERTED_SUBJECTS = frozenset(
    """
    i you he she it we they the this that there ich man es das die der sie er wir mir
    """.split()
)
BEFORE_SUBORDINATE = frozenset(
    """
    me you us mir uns ihnen dir
    und oder wissen sagen für mit bei in an auf zu von über um egal and or know tell
    about for with in on at of to matter depends see than so no exactly
    """.split()
)


def _lowered(text: str) -> List[str]:
    return [
        word for word in (w.strip("?!.,;:\"'()") for w in text.lower().split()) if word
    ]


def _without_fillers(piece: str) -> str:
    words = piece.split()
    while words and words[0].lower().strip(PUNCTUATION) in FILLERS:
        words.pop(0)
    while words and words[-1].lower().strip(PUNCTUATION) in FILLERS:
        words.pop()
    return " ".join(words).strip(" ,;:-–\"'")
