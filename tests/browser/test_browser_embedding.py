"""The ways to have the adviser on a page, and what they cost."""

from __future__ import annotations

import gzip
import json
import shutil
import time
from pathlib import Path
from typing import Any, Callable, List

import pytest

pytestmark = pytest.mark.model

Visits = Callable[..., Any]
KIB = 1024
LAUNCHER = 3 * KIB
WHOLE = 12 * KIB
GATE = 15 * KIB


def transferred(person: Any, paths: List[str]) -> int:
    """Bytes of files as the assistant sends them, compressed."""
    import requests

    total = 0
    for path in paths:
        answer = requests.get(
            person.assistant.address + path,
            headers={"Accept-Encoding": "gzip"},
            stream=True,
        )
        total += len(answer.raw.read(decode_content=False))
    return total


def loaded(person: Any) -> List[str]:
    address = person.assistant.address
    paths = [url[len(address) :] for url in person.requests if url.startswith(address)]
    return [path for path in paths if path.endswith((".js", ".css", ".json"))]


def test_sizes(visit: Visits) -> None:
    person = visit()
    page = person.host("<career-adviser></career-adviser>")
    page.wait_for_timeout(300)
    before = loaded(person)
    assert before == ["/widget/adviser.js"]
    page.get_by_role("button", name="Karriereberatung").click()
    page.get_by_text("30 Tage").wait_for()
    page.get_by_role("button", name="English").click()
    whole = loaded(person)
    assert len(whole) == len(set(whole))
    assert transferred(person, before) <= LAUNCHER
    assert transferred(person, whole) <= WHOLE < GATE


def test_served_files_are_smaller_than_what_gzip_makes_of_them(visit: Visits) -> None:
    import requests

    person = visit()
    person.start()
    for path in loaded(person):
        plain = requests.get(
            person.assistant.address + path, headers={"Accept-Encoding": "identity"}
        ).content
        assert 0 < transferred(person, [path]) <= len(gzip.compress(plain, 9))


def test_script_tag_on_a_page_with_a_strict_policy(visit: Visits) -> None:
    person = visit()
    page = person.host("<career-adviser></career-adviser>")
    page.get_by_role("button", name="Karriereberatung").click()
    assert "Bachelor" in person.ask("Welchen Abschluss brauche ich?").inner_text()


def test_inline_mode(visit: Visits) -> None:
    person = visit()
    page = person.host(
        "<p>Vorher</p><career-adviser mode=inline label='HR-Chat'></career-adviser>"
    )
    box = page.get_by_role("region", name="HR-Chat")
    box.wait_for()
    assert page.get_by_role("heading", name="HR-Chat", level=2).is_visible()
    assert page.get_by_role("button", name="Schließen").count() == 0
    person.ask("Wie fange ich klein an?")
    assert box.bounding_box()["height"] == 38 * 16


def test_token_from_an_address(visit: Visits, signer: Any, site: Any) -> None:
    """One line, signed in, and no script of the page's own."""
    token = signer.token("one-line")
    site.posts = {"/adviser-token": lambda: (200, json.dumps({"token": token}))}
    person = visit()
    page = person.host("<career-adviser token-url=/adviser-token></career-adviser>")
    page.get_by_role("button", name="Karriereberatung").click()
    person.ask("Wie fange ich klein an?")
    assert [one["who"] for one in person.assistant.history(token)] == [
        "person",
        "assistant",
    ]
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0


PARENT = """
const frame = document.querySelector('iframe');
const adviser = new URL(frame.src).origin;
addEventListener('message', async ({source, origin, data}) => {
  if (source !== frame.contentWindow || origin !== adviser) return;
  if (data?.type !== 'career-adviser:token?') return;
  const {token} = await (await fetch('/token', {method: 'POST'})).json();
  source.postMessage({type: 'career-adviser:token', token}, adviser);
});
"""


def test_frame_with_the_token_of_the_page_around(
    visit: Visits, signer: Any, site: Any
) -> None:
    token = signer.token("framed")
    site.posts = {"/token": lambda: (200, json.dumps({"token": token}))}
    person = visit()
    address = f"{person.assistant.address}/embed?origin={site.address}&amp;lang=en"
    page = person.host(f"<iframe title=Adviser src='{address}'></iframe>", PARENT)
    frame = page.frame_locator("iframe")
    frame.get_by_text("under your sign-in").wait_for()
    frame.get_by_role("textbox").fill("How do I start small?")
    frame.get_by_role("textbox").press("Enter")
    frame.locator("li.bot").wait_for()
    assert len(person.assistant.history(token)) == 2


def test_frame_without_sign_in(visit: Visits, site: Any) -> None:
    person = visit()
    address = f"{person.assistant.address}/embed"
    page = person.host(f"<iframe title=Adviser src='{address}'></iframe>")
    frame = page.frame_locator("iframe")
    frame.get_by_role("textbox").fill("Wie fange ich klein an?")
    frame.get_by_role("textbox").press("Enter")
    frame.locator("li.bot").wait_for()


def test_frame_takes_no_token_from_another_origin(
    visit: Visits, signer: Any, site: Any
) -> None:
    """The frame waits for one origin; another, though it may frame, is not heard."""
    token = signer.token("stranger")
    site.posts = {"/token": lambda: (200, json.dumps({"token": token}))}
    person = visit()
    address = f"{person.assistant.address}/embed?origin=https://intranet.example.com"
    page = person.host(
        f"<iframe title=Adviser src='{address}'></iframe>",
        PARENT + "frame.onload = async () => { const answer = await fetch('/token', {"
        "method: 'POST'}); const {token} = await answer.json(); setInterval(() =>"
        " frame.contentWindow.postMessage({type: 'career-adviser:token', token},"
        " '*'), 50) };",
    )
    frame = page.frame_locator("iframe")
    frame.get_by_role("textbox").fill("Wie fange ich klein an?")
    frame.get_by_role("textbox").press("Enter")
    page.wait_for_timeout(1500)
    assert frame.locator("li.bot").count() == 0
    assert person.assistant.history(token) == []


def test_first_load_and_first_answer(
    visit: Visits, record_property: Callable[[str, Any], None]
) -> None:
    """Bounds ten times what was measured on loopback, so that only breakage fails."""
    person = visit()
    page = person.host("<career-adviser></career-adviser>")
    launcher = page.get_by_role("button", name="Karriereberatung")
    launcher.wait_for()
    started = time.monotonic()
    launcher.click()
    page.locator(".quick button").first.click()
    page.locator("li.bot").wait_for()
    seconds = time.monotonic() - started
    record_property("seconds_from_click_to_first_answer", round(seconds, 3))
    record_property("requests", len(person.requests))
    assert seconds < 10


def test_firefox(assistant: Any, tmp_path: Path) -> None:
    from .conftest import missing
    from .marionette import Firefox

    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        missing("Firefox is not installed (Debian package firefox-esr)")
    with Firefox(str(path), tmp_path) as firefox:
        firefox.go(assistant.address)
        inside = "document.querySelector('career-adviser').shadowRoot"
        firefox.wait(f"return !!{inside}.querySelector('textarea')")
        firefox.run(
            "document.querySelector('career-adviser')"
            ".send('Welchen Abschluss brauche ich?')"
        )
        firefox.wait(f"return !!{inside}.querySelector('li.bot')")
        firefox.run(f"{inside}.querySelector('.cite').click()")
        shown = firefox.run(
            f"const at = {inside}; return [at.querySelector('details').open,"
            " at.querySelector('.bot').textContent, at.querySelectorAll('h1').length,"
            " getComputedStyle(at.querySelector('.send')).backgroundColor]"
        )
        assert shown[0] is True and "Bachelor" in shown[1] and shown[2] == 1
        assert shown[3] != "rgba(0, 0, 0, 0)"
