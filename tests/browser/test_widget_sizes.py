"""How much a page loads: the gate that fails the build. Needs no browser."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from werdegang.channels.web import pages
from werdegang.channels.web.compact import compact

WIDGET = Path(__file__).parents[2] / "widget"
KIB = 1024
LAUNCHER = ["adviser.js"]
FOR_FRAMES = ["embed.js"]
LATER = ["profile.js", "saving.js"]
"""Loaded once a comparison is shown, or a conversation saved."""
NESTED_TEMPLATE = re.compile(r"\$\{[^{}]*`")


def served() -> dict[str, int]:
    """Bytes of each script and style, as they go over the wire."""
    names = [path.name for path in WIDGET.iterdir() if path.suffix in (".js", ".css")]
    return {name: len(pages.load(WIDGET, name).zipped or b"") for name in names}


def test_sizes_stay_small() -> None:
    sizes = served()
    assert len(sizes) > 4 and all(sizes.values())
    assert sum(sizes[name] for name in LAUNCHER) <= 3 * KIB
    together = sum(sizes.values())
    later = sum(sizes[name] for name in (*FOR_FRAMES, *LATER))
    assert together - later <= 12 * KIB
    assert together <= 15 * KIB


def test_what_is_served_is_compressed_further_than_gzip_can() -> None:
    file = pages.load(WIDGET, "panel.js")
    assert file.zipped is not None
    assert gzip.decompress(file.zipped) == file.plain
    assert len(file.zipped) < len(gzip.compress(file.plain, 9, mtime=0))


@pytest.mark.parametrize("path", sorted(WIDGET.glob("*.js")), ids=lambda one: one.name)
def test_scripts_keep_to_what_can_be_made_compact(path: Path) -> None:
    text = path.read_text()
    assert not NESTED_TEMPLATE.search(text), "a template literal inside another"
    assert len(text.splitlines()) < 500
    assert "innerHTML" not in text and "eval(" not in text


def test_comments_and_space_go_and_strings_stay() -> None:
    script = (
        "/** A. */\nconst a = `b  /* c */ ${d}  e`; // f\nconst g = /\\s \\/\\//;\n"
    )
    short = compact(script, ".js")
    assert "`b  /* c */ ${d}  e`" in short and "/\\s \\/\\//" in short
    assert "A." not in short and "// f" not in short
    style = "/* a */\n.b :focus {\n  height: min(1em, 100% - 2em);\n}\n"
    assert compact(style, ".css") == ".b :focus{height:min(1em,100% - 2em)}"
    assert compact("{ }", ".svg") == "{ }"
