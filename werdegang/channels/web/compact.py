"""Scripts and styles without comments and spare white space, as they are served."""

from __future__ import annotations

import re

import rjsmin

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
SPACE_AROUND = re.compile(r"\s*([{};,>])\s*")
AFTER_NAME = re.compile(r": ")
LAST_SEMICOLON = re.compile(r";}")


def compact(text: str, suffix: str) -> str:
    """Returns a file that means the same and is shorter.

    Args:
        text: what is in the file.
        suffix: of the file's name; other than `.js` and `.css` are left as they are.
    """
    if suffix == ".js":
        return str(rjsmin.jsmin(text))
    if suffix == ".css":
        return _compact_style(text)
    return text


def _compact_style(text: str) -> str:
    folded = SPACE.sub(" ", COMMENT.sub("", text))
    close = SPACE_AROUND.sub(r"\1", AFTER_NAME.sub(":", folded))
    return LAST_SEMICOLON.sub("}", close).strip()
