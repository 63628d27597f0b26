"""What a person typed, made safe to hand to Rasa."""

from __future__ import annotations

import unicodedata

NOTHING = "?"
"""What Rasa is given for a message without any visible sign."""
INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))


def plain_text(typed: str, longest: int) -> str:
    """Returns what was typed as a message that can only be read as words.

    Rasa reads `/name{...}` as an intent with entities, from anyone; without its leading
    slashes it is text. Control characters go, white space is folded.

    Args:
        typed: what came in.
        longest: how many characters a message may have. Of a longer one the beginning
            is kept, one character over, which understanding then calls too long.
    """
    composed = unicodedata.normalize("NFC", typed[: longest * 4])
    visible = "".join(
        letter
        if letter.isspace() or unicodedata.category(letter) not in INVISIBLE
        else " "
        for letter in composed
    )
    text = " ".join(visible.split()).lstrip("/ ")
    return text[: longest + 1] or NOTHING
