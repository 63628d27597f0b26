"""Mistakes in knowledge files: where, what, and what to do about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Generic, Iterable, Sequence, Set, Tuple, TypeVar

from werdegang.careers.model import Entry
from werdegang.careers.yaml_lines import LinedYaml, Path_

FileType = TypeVar("FileType", bound=Entry)


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake in a file: where, what, and what to do about it."""

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} {self.remedy}"


class KnowledgeError(Exception):
    """Raised where knowledge files hold mistakes; lists all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class Source(Generic[FileType]):
    """A file that was read: its contents checked, and its lines."""

    name: str
    yaml: LinedYaml
    content: FileType

    def problem(self, path: Path_, message: str, remedy: str) -> Problem:
        """Returns a problem at the value that stands at `path`."""
        return Problem(self.name, self.yaml.line_of(path), message, remedy)


def repeated_ids(sources: Sequence[Source[Any]], key: str) -> Iterable[Problem]:
    """Yields entries of a list whose id an earlier one has."""
    first: Dict[str, str] = {}
    for source in sources:
        for place, entry in enumerate(getattr(source.content, key)):
            path: Path_ = (key, place, "id")
            here = f"{source.name}:{source.yaml.line_of(path)}"
            if entry.id in first:
                yield source.problem(
                    path,
                    f"The id `{entry.id}` is taken already ({first[entry.id]}).",
                    "Choose another id.",
                )
            first.setdefault(entry.id, here)


def unknown(
    source: Source[Any],
    path: Path_,
    what: str,
    named: Iterable[str],
    known: Set[str],
) -> Iterable[Problem]:
    """Yields names that are none of those known."""
    for name in named:
        if name not in known:
            yield source.problem(
                path,
                f"There is no {what} `{name}`.",
                f"Use one of {', '.join(sorted(known))}, or add it.",
            )
