"""A browser, the real assistant process, and pages of other origins."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

import pytest
from web.conftest import AUDIENCE, ISSUER, Running, Signer, free_port

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
REQUIRED = "WERDEGANG_BROWSER_TESTS"
"""Set to `required`, what is not installed fails the tests instead of skipping them."""
CHROMIUM = "chromium"
SECONDS_TO_WAIT = 10
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COUNT_VIOLATIONS = """
window.violations = [];
addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
STRICT = (
    "default-src 'none'; script-src 'self' {adviser}; style-src 'self'; "
    "connect-src 'self' {adviser}; img-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def missing(what: str) -> None:
    """Skips the test, or fails it where it may not be skipped."""
    if os.environ.get(REQUIRED) == "required":
        pytest.fail(f"{what}, and the browser tests are required here")
    pytest.skip(what)


def until(page: Any, expression: str) -> None:
    """Waits until an expression is true in a page.

    Playwright's own waiting evaluates strings in the page, which the policy forbids.
    """
    end = time.monotonic() + SECONDS_TO_WAIT
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


@dataclass
class Site:
    """A web site of another origin: what it answers to which path."""

    address: str
    answers: Dict[str, Tuple[str, str]] = field(default_factory=dict)
    posts: Dict[str, Callable[[], Tuple[int, str]]] = field(default_factory=dict)
    policy: str = ""


def serve(site: Site) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = site.answers.get(self.path.split("?")[0], ("", ""))
            self._send(200 if kind else 404, kind or "text/plain", body)

        def do_POST(self) -> None:
            status, body = site.posts[self.path]()
            self._send(status, "application/json", body)

        def _send(self, status: int, kind: str, body: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            if site.policy:
                self.send_header("Content-Security-Policy", site.policy)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    port = int(site.address.rsplit(":", 1)[1])
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="package")
def signer() -> Signer:
    return Signer()


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    site = Site(f"http://127.0.0.1:{free_port()}")
    server = serve(site)
    yield site
    server.shutdown()


@pytest.fixture(scope="package")
def assistant(
    signer: Signer, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("assistant")
    keys = folder / "keys.json"
    keys.write_text(json.dumps(signer.key_set()))
    running = Running(
        folder,
        jwt_issuer=ISSUER,
        jwt_audience=AUDIENCE,
        jwt_keys=keys,
        allowed_origins=site.address,
        frame_ancestors=site.address,
        requests_per_minute=100000,
    )
    site.policy = STRICT.format(adviser=running.address) + (
        f"; frame-src {running.address}"
    )
    yield running
    running.stop()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    path = shutil.which(CHROMIUM)
    if path is None:
        missing("Chromium is not installed (Debian package chromium)")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """One person's browser window, and what it must not do."""

    def __init__(self, browser: Any, assistant: Running, site: Site, **given: Any):
        self.assistant = assistant
        self.site = site
        options = {"locale": "de-DE", "viewport": {"width": 1100, "height": 800}}
        self.context = browser.new_context(**{**options, **given})
        self.context.add_init_script(COUNT_VIOLATIONS)
        self.requests: List[str] = []
        self.errors: List[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page = self.tab()

    def tab(self) -> Any:
        page = self.context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def start(self, query: str = "") -> Any:
        self.page.goto(f"{self.assistant.address}/{query}")
        self.page.get_by_role("textbox").wait_for()
        return self.page

    def host(
        self, body: str, script: str = "", style: str = "", path: str = "/"
    ) -> Any:
        """Opens a page of the other origin with the launcher's script on it."""
        self.site.answers = {
            "/host.js": ("text/javascript", script),
            "/host.css": ("text/css", style),
            path: (
                "text/html",
                "<!doctype html><html lang=de><title>Intranet</title>"
                "<link rel=stylesheet href=/host.css>"
                f"<script type=module src={self.assistant.address}/widget/adviser.js>"
                f"</script><main><h1>Intranet</h1>{body}</main>"
                "<script type=module src=/host.js></script>",
            ),
        }
        self.page.goto(self.site.address + path)
        return self.page

    def ask(self, text: str, page: Optional[Any] = None) -> Any:
        """Types a question and waits for the reply, which is returned."""
        page = page or self.page
        replies = page.locator("li.bot")
        before = replies.count()
        page.get_by_role("textbox").first.fill(text)
        page.keyboard.press("Enter")
        replies.nth(before).wait_for()
        page.locator(".typing").wait_for(state="hidden")
        return replies.last

    def token(self) -> str:
        """The anonymous session's token, as the widget keeps it for reloads."""
        kept = self.page.evaluate(
            "JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage)"
            ".find((key) => key.includes('session'))))"
        )
        return str(kept["token"])

    def said(self) -> List[Dict[str, Any]]:
        """What the server has stored of this conversation."""
        return self.assistant.history(self.token())

    def check(self) -> None:
        """Fails on anything that the security rules forbid."""
        allowed = (self.assistant.address, self.site.address, "blob:")
        strangers = [url for url in self.requests if not url.startswith(allowed)]
        assert not strangers
        for page in self.context.pages:
            for frame in page.frames:
                if frame.url.startswith("http"):
                    assert frame.evaluate("window.violations") == []
        assert self.context.cookies() == []
        assert not self.errors


@pytest.fixture
def visit(
    chromium: Any, assistant: Running, site: Site
) -> Iterator[Callable[..., Visit]]:
    made: List[Visit] = []

    def make(**given: Any) -> Visit:
        made.append(Visit(chromium, assistant, site, **given))
        return made[-1]

    yield make
    try:
        for one in made:
            one.check()
    finally:
        for one in made:
            one.context.close()


@pytest.fixture(scope="package")
def axe() -> Callable[[Any], List[str]]:
    if not AXE.exists():
        missing("axe-core is not installed (npm ci)")
    source = AXE.read_text()

    def findings(page: Any) -> List[str]:
        page.evaluate(source)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']}: {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"]
        ]

    return findings
