"""Nothing is lost and nothing is sent twice, whatever the network does."""

from __future__ import annotations

import json
import time
from typing import Any, Callable, List

import pytest

from .conftest import until

pytestmark = pytest.mark.model

Visits = Callable[..., Any]
TOKEN = (
    "<career-adviser signed-in></career-adviser>",
    "window.asked = 0;"
    "document.querySelector('career-adviser').getToken = async () => {"
    " asked++; const answer = await fetch('/token', {method: 'POST'});"
    " return (await answer.json()).token };",
)


def texts(person: Any) -> List[str]:
    return [one["text"] for one in person.said() if one["who"] == "person"]


def test_messages_wait_while_offline_and_arrive_once_in_order(visit: Visits) -> None:
    person = visit()
    page = person.start()
    person.ask("Wie fange ich klein an?")
    person.context.set_offline(True)
    box = page.get_by_role("textbox")
    for question in ("Welchen Abschluss brauche ich?", "Was verdient man?"):
        box.fill(question)
        page.keyboard.press("Enter")
    page.locator(".stuck").wait_for()
    assert "Keine Verbindung" in page.locator(".stuck").inner_text()
    assert page.locator("li.you").count() == 3
    person.context.set_offline(False)
    page.locator("li.bot").nth(2).wait_for()
    page.locator(".stuck").wait_for(state="detached")
    assert texts(person) == [
        "Wie fange ich klein an?",
        "Welchen Abschluss brauche ich?",
        "Was verdient man?",
    ]


def test_what_waits_survives_a_reload(visit: Visits) -> None:
    person = visit()
    page = person.start()
    person.ask("Wie fange ich klein an?")
    page.route("**/messages", lambda route: route.abort())
    page.get_by_role("textbox").fill("Was verdient man?")
    page.keyboard.press("Enter")
    page.locator(".stuck").wait_for()
    page.unroute_all()
    page.reload()
    page.locator("li.bot").nth(1).wait_for()
    assert texts(person) == ["Wie fange ich klein an?", "Was verdient man?"]
    assert page.locator("li.you").count() == 2


def test_lost_reply_is_fetched_again_and_answered_once(visit: Visits) -> None:
    """The server has the message, but its answer does not get through."""
    person = visit()
    page = person.start()
    tries = []

    def lose_first(route: Any) -> None:
        tries.append(json.loads(route.request.post_data)["id"])
        if len(tries) == 1:
            route.fetch()
            route.abort()
        elif len(tries) == 2:
            whole = route.fetch().text()
            route.fulfill(body=whole[: len(whole) // 2], content_type="text/plain")
        else:
            route.continue_()

    page.route("**/messages", lose_first)
    page.get_by_role("textbox").fill("Wie fange ich klein an?")
    page.keyboard.press("Enter")
    page.locator("li.bot").wait_for()
    page.locator(".stuck").wait_for(state="detached")
    assert len(tries) == 3 and len(set(tries)) == 1
    assert [one["who"] for one in person.said()] == ["person", "assistant"]
    assert page.locator("li.you").count() == page.locator("li.bot").count() == 1


def test_refused_message_can_be_sent_again(visit: Visits) -> None:
    person = visit()
    page = person.start()
    body = {"error": "failed", "text": {"de": "Heute nicht.", "en": "Not today."}}
    page.route("**/messages", lambda route: route.fulfill(status=500, json=body))
    page.get_by_role("textbox").fill("Wie fange ich klein an?")
    page.keyboard.press("Enter")
    page.get_by_text("Heute nicht. Erneut senden").wait_for()
    page.unroute_all()
    page.get_by_role("button", name="Erneut senden").click()
    page.locator("li.bot").wait_for()
    assert page.locator(".stuck").count() == 0
    assert texts(person) == ["Wie fange ich klein an?"]


def test_too_many_messages_wait_as_long_as_the_server_says(visit: Visits) -> None:
    person = visit()
    page = person.start()
    tries: List[float] = []

    def refuse_once(route: Any) -> None:
        tries.append(time.monotonic())
        if len(tries) > 1:
            route.continue_()
            return
        text = {"de": "Bitte warten Sie 2 Sekunden.", "en": "Please wait 2 seconds."}
        route.fulfill(status=429, json={"text": text}, headers={"Retry-After": "2"})

    page.route("**/messages", refuse_once)
    page.get_by_role("textbox").fill("Wie fange ich klein an?")
    page.keyboard.press("Enter")
    page.get_by_text("Bitte warten Sie 2 Sekunden.").first.wait_for()
    page.locator("li.bot").wait_for()
    assert tries[1] - tries[0] >= 1.9


def test_messages_show_as_they_come_in(visit: Visits) -> None:
    """The first message stands there before the second is sent."""
    person = visit()
    page = person.start()
    page.evaluate(
        """() => {
          const real = window.fetch;
          window.fetch = (address, given) => {
            if (!String(address).endsWith('/messages')) return real(address, given);
            const {id} = JSON.parse(given.body);
            const line = (data) =>
              new TextEncoder().encode(JSON.stringify(data) + '\\n');
            const message = (n) => line({type: 'message', id: `${id}.${n}`, at: 1,
              text: `Teil ${n}`, buttons: [], answer: null});
            return Promise.resolve(new Response(new ReadableStream({
              start(stream) {
                stream.enqueue(line({type: 'working'}));
                window.go = (n) => stream.enqueue(message(n));
                window.end = () => { stream.enqueue(line({type: 'done', id}));
                  stream.close(); };
              }})));
          };
        }"""
    )
    page.get_by_role("textbox").fill("Hallo")
    page.keyboard.press("Enter")
    page.locator(".typing").wait_for()
    until(page, "!!window.go")
    page.evaluate("go(1)")
    page.get_by_text("Teil 1", exact=True).wait_for()
    assert page.locator(".typing").is_visible()
    assert page.locator("li.bot").count() == 1
    page.evaluate("go(2)")
    page.locator("li.bot").nth(1).wait_for()
    page.evaluate("end()")
    page.locator(".typing").wait_for(state="hidden")


def test_history_comes_back_over_page_loads(visit: Visits) -> None:
    person = visit()
    page = person.start()
    person.ask("Welchen Abschluss brauche ich?")
    shown = page.locator(".log").inner_text()
    page.reload()
    page.locator(".offers").wait_for()
    assert page.locator(".log").inner_text() == shown
    page.get_by_role("button", name="Menü").click()
    page.get_by_role("button", name="Gespräch löschen").click()
    page.get_by_role("button", name="Löschen", exact=True).click()
    page.locator("li.bot").wait_for(state="detached")
    page.reload()
    page.get_by_text("30 Tage").wait_for()
    assert page.locator("li").filter(has_text="Abschluss brauche").count() == 0


def sign_in(site: Any, signer: Any, subject: str, seconds: List[int]) -> None:
    """The intranet hands out tokens that are good for so long, one after the other."""

    def give() -> Any:
        life = seconds.pop(0) if len(seconds) > 1 else seconds[0]
        token = signer.token(subject, exp=int(time.time()) + life)
        return 200, json.dumps({"token": token})

    site.posts = {"/token": give}


def test_two_tabs_of_one_employee(visit: Visits, signer: Any, site: Any) -> None:
    sign_in(site, signer, "two-tabs", [300])
    person = visit()
    page = person.host(*TOKEN)
    page.get_by_role("button", name="Karriereberatung").click()
    page.get_by_text("unter Ihrer Anmeldung").wait_for()
    other = person.tab()
    other.goto(site.address)
    other.get_by_role("button", name="Karriereberatung").click()
    person.ask("Wie fange ich klein an?", page)
    person.ask("Was verdient man?", other)
    for tab in (page, other):
        tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        tab.locator("li.bot").nth(1).wait_for()
        assert tab.locator("li.you").count() == tab.locator("li.bot").count() == 2
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    again = visit()
    tab = again.host(*TOKEN)
    tab.get_by_role("button", name="Karriereberatung").click()
    tab.locator("li.bot").nth(1).wait_for()


def test_expired_token_is_renewed_through_the_callback(
    visit: Visits, signer: Any, site: Any
) -> None:
    sign_in(site, signer, "expiring", [-60, 300])
    person = visit()
    page = person.host(*TOKEN)
    page.get_by_role("button", name="Karriereberatung").click()
    until(page, "asked === 2")
    person.ask("Wie fange ich klein an?")
    person.ask("Was verdient man?")
    assert page.evaluate("asked") == 2


def test_refused_sign_in_is_said(visit: Visits, signer: Any, site: Any) -> None:
    sign_in(site, signer, "refused", [-60])
    person = visit()
    page = person.host(*TOKEN)
    page.get_by_role("button", name="Karriereberatung").click()
    page.get_by_role("textbox").fill("Wie fange ich klein an?")
    page.keyboard.press("Enter")
    page.locator(".stuck").wait_for()
    assert "abgelaufen" in page.locator(".stuck").inner_text()


def test_change_of_person_shows_nothing_of_the_one_before(
    visit: Visits, signer: Any, site: Any
) -> None:
    sign_in(site, signer, "first", [300])
    person = visit()
    page = person.host(*TOKEN)
    page.get_by_role("button", name="Karriereberatung").click()
    person.ask("Wie fange ich klein an?")
    sign_in(site, signer, "second", [300])
    page.evaluate(
        "(() => { const at = document.querySelector('career-adviser');"
        " at.getToken = at.getToken })()"
    )
    page.locator("li.bot").wait_for(state="detached")
    person.ask("Was verdient man?")
    assert page.locator("li.you").count() == 1


def test_anonymous_session_is_renewed_before_it_ends(visit: Visits) -> None:
    person = visit()
    page = person.start()
    person.ask("Wie fange ich klein an?")
    page.evaluate(
        "(() => { const key = Object.keys(sessionStorage)"
        ".find((one) => one.includes('session'));"
        " const kept = JSON.parse(sessionStorage.getItem(key)); kept.fresh = 0;"
        " sessionStorage.setItem(key, JSON.stringify(kept)) })()"
    )
    page.reload()
    page.locator("li.bot").wait_for()
    assert any(url.endswith("/session/renew") for url in person.requests)
    person.ask("Was verdient man?")
    assert len(texts(person)) == 2


def test_session_that_is_good_no_more_is_replaced(visit: Visits) -> None:
    person = visit()
    page = person.start()
    person.ask("Wie fange ich klein an?")
    page.evaluate(
        "(() => { const key = Object.keys(sessionStorage)"
        ".find((one) => one.includes('session'));"
        " const kept = JSON.parse(sessionStorage.getItem(key)); kept.token += 'x';"
        " sessionStorage.setItem(key, JSON.stringify(kept)) })()"
    )
    page.reload()
    person.ask("Was verdient man?")
    assert texts(person) == ["Was verdient man?"]
