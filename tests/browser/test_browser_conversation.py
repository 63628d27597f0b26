"""Whole conversations in a browser, by keyboard alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable

import pytest

from .conftest import until

pytestmark = pytest.mark.model

QUESTIONS = {
    "de-DE": ("Welchen Abschluss brauche ich?", "Quellen sind sich uneinig", "Quellen"),
    "en-GB": ("Which degree do I need?", "Sources disagree", "Sources"),
}


def focused(page: Any) -> str:
    """Name or text of what has the focus, also inside the shadow root."""
    return str(
        page.evaluate(
            "(() => { let at = document.activeElement;"
            " while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;"
            " return at.ariaLabel || at.textContent.trim(); })()"
        )
    )


def tab_to(page: Any, name: str, backwards: bool = False) -> None:
    for _ in range(40):
        if focused(page).startswith(name):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"the keyboard does not reach {name!r}")


@pytest.mark.parametrize("locale", QUESTIONS)
def test_whole_conversation_by_keyboard(
    visit: Callable[..., Any], locale: str, tmp_path: Path
) -> None:
    question, disagree, sources = QUESTIONS[locale]
    german = locale == "de-DE"
    person = visit(locale=locale)
    page = person.host("<career-adviser></career-adviser>")
    page.evaluate("document.documentElement.lang = ''")
    page.reload()
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate("document.querySelector('career-adviser').lang = ''")
    tab_to(page, "Karriereberatung" if german else "Career adviser")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    until(
        page, "document.activeElement.shadowRoot?.activeElement?.tagName === 'TEXTAREA'"
    )
    notice = page.locator(".notice").inner_text()
    told = (
        ("Computerprogramm", "Backoffice", "30 Tage")
        if german
        else ("computer program", "back office", "30 days")
    )
    page.get_by_text(told[2]).wait_for()
    notice = page.locator(".notice").inner_text()
    assert all(part in notice for part in told)

    page.keyboard.type(question)
    page.keyboard.press("Enter")
    reply = page.locator("li.bot")
    reply.wait_for()
    assert disagree in reply.inner_text() and "\u21c4" in reply.inner_text()
    assert f"{sources}:" not in reply.inner_text() and "[1]" not in reply.inner_text()
    details = reply.locator("details")
    assert details.get_attribute("open") is None
    tab_to(page, "1, Wie werde ich", backwards=True)
    page.keyboard.press("Enter")
    assert details.get_attribute("open") is not None
    entry = details.locator("li").first
    assert "Wie werde ich Backoffice-Manager?" in entry.inner_text()
    assert ("Abschnitt" if german else "section") in entry.inner_text()

    offered = page.locator(".offers button").first.inner_text()
    tab_to(page, offered)
    page.keyboard.press("Enter")
    page.locator("li.bot").nth(1).wait_for()
    assert page.locator("li.you").last.inner_text().endswith(offered)
    assert focused(page) == ("Ihre Frage" if german else "Your question")

    tab_to(page, "Hilfreich" if german else "Helpful", backwards=True)
    page.keyboard.press("Enter")
    page.locator(".why:visible input").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("knapp und klar")
    page.keyboard.press("Enter")
    page.get_by_text("Vielen Dank" if german else "Thank you").first.wait_for()

    tab_to(page, "Menü" if german else "Menu", backwards=True)
    page.keyboard.press("Enter")
    tab_to(page, "Als JSON" if german else "Download as JSON")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    whole = json.loads(Path(download.value.path()).read_text())
    assert [one["who"] for one in whole["messages"]] == ["person", "assistant"] * 2
    (thought,) = whole["feedback"].values()
    assert (thought["value"], thought["word"]) == ("up", "knapp und klar")
    page.keyboard.press("Enter")
    tab_to(page, "Als Text" if german else "Download as text")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    text = Path(download.value.path()).read_text()
    assert question in text and f"{sources}: [1]" in text
    assert download.value.suggested_filename.endswith(".txt")

    token = person.token()
    page.keyboard.press("Enter")
    tab_to(page, "Gespräch löschen" if german else "Delete conversation")
    page.keyboard.press("Enter")
    tab_to(page, "Löschen" if german else "Delete")
    page.keyboard.press("Enter")
    page.locator("li.bot").first.wait_for(state="detached")
    assert person.assistant.history(token) == []

    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    assert focused(page) == ("Karriereberatung" if german else "Career adviser")


def test_interface_follows_the_conversation_until_the_switch_is_used(
    visit: Callable[..., Any],
) -> None:
    person = visit()
    page = person.start()
    person.ask("Do I need a bachelor?")
    assert page.get_by_role("heading", level=1).inner_text() == "Career adviser"
    assert page.locator(".bot .text").get_attribute("lang") == "en"
    page.get_by_role("button", name="Deutsch").click()
    assert page.get_by_role("textbox").get_attribute("aria-label") == "Ihre Frage"
    assert "kein Mensch" in page.locator(".notice").inner_text()
    person.ask("Which skills do I need?")
    assert page.get_by_role("heading", level=1).inner_text() == "Karriereberatung"


@pytest.mark.parametrize(
    ("page_language", "locale", "shown"),
    [
        ("en", "de-DE", "Career adviser"),
        ("de", "en-GB", "Karriereberatung"),
        ("fr", "en-GB", "Career adviser"),
        ("", "de-AT", "Karriereberatung"),
        ("fr", "fr-FR", "Karriereberatung"),
    ],
)
def test_language_of_the_page_then_of_the_browser(
    visit: Callable[..., Any], page_language: str, locale: str, shown: str
) -> None:
    person = visit(locale=locale)
    page = person.host(f"<div lang='{page_language}'><career-adviser></career-adviser>")
    assert page.get_by_role("button").inner_text() == shown


@pytest.mark.parametrize(
    ("locale", "shown"), [("en-US", "Career adviser"), ("de-CH", "Karriereberatung")]
)
def test_demonstration_page_follows_the_browser(
    visit: Callable[..., Any], locale: str, shown: str
) -> None:
    page = visit(locale=locale).start()
    assert page.get_by_role("heading", level=1).inner_text() == shown


def test_copy(visit: Callable[..., Any]) -> None:
    person = visit(permissions=["clipboard-read", "clipboard-write"])
    page = person.start()
    person.ask("Wie fange ich klein an?")
    page.get_by_role("button", name="Menü").click()
    page.get_by_role("button", name="Gespräch kopieren").click()
    page.get_by_text("Gespräch kopiert.").first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Sie:\nWie fange ich klein an?" in copied and "Quelle" in copied


def test_refused_copy_says_so(visit: Callable[..., Any]) -> None:
    person = visit()
    page = person.start()
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(Error()) }"
    )
    page.get_by_role("button", name="Menü").click()
    page.get_by_role("button", name="Gespräch kopieren").click()
    page.get_by_text("Das hat nicht geklappt.").first.wait_for()


def test_feedback_can_be_taken_back_and_survives_a_reload(
    visit: Callable[..., Any],
) -> None:
    person = visit()
    page = person.start()
    person.ask("Wie fange ich klein an?")
    down = page.get_by_role("button", name="Nicht hilfreich")
    down.click()
    page.locator(".why").wait_for()
    page.reload()
    page.locator("li.bot").wait_for()
    assert down.get_attribute("aria-pressed") == "true"
    down.click()
    until(
        page,
        "document.querySelector('career-adviser').shadowRoot"
        ".querySelector('[data-label=down]').ariaPressed === 'false'",
    )
    page.reload()
    page.locator("li.bot").wait_for()
    assert down.get_attribute("aria-pressed") == "false"


def test_asking_in_words_for_erasure_clears_the_page(visit: Callable[..., Any]) -> None:
    person = visit()
    page = person.start()
    person.ask("Wie fange ich klein an?")
    person.ask("Bitte löschen Sie alle meine Daten")
    page.get_by_role("textbox").fill("ja")
    page.keyboard.press("Enter")
    page.locator("li.bot .text").get_by_text("gelöscht").wait_for()
    page.locator("li.you").first.wait_for(state="detached")
    assert person.said() == []
    assert page.locator("li.bot").count() == 1


def test_too_long_is_said_before_it_is_sent(visit: Callable[..., Any]) -> None:
    person = visit()
    page = person.start()
    box = page.get_by_role("textbox")
    box.fill("ä" * 1001)
    page.keyboard.press("Enter")
    assert "1000" in page.locator("#status").inner_text()
    assert (
        box.get_attribute("aria-invalid") == "true"
        and page.locator(".you").count() == 0
    )
    assert box.input_value() == "ä" * 1001
    box.fill("Wie fange ich klein an? " + "ä" * 900)
    page.keyboard.press("Enter")
    page.locator(".bot").wait_for()


def test_script_interface(visit: Callable[..., Any]) -> None:
    person = visit()
    page = person.host(
        "<career-adviser></career-adviser>",
        script="window.heard = [];"
        "for (const name of ['open', 'close', 'message'])"
        " addEventListener(`adviser-${name}`, ({detail}) =>"
        "  heard.push(detail ? detail.answer.outcome : name));",
    )
    page.evaluate("document.querySelector('career-adviser').send('Wie fange ich an?')")
    page.locator("li.bot").wait_for()
    page.evaluate("document.querySelector('career-adviser').close()")
    page.get_by_role("dialog").wait_for(state="hidden")
    until(page, "heard.length === 3")
    assert page.evaluate("heard") == ["open", "answered", "close"]
