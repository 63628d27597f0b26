"""Drawing the career ladder as SVG: one drawing for browser, messenger and paper."""

from __future__ import annotations

from hashlib import sha256
from typing import Iterator, List, Sequence
from xml.sax.saxutils import escape, quoteattr

from werdegang.careers.ladder import Ladder, RungView

WIDTH = 320
"""Units of the drawing; at this width of the screen a unit is a pixel."""
EDGE = 1.5
STEP = 14
"""By how much a rung is set in against the one above it."""
GAP = 10
PADDING = 14
NAME_SIZE = 15
TEXT_SIZE = 12.5
MARK_SIZE = 12.5
LINE_HEIGHT = 17
AVERAGE_GLYPH = 0.54
"""Width of a glyph in font sizes: no common sans-serif font is wider on average."""

ACCENT = "#2b7a9e"
"""Contrast of at least 4 to 1 with white as with near-black (WCAG 2.2, 1.4.11)."""
FONTS = "Lato, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"


def ladder_svg(ladder: Ladder) -> str:
    """Draws a ladder.

    Args:
        ladder: what to draw.

    Returns:
        an SVG element that stands alone or within a page, 320 units wide, in the colour
        of the text around it. It has no script, no style and refers to nothing outside;
        title and description tell all that it shows.
    """
    rungs = list(reversed(ladder.rungs))
    drawn: List[str] = []
    top = EDGE
    for place, rung in enumerate(rungs):
        left = EDGE + STEP * (len(rungs) - 1 - place)
        height, parts = _rung(ladder, rung, left, top)
        drawn += parts
        top += height + GAP
    if ladder.position is not None and not any(rung.stands for rung in rungs):
        drawn += _mark(EDGE + 2, top + 12, ladder.here, filled=True)
        top += 26
    height = round(top - GAP + EDGE, 1)
    name = sha256(f"{ladder.title}{ladder.description}".encode()).hexdigest()[:8]
    title, description = f"ladder-{name}-title", f"ladder-{name}-desc"
    return "".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" '
            f'aria-labelledby="{title} {description}" '
            f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f"font-family={quoteattr(FONTS)} "
            f'fill="currentColor" lang="{ladder.language}">',
            f'<title id="{title}">{escape(ladder.title)}</title>',
            f'<desc id="{description}">{escape(ladder.description)}</desc>',
            *drawn,
            "</svg>",
        ]
    )


def _rung(
    ladder: Ladder, rung: RungView, left: float, top: float
) -> tuple[float, List[str]]:
    """Returns the height of a rung and its parts."""
    width = WIDTH - EDGE - left
    inner = left + PADDING
    lines = _wrapped(rung.asks, width - 2 * PADDING)
    marks = [
        (words, filled)
        for words, shown, filled in (
            (ladder.here, rung.stands, True),
            (ladder.aim, rung.aims, False),
        )
        if shown
    ]
    height = PADDING + NAME_SIZE + LINE_HEIGHT * (len(lines) + len(marks)) + PADDING
    shown = rung.stands or rung.aims
    parts = [
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="9" '
        f'fill="{ACCENT}" fill-opacity="{0.16 if rung.stands else 0.06}" '
        f'stroke="{ACCENT if shown else "currentColor"}" '
        f'stroke-opacity="{1 if shown else 0.35}" '
        f'stroke-width="{2 if rung.stands else 1.5}"'
        + (' stroke-dasharray="6 4"' if rung.aims and not rung.stands else "")
        + "/>"
    ]
    baseline = top + PADDING + NAME_SIZE - 3
    parts.append(
        f'<text x="{inner}" y="{baseline}" font-size="{NAME_SIZE}" '
        f'font-weight="700">{escape(rung.name)}</text>'
    )
    for words, filled in marks:
        baseline += LINE_HEIGHT
        parts += _mark(inner, baseline, words, filled)
    for line in lines:
        baseline += LINE_HEIGHT
        parts.append(
            f'<text x="{inner}" y="{baseline}" font-size="{TEXT_SIZE}">'
            f"{escape(line)}</text>"
        )
    return height, parts


def _mark(left: float, baseline: float, words: str, filled: bool) -> List[str]:
    """Draws a full dot where the person stands, a flag where the goal is."""
    middle = baseline - 4
    if filled:
        shape = f'<circle cx="{left + 5}" cy="{middle}" r="5" fill="{ACCENT}"/>'
    else:
        shape = (
            f'<path d="M{left + 1} {middle - 6}v12M{left + 1} {middle - 6}'
            f'l9 3.5l-9 3.5" fill="{ACCENT}" stroke="{ACCENT}" stroke-width="1.5"/>'
        )
    return [
        shape,
        f'<text x="{left + 16}" y="{baseline}" font-size="{MARK_SIZE}" '
        f'font-weight="700">{escape(words)}</text>',
    ]


def _wrapped(text: str, width: float) -> Sequence[str]:
    return list(_lines(text.split(), int(width / (TEXT_SIZE * AVERAGE_GLYPH))))


def _lines(words: Sequence[str], most: int) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and len(longer) > most:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line
