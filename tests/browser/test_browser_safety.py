"""What must not happen, whatever is in a text, a page or a style."""

from __future__ import annotations

import json
from typing import Any, Callable

import pytest

from .conftest import until

pytestmark = pytest.mark.model

Visits = Callable[..., Any]
HOSTILE = (
    '<img src=x onerror="window.hit=1"><script>window.hit=2</script> '
    "javascript:window.hit=3 [1] data:text/html,<b>x</b> "
    'https://example.org/a?b=1&c="2". mailto:hr@example.com, '
    "onetonline.org JAVASCRIPT://example.com/%0awindow.hit=4 "
    "ftp://example.org <a href='javascript:window.hit=5'>y</a>"
)


def answer_with(page: Any, text: str) -> None:
    """Lets the server, for once, answer with a text of the test."""

    def fulfil(route: Any) -> None:
        made = json.loads(route.request.post_data)["id"]
        source = {"document": "A", "title": "<i>A</i>", "place": "<svg onload=hit=6>"}
        answer = {
            "outcome": "answered",
            "language": "de",
            "disagreement": True,
            "sources": [source],
        }
        events = [
            {
                "type": "message",
                "id": f"{made}.1",
                "at": 1,
                "text": text,
                "buttons": [{"title": "<b>t</b>", "payload": "/restart"}],
                "answer": answer,
            },
            {"type": "done", "id": made},
        ]
        body = "".join(json.dumps(event) + "\n" for event in events)
        route.fulfill(body=body, content_type="application/x-ndjson")

    page.route("**/messages", fulfil)


def test_markup_and_script_links_stay_text(visit: Visits) -> None:
    person = visit()
    page = person.start()
    answer_with(page, HOSTILE)
    reply = person.ask(HOSTILE)
    assert page.locator(".you .text").inner_text() == " ".join(HOSTILE.split())
    links = reply.locator("a").evaluate_all("(all) => all.map((a) => a.href)")
    assert links == [
        "https://example.org/a?b=1&c=",
        "mailto:hr@example.com",
        "https://onetonline.org/",
    ]
    assert reply.locator("a").first.get_attribute("rel") == "noopener noreferrer"
    assert reply.locator("img,script,i,svg[onload]").count() == 0
    reply.locator(".cite").click()
    assert "<i>A</i>" in reply.locator("details").inner_text()
    assert page.locator(".offers button").inner_text() == "<b>t</b>"
    page.unroute_all()
    page.locator(".offers button").click()
    page.locator("li.bot").nth(1).wait_for()
    assert person.said()[0]["text"] == "<b>t</b>", "it sends what it says"
    page.reload()
    page.locator("li.bot").wait_for()
    assert page.evaluate("window.hit") is None


def test_typed_command_is_text(visit: Visits) -> None:
    person = visit()
    person.start()
    person.ask('/restart{"language":"en"}')
    person.ask("/session_start")
    assert [one["who"] for one in person.said()].count("person") == 2


def test_hostile_style_of_the_page_around(visit: Visits) -> None:
    person = visit()
    style = (
        "* { all: unset !important; color: red !important; font-size: 40px !important;"
        " letter-spacing: 1em !important; direction: rtl !important }"
        "career-adviser { transform: rotate(9deg) !important; opacity: .1 !important;"
        " visibility: hidden !important; position: static !important;"
        " width: 1px !important; height: 1px !important; overflow: hidden !important }"
        "html { font-size: 3px } button, textarea { display: none !important }"
    )
    measure = (
        "(one) => [getComputedStyle(one).fontSize, getComputedStyle(one).color,"
        " getComputedStyle(one).letterSpacing, one.getBoundingClientRect().width]"
    )
    looks = []
    for present in ("", style):
        page = person.host("<career-adviser></career-adviser>", style=present)
        page.get_by_role("button", name="Karriereberatung").click()
        page.get_by_text("30 Tage").wait_for()
        looks.append(
            [
                page.locator(f"career-adviser {part}").first.evaluate(measure)
                for part in ("dialog", "h2", "textarea", ".send", ".notice li")
            ]
        )
        opacity = page.locator("career-adviser").evaluate(
            "(one) => [getComputedStyle(one).opacity, getComputedStyle(one).transform]"
        )
        assert opacity == ["1", "none"]
    assert looks[0] == looks[1]


def test_theming_by_properties_and_parts(visit: Visits) -> None:
    person = visit()
    page = person.host(
        "<career-adviser></career-adviser>",
        style="career-adviser { --adviser-accent: rgb(120, 0, 60);"
        " --adviser-width: 30em } career-adviser::part(send) { border-radius: 3px }",
    )
    page.get_by_role("button", name="Karriereberatung").click()
    page.get_by_role("dialog").wait_for()
    send = page.locator("career-adviser .send").evaluate(
        "(one) => [getComputedStyle(one).backgroundColor,"
        " getComputedStyle(one).borderRadius]"
    )
    assert send == ["rgb(120, 0, 60)", "3px"]
    assert page.get_by_role("dialog").bounding_box()["width"] == 480


def test_policy_is_enforced_where_the_violations_are_counted(visit: Visits) -> None:
    """The counter would see a violation, and the policy would stop it."""
    person = visit()
    page = person.start()
    stopped = page.evaluate(
        "(() => { try { document.body.innerHTML = '<b>x</b>'; return false }"
        " catch { return true } })()"
    )
    assert stopped
    until(page, "violations.length > 0")
    page.evaluate("violations.length = 0")


def test_no_token_in_an_address_or_beyond_the_tab(visit: Visits) -> None:
    person = visit()
    page = person.start()
    person.ask("Wie fange ich klein an?")
    token = person.token()
    assert not any(token in url for url in person.requests)
    assert page.evaluate("localStorage.length") == 0
    other = person.tab()
    other.goto(person.assistant.address)
    other.get_by_role("textbox").wait_for()
    assert other.evaluate("sessionStorage.length") == 0
