"""The career ladder as PNG, from the same drawing as everywhere."""

from __future__ import annotations

from werdegang.careers.ladder import Ladder
from werdegang.careers.ladder_drawing import WIDTH, ladder_svg
from werdegang.printing.typesetting import as_pictures

PIXELS_PER_UNIT = 3


def ladder_png(ladder: Ladder) -> bytes:
    """Draws a ladder as a picture, about 1000 pixels wide, on white.

    A picture carries no text: send `ladder.description` along as its caption.

    Raises:
        TypesettingError: if it cannot be drawn.
    """
    data = {"svg": ladder_svg(ladder), "width": WIDTH, "alt": ladder.description}
    return as_pictures("picture.typ", data, PIXELS_PER_UNIT)[0]
