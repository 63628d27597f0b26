"""The pages and the files of the widget."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, Mapping, Optional, Sequence

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw
from zopfli import gzip

from werdegang.channels.web import headers
from werdegang.channels.web.compact import compact
from werdegang.channels.web.refusals import Refusal
from werdegang.settings import Settings

ROOT = Path("widget")
PAGES: Mapping[str, str] = {"/": "index.html", "/embed": "embed.html"}
TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
"""What is served from the folder of the widget; pages only at their own addresses."""
COMPRESSED = (".css", ".html", ".js", ".json", ".svg")
COMPACTED = (".css", ".js")
SMALLEST_COMPRESSED = 200


@dataclass(frozen=True)
class File:
    """A file, ready to be sent."""

    type: str
    plain: bytes
    zipped: Optional[bytes]
    tag: str


def load(root: Path, name: str) -> File:
    """Returns a file of a folder, or of folders in it.

    Raises:
        Refusal: if there is none of that name that may be served.
    """
    path = root / name
    hidden = any(part.startswith(".") for part in Path(name).parts)
    if path.suffix not in TYPES or hidden:
        raise Refusal("not_found")
    try:
        path = path.resolve(strict=True)
        path.relative_to(root.resolve())
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        raise Refusal("not_found") from None


@lru_cache(maxsize=256)
def _read(path: Path, changed: int) -> File:
    plain = path.read_bytes()
    if path.suffix in COMPACTED:
        plain = compact(plain.decode(), path.suffix).encode()
    zipped = None
    if path.suffix in COMPRESSED and len(plain) >= SMALLEST_COMPRESSED:
        zipped = gzip.compress(plain)
    tag = hashlib.sha256(plain).hexdigest()[:20]
    return File(TYPES[path.suffix], plain, zipped, f'W/"{tag}"')


def answer(
    file: File, request: Mapping[str, str], extra: Dict[str, str]
) -> HTTPResponse:
    """Returns a file as a response, compressed or left out as the browser can have it.

    Args:
        file: what is sent.
        request: the headers of the request.
        extra: headers of the response.
    """
    vary = ", ".join(filter(None, (extra.get("Vary"), "Accept-Encoding")))
    sent = {**extra, "ETag": file.tag, "Vary": vary}
    if file.tag in request.get("if-none-match", ""):
        return empty(status=304, headers=sent)
    if file.zipped is not None and "gzip" in request.get("accept-encoding", ""):
        return raw(
            file.zipped,
            content_type=file.type,
            headers={**sent, "Content-Encoding": "gzip"},
        )
    return raw(file.plain, content_type=file.type, headers=sent)


def blueprint(settings: Settings, root: Path = ROOT) -> Blueprint:
    """Returns the routes of pages and files.

    Args:
        settings: says who may embed them.
        root: the folder of the widget.
    """
    routes = Blueprint("pages")

    @routes.get("/")
    async def page(request: Request) -> HTTPResponse:
        return _page(request, root, PAGES["/"], None)

    @routes.get("/embed")
    async def embed(request: Request) -> HTTPResponse:
        return _page(request, root, PAGES["/embed"], settings.ancestors)

    @routes.get("/widget/<name:path>")
    async def file(request: Request, name: str) -> HTTPResponse:
        if name.endswith(".html"):
            raise Refusal("not_found")
        extra = {
            **headers.of_file(),
            **headers.of_origin(request.headers.get("origin"), settings.origins),
        }
        return answer(load(root, name), request.headers, extra)

    return routes


def _page(
    request: Request, root: Path, name: str, ancestors: Optional[Sequence[str]]
) -> HTTPResponse:
    return answer(load(root, name), request.headers, headers.of_page(ancestors))
