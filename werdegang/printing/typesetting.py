"""Typst, loaded at the first use: templates and data in, PDF or PNG out."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Mapping, Optional

if TYPE_CHECKING:
    from typst import Fonts

FOLDER = Path(__file__).parent
FONT_PACKAGE = "fontpkg_lato"
PDF_STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged for screen readers, or an error."""


class TypesettingError(Exception):
    """Raised where a template could not be set; names the cause."""


def typeset(
    template: str,
    data: Mapping[str, Any],
    *,
    ppi: Optional[float] = None,
) -> bytes:
    """Sets a template of this package.

    Args:
        template: its file name.
        data: what it shows, of types that JSON has. It is handed over as data, so that
            no text in it is read as markup or as code.
        ppi: pixels an inch for a PNG of the only page; a PDF is set where it is None.

    Returns:
        the file's bytes.

    Raises:
        TypesettingError: if the template cannot be set.
    """
    import typst

    compiler = typst.Compiler(
        font_paths=_fonts(),
        ignore_system_fonts=True,
        root=str(FOLDER),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    source = (FOLDER / template).read_bytes()
    try:
        if ppi is not None:
            made = compiler.compile(input=source, format="png", ppi=ppi)
        else:
            made = compiler.compile(
                input=source, format="pdf", pdf_standards=[PDF_STANDARD]
            )
    except typst.TypstError as error:
        raise TypesettingError(f"{template}: {error.message}") from error
    if not isinstance(made, bytes):
        raise TypesettingError(f"{template}: it takes more than one page.")
    return made


@lru_cache(maxsize=1)
def _fonts() -> Fonts:
    import typst

    folder = files(FONT_PACKAGE) / "files"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
