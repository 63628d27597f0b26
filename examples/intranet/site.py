"""A small company's intranet: two pretend employees and the adviser on every page."""

from __future__ import annotations

import html
import secrets
from http import HTTPStatus
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import dumps
from pathlib import Path
from typing import Any, Dict, Mapping, Optional
from urllib.parse import parse_qs

from examples.intranet.signing import Signer

FOLDER = Path(__file__).parent
EMPLOYEES: Mapping[str, str] = {"e-1001": "Erika Beispiel", "e-1002": "Max Muster"}
COOKIE = "intranet"
LARGEST_FORM = 200
PAGES: Mapping[str, str] = {"/": "start.html", "/beratung": "frame.html"}
FILES: Mapping[str, str] = {
    "/style.css": "text/css; charset=utf-8",
    "/frame.js": "text/javascript; charset=utf-8",
}


class Intranet(ThreadingHTTPServer):
    """The company's server.

    Args:
        port: to listen on, on this machine only.
        address: its own address, as browsers see it.
        adviser: the assistant's address.
    """

    daemon_threads = True

    def __init__(self, port: int, address: str, adviser: str) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.address = address
        self.adviser = adviser
        self.signer = Signer(issuer=address, audience="werdegang")
        self.signed_in: Dict[str, str] = {}

    def policy(self) -> str:
        """Returns the content security policy: the one addition is the adviser."""
        return (
            f"default-src 'none'; script-src 'self' {self.adviser}; "
            f"connect-src 'self' {self.adviser}; frame-src {self.adviser}; "
            "style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
            "frame-ancestors 'none'; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Intranet
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answers with a page, a file or the public key."""
        if self.path in PAGES:
            self._page(PAGES[self.path] if self._employee() else "sign-in.html")
        elif self.path in FILES:
            self._send((FOLDER / self.path[1:]).read_bytes(), FILES[self.path])
        elif self.path == "/keys":
            self._json(self.server.signer.key_set())
        else:
            self._send(b"", "text/plain", HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Signs in, signs out, or gives the signed-in employee a token."""
        form = self._form()
        if self.path == "/token":
            employee = self._employee()
            if employee is None:
                self._json({"error": "not signed in"}, HTTPStatus.UNAUTHORIZED)
            else:
                self._json({"token": self.server.signer.token(employee)})
        elif self.path == "/sign-in" and form.get("employee") in EMPLOYEES:
            session = secrets.token_urlsafe(24)
            self.server.signed_in[session] = form["employee"]
            self._go_home(f"{COOKIE}={session}; HttpOnly; SameSite=Strict; Path=/")
        elif self.path == "/sign-out":
            self.server.signed_in.pop(self._session(), None)
            self._go_home(f"{COOKIE}=; Max-Age=0; Path=/")
        else:
            self._send(b"", "text/plain", HTTPStatus.NOT_FOUND)

    def _session(self) -> str:
        found = SimpleCookie(self.headers.get("Cookie", "")).get(COOKIE)
        return found.value if found else ""

    def _employee(self) -> Optional[str]:
        return self.server.signed_in.get(self._session())

    def _form(self) -> Dict[str, str]:
        length = min(int(self.headers.get("Content-Length") or 0), LARGEST_FORM)
        given = parse_qs(self.rfile.read(length).decode("utf-8", "replace"))
        return {name: values[0] for name, values in given.items()}

    def _page(self, name: str) -> None:
        text = (FOLDER / name).read_text(encoding="utf-8")
        employee = EMPLOYEES.get(self._employee() or "", "")
        for mark, value in (
            ("{adviser}", self.server.adviser),
            ("{address}", self.server.address),
            ("{employee}", employee),
        ):
            text = text.replace(mark, html.escape(value))
        self._send(text.encode(), "text/html; charset=utf-8")

    def _json(self, value: Any, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(dumps(value).encode(), "application/json", status)

    def _go_home(self, cookie: str) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", "/")
        self.send_header("Set-Cookie", cookie)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", self.server.policy())
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "same-origin")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Logs nothing."""
