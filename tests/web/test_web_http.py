"""Pages, origins and what else a running assistant answers, or does not."""

from __future__ import annotations

import pytest
import requests

from .asking import ROUTES
from .conftest import ORIGIN, Running, bearer

pytestmark = pytest.mark.model


def test_origins(server: Running) -> None:
    asks = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    for _, path, _ in (*ROUTES, ("POST", "/session", None), ("GET", "/notice", None)):
        allowed = requests.options(
            server.channel + path, headers={"Origin": ORIGIN, **asks}
        )
        assert allowed.ok
        assert allowed.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert "Access-Control-Allow-Credentials" not in allowed.headers
        for origin in (
            "https://evil.example.com",
            f"{ORIGIN}.evil.com",
            f"{ORIGIN}:444",
            "http://intranet.example.com",
            "null",
            "*",
        ):
            refused = requests.options(
                server.channel + path, headers={"Origin": origin, **asks}
            )
            assert refused.status_code == 403
            assert "Access-Control-Allow-Origin" not in refused.headers
    for origin, shown in ((ORIGIN, ORIGIN), ("https://evil.example.com", None)):
        for address in (
            f"{server.channel}/notice",
            f"{server.channel}/history",
            f"{server.address}/widget/adviser.js",
        ):
            answer = requests.get(address, headers={"Origin": origin})
            assert answer.headers.get("Access-Control-Allow-Origin") == shown
            assert "Origin" in answer.headers["Vary"]
    streamed = requests.post(
        f"{server.channel}/messages",
        json={"id": "o" * 16, "text": "ok"},
        headers={**bearer(server.session()), "Origin": ORIGIN},
    )
    assert streamed.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_pages_and_their_headers(server: Running) -> None:
    for path, framed in (("/", False), ("/embed", True)):
        answer = requests.get(server.address + path)
        assert answer.ok and answer.headers["Content-Type"].startswith("text/html")
        policy = answer.headers["Content-Security-Policy"]
        for part in (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self'",
            "require-trusted-types-for 'script'",
        ):
            assert part in policy.split("; ")
        ancestors = (
            f"frame-ancestors 'self' {ORIGIN}" if framed else ("frame-ancestors 'none'")
        )
        assert policy.endswith(ancestors)
        assert "<script>" not in answer.text and "style=" not in answer.text
    for path in ("/", "/embed", "/widget/adviser.js", "/nothing", "/health"):
        answer = requests.get(server.address + path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in answer.headers
        assert "Server" not in answer.headers


def test_notice_says_what_has_to_be_said(server: Running) -> None:
    assert requests.get(f"{server.channel}/notice").json() == {
        "languages": ["de", "en"],
        "retention_days": 30,
        "stores": True,
        "stores_text": True,
        "longest_message": 1000,
        "anonymous": True,
        "signed_in": True,
        "parents": [ORIGIN],
    }


def test_health_says_nothing_else(server: Running) -> None:
    answer = requests.get(f"{server.address}/health")
    assert answer.status_code == 200
    assert answer.json() == {"model": True, "store": True}


@pytest.mark.parametrize(
    "path",
    [
        "/version",
        "/status",
        "/domain",
        "/conversations/default/tracker",
        "/conversations/default/tracker/events",
        "/conversations/default/execute",
        "/conversations/default/messages",
        "/conversations/default/story",
        "/model",
        "/model/train",
        "/model/parse",
        "/webhooks/web/webhook",
        "/widget/../domain.yml",
        "/widget/%2e%2e/domain.yml",
        "/widget/index.html",
    ],
)
def test_rest_of_the_interface_is_off(server: Running, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = requests.request(method, server.address + path, json={})
        assert answer.status_code in (404, 405)
        assert set(answer.json()) == {"error", "text"}


def test_stock_rest_is_closed_to_what_a_proxy_passes_on(server: Running) -> None:
    address = f"{server.address}/webhooks/rest/webhook"
    body = {"sender": "script", "message": "ok"}
    assert requests.post(address, json=body).ok
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        refused = requests.post(address, json=body, headers={name: "127.0.0.1"})
        assert refused.status_code == 403
