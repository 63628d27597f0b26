"""Our own answers as messages: HTML, short citations, pieces that are not too long."""

from __future__ import annotations

import re
from html import escape
from typing import Any, Iterator, List, Mapping, Sequence

LONGEST = 4096
"""Characters that a message may have, after its formatting is read."""
LONGEST_TITLE = 100
LONGEST_SOURCE = 1000
HEADING = re.compile(r"^([^\W\d_][^:\n.!?\[\]]{0,48}):(?= \S)")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”“’)\]]*\s+(?=[^\s\da-zäöü])")


def length(text: str) -> int:
    """Returns the length as the service counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def pieces(text: str, longest: int = LONGEST) -> List[str]:
    """Splits a text into messages: between paragraphs, or else sentences, or words.

    Args:
        text: what is to be said.
        longest: how many characters a piece may have.
    """
    found: List[str] = []
    for unit, joint in _units(text, longest):
        if found and length(found[-1]) + length(joint) + length(unit) <= longest:
            found[-1] += joint + unit
        else:
            found.append(unit)
    return [piece for piece in (piece.strip() for piece in found) if piece]


def _units(text: str, longest: int) -> Iterator[tuple[str, str]]:
    """Yields parts that fit, each with what joins it to the part before."""
    for paragraph in re.split(r"\n{2,}", text):
        joint = "\n\n"
        for line in paragraph.split("\n"):
            if length(line) <= longest:
                yield line, joint
                joint = "\n"
                continue
            for sentence in SENTENCE_END.split(line):
                for part in _words(sentence, longest):
                    yield part, joint
                    joint = " "
            joint = "\n"


def _words(sentence: str, longest: int) -> Iterator[str]:
    if length(sentence) <= longest:
        yield sentence
        return
    part = ""
    for word in sentence.split(" "):
        for bit in _bits(word, longest):
            if part and length(part) + 1 + length(bit) > longest:
                yield part
                part = bit
            else:
                part = f"{part} {bit}" if part else bit
    if part:
        yield part


def _bits(word: str, longest: int) -> Iterator[str]:
    bit = ""
    for letter in word:
        if length(bit) + length(letter) > longest:
            yield bit
            bit = ""
        bit += letter
    yield bit


def as_html(text: str, headings: bool = False) -> str:
    """Returns a plain text as HTML of the service, with nothing in it read as tags.

    Args:
        text: what is said.
        headings: whether a paragraph's first words before a colon are its heading.
    """
    if not headings:
        return escape(text, quote=False)
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    heading = HEADING.match(line)
    if heading is None:
        return escape(line, quote=False)
    rest = line[heading.end() :]
    return f"<b>{escape(heading[1], quote=False)}:</b>{escape(rest, quote=False)}"


def bold(text: str) -> str:
    """Returns a plain text as bold HTML."""
    return f"<b>{escape(text, quote=False)}</b>"


def without_source_line(text: str, sources: Sequence[Mapping[str, Any]]) -> str:
    """Returns an answer without the paragraph that lists its sources."""
    titles = {str(source.get("title")) for source in sources}
    paragraphs = text.rstrip().split("\n\n")
    for place in range(len(paragraphs) - 1, 0, -1):
        if titles and all(title in paragraphs[place] for title in titles):
            return "\n\n".join(paragraphs[:place] + paragraphs[place + 1 :])
    return text


def source_messages(title: str, sources: Sequence[Mapping[str, Any]]) -> List[str]:
    """Returns the sources as HTML, numbered as the markers in the answer are.

    Args:
        title: what stands above them.
        sources: documents with `title` and `place`.
    """
    found = [bold(title)]
    room = LONGEST - length(title)
    for number, source in enumerate(sources, 1):
        marker = f"[{number}] " if len(sources) > 1 else ""
        name = str(source.get("title", ""))[:LONGEST_SOURCE]
        place = str(source.get("place") or "")[:LONGEST_SOURCE]
        tail = f", {place}" if place else ""
        needed = length(f"\n{marker}{name}{tail}")
        line = f"{marker}<i>{escape(name, quote=False)}</i>{escape(tail, quote=False)}"
        if needed <= room:
            found[-1] += "\n" + line
            room -= needed
        else:
            found.append(line)
            room = LONGEST - needed
    return found


def button_title(title: str) -> str:
    """Returns a title that a button can show."""
    if len(title) <= LONGEST_TITLE:
        return title
    return title[: LONGEST_TITLE - 1].rstrip() + "…"
