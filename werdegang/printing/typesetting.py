"""Typst, loaded at the first use: templates and data in, PDF or PNG out."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, List, Literal, Mapping

if TYPE_CHECKING:
    from typst import Compiler, Fonts

FOLDER = Path(__file__).parent
FONT_PACKAGE = "fontpkg_lato"
PDF_STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged for screen readers, or an error."""
POINTS_PER_INCH = 72


class TypesettingError(Exception):
    """Raised where a template could not be set; names the cause."""


def as_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Sets a template of this package as PDF/UA.

    Args:
        template: its file name.
        data: what it shows, of types that JSON has. It is handed over as data, so that
            no text in it is read as markup or as code.

    Raises:
        TypesettingError: if the template cannot be set.
    """
    made = _set(template, data, format="pdf", pdf_standards=[PDF_STANDARD])
    return made[0]


def as_pictures(
    template: str, data: Mapping[str, Any], pixels_per_point: float
) -> List[bytes]:
    """Sets a template as PNG, one a page; arguments and errors as for `as_pdf`."""
    ppi = POINTS_PER_INCH * pixels_per_point
    return _set(template, data, format="png", ppi=ppi)


def _set(template: str, data: Mapping[str, Any], **how: Any) -> List[bytes]:
    import typst

    source = (FOLDER / template).read_bytes()
    try:
        made = _compiler(data).compile(input=source, **how)
    except typst.TypstError as error:
        raise TypesettingError(f"{template}: {error.message}") from error
    if isinstance(made, bytes):
        return [made]
    return list(made or [])


def _compiler(data: Mapping[str, Any]) -> Compiler:
    import typst

    return typst.Compiler(
        font_paths=_fonts(),
        ignore_system_fonts=True,
        root=str(FOLDER),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


@lru_cache(maxsize=1)
def _fonts() -> Fonts:
    import typst

    folder = files(FONT_PACKAGE) / "files"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
