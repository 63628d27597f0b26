"""Telling whether files have changed, by a hash of their contents."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Iterable, Iterator


def hash_of_files(paths: Iterable[Path]) -> str:
    """Returns a hash of names and contents of files, and of all files in folders."""
    digest = hashlib.sha256()
    for path in paths:
        for file in _files(path):
            digest.update(file.relative_to(path.parent).as_posix().encode())
            digest.update(b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file
