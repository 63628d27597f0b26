"""What people who use a keyboard, a screen reader or large text meet."""

from __future__ import annotations

from typing import Any, Callable, List

import pytest

from .conftest import until

pytestmark = pytest.mark.model

QUESTION = "Welchen Abschluss brauche ich?"
SMALLEST_TARGET = 24
INSIDE = "document.querySelector('career-adviser').shadowRoot"

Axe = Callable[[Any], List[str]]
Visits = Callable[..., Any]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"color_scheme": "dark"},
        {"viewport": {"width": 320, "height": 640}, "has_touch": True},
        {"forced_colors": "active"},
        {"reduced_motion": "reduce"},
    ],
    ids=["light", "dark", "320px", "forced", "still"],
)
def test_axe_finds_nothing_in_any_state(visit: Visits, axe: Axe, given: Any) -> None:
    person = visit(**given)
    page = person.host("<career-adviser></career-adviser>")
    assert axe(page) == [], "closed"
    page.get_by_role("button", name="Karriereberatung").click()
    page.get_by_role("dialog").wait_for()
    page.get_by_text("30 Tage").wait_for()
    assert axe(page) == [], "open"
    reply = person.ask(QUESTION)
    reply.locator(".cite").first.click()
    assert axe(page) == [], "answer with citations"
    reply.get_by_role("button", name="Nicht hilfreich").click()
    page.locator(".why:visible").wait_for()
    assert axe(page) == [], "feedback"
    page.get_by_role("button", name="Menü").click()
    assert axe(page) == [], "menu"
    page.get_by_role("button", name="Gespräch löschen").click()
    assert axe(page) == [], "asking before deletion"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.route("**/messages", lambda route: route.abort())
    page.get_by_role("textbox").last.fill("Wie fange ich klein an?")
    page.keyboard.press("Enter")
    page.locator(".stuck").wait_for()
    assert axe(page) == [], "error"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_whole_page(
    visit: Visits, axe: Axe, scheme: str
) -> None:
    person = visit(color_scheme=scheme)
    page = person.start()
    assert axe(page) == []
    person.ask(QUESTION).locator(".cite").first.click()
    assert axe(page) == []


def order(page: Any, steps: int, key: str = "Tab") -> List[str]:
    """Names of what the keyboard reaches, one after the other."""
    names = []
    for _ in range(steps):
        page.keyboard.press(key)
        names.append(
            page.evaluate(
                "(() => { let at = document.activeElement;"
                " while (at.shadowRoot?.activeElement)"
                "  at = at.shadowRoot.activeElement;"
                " return at.ariaLabel || at.textContent.trim() })()"
            )
        )
    return names


def test_closed_panel_cannot_be_reached(visit: Visits) -> None:
    person = visit()
    page = person.host(
        "<button>before</button><career-adviser></career-adviser><button>after</button>"
    )
    page.get_by_role("button", name="Karriereberatung").click()
    person.ask(QUESTION)
    page.get_by_role("button", name="Schließen").click()
    page.get_by_role("dialog").wait_for(state="hidden")
    page.get_by_role("button", name="before").focus()
    assert order(page, 2) == ["Karriereberatung", "after"]
    shown = page.locator("body").aria_snapshot()
    assert "Ihre Frage" not in shown and "Quellen" not in shown


def test_order_of_the_open_panel(visit: Visits) -> None:
    person = visit()
    page = person.start()
    person.ask(QUESTION)
    page.get_by_role("button", name="English").focus()
    reached = order(page, 14)
    assert reached[:2] == ["Menü", "Gespräch"]
    assert [name[0] for name in reached[2:6]] == ["1", "2", "3", "3"]
    assert reached[6:9] == ["Quellen (3)", "Hilfreich", "Nicht hilfreich"]
    offers = page.locator(".offers button").all_inner_texts()
    assert reached[9:12] == offers
    assert reached[12:] == ["Ihre Frage", "Senden"]


def test_escape_closes_from_the_inside_out(visit: Visits) -> None:
    person = visit()
    page = person.host("<career-adviser></career-adviser>")
    page.get_by_role("button", name="Karriereberatung").click()
    page.get_by_role("button", name="Menü").click()
    page.get_by_role("button", name="Gespräch löschen").click()
    page.get_by_role("button", name="Löschen", exact=True).wait_for()
    page.keyboard.press("Escape")
    assert order(page, 0) == []
    assert page.get_by_role("button", name="Gespräch kopieren").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("button", name="Gespräch kopieren").is_hidden()
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")


def test_focus_returns_to_what_opened_it(visit: Visits) -> None:
    person = visit()
    page = person.host(
        "<button id=own>Frag uns</button><career-adviser></career-adviser>",
        script="own.onclick = () => document.querySelector('career-adviser').open();",
    )
    page.get_by_role("button", name="Frag uns").click()
    page.get_by_role("dialog").wait_for()
    until(page, f"{INSIDE}.activeElement?.tagName === 'TEXTAREA'")
    page.keyboard.press("Escape")
    until(page, "document.activeElement.id === 'own'")


def test_open_from_the_start_takes_no_focus(visit: Visits) -> None:
    person = visit()
    page = person.host("<a href=#x>x</a><career-adviser open></career-adviser>")
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(200)
    assert page.evaluate("document.activeElement === document.body")


def test_each_reply_is_announced_once(visit: Visits) -> None:
    person = visit()
    page = person.host("<career-adviser></career-adviser>")
    page.evaluate(
        f"window.live = {INSIDE}.querySelector('[aria-live=polite]');"
        "window.spoken = [];"
        "new MutationObserver((all) => all.forEach((one) =>"
        " one.addedNodes.forEach((node) => spoken.push(node.textContent))))"
        ".observe(live, {childList: true, subtree: true, characterData: true})"
    )
    page.get_by_role("button", name="Karriereberatung").click()
    for question in (QUESTION, "Was verdient man?", "Wie fange ich klein an?"):
        person.ask(question)
    spoken = page.evaluate("spoken")
    assert len(spoken) == 3
    assert spoken[0].startswith("Beratung: Quellen sind sich uneinig. ")
    assert "Bachelor" in spoken[0]
    assert "[1]" not in spoken[0] and "Quellen:" not in spoken[0]
    assert (
        page.evaluate(
            f"{INSIDE}.querySelectorAll('[aria-live],[role=log],[role=status],"
            "[role=alert]').length"
        )
        == 1
    )
    page.reload()
    page.get_by_role("button", name="Karriereberatung").click()
    page.locator("li.bot").nth(2).wait_for()
    assert page.evaluate(f"{INSIDE}.querySelector('[aria-live]').textContent") == "", (
        "what is only remembered is not read aloud again"
    )


def test_names_start_with_what_is_shown(visit: Visits) -> None:
    person = visit()
    page = person.start()
    person.ask(QUESTION).locator("summary").click()
    page.get_by_role("button", name="Menü").click()
    named = page.evaluate(
        f"[...{INSIDE}.querySelectorAll('button,summary,input,textarea')]"
        ".map((one) => [one.innerText.trim(), one.ariaLabel || one.innerText.trim()"
        " || one.labels?.[0]?.textContent || ''])"
    )
    assert len(named) > 15
    assert all(name and name.startswith(shown) for shown, name in named), named


@pytest.mark.parametrize("width", [320, 1100])
def test_targets_are_large_enough(visit: Visits, width: int) -> None:
    person = visit(viewport={"width": width, "height": 700})
    page = person.start()
    person.ask(QUESTION).get_by_role("button", name="Nicht hilfreich").click()
    page.get_by_role("button", name="Menü").click()
    sizes = page.evaluate(
        f"[...{INSIDE}.querySelectorAll('button,summary,textarea,input')]"
        ".map((one) => [one.textContent || one.ariaLabel,"
        " one.getBoundingClientRect().width, one.getBoundingClientRect().height])"
        ".filter((one) => one[1])"
    )
    small = [one for one in sizes if min(one[1:]) < SMALLEST_TARGET]
    assert len(sizes) > 15 and small == []


@pytest.mark.parametrize(
    ("width", "height"), [(320, 640), (550, 400)], ids=["320px", "200%"]
)
def test_nothing_is_cut_off(visit: Visits, width: int, height: int) -> None:
    person = visit(viewport={"width": width, "height": height})
    page = person.host("<career-adviser></career-adviser>")
    page.get_by_role("button", name="Karriereberatung").click()
    reply = person.ask(QUESTION)
    reply.locator(".cite").first.click()
    for part in ("dialog", ".log", "header", "form"):
        wide = page.locator(f"career-adviser {part}").first.evaluate(
            "(one) => one.scrollWidth - one.clientWidth"
        )
        assert wide <= 0, part
    box = page.get_by_role("dialog").bounding_box()
    assert box["x"] >= 0 and box["y"] >= 0
    assert box["x"] + box["width"] <= width and box["y"] + box["height"] <= height
    assert page.get_by_role("textbox").last.is_visible()
    log = page.locator(".log").bounding_box()
    assert log["height"] > height * 0.4


def test_small_screens_keep_the_keyboard_inside(visit: Visits) -> None:
    person = visit(viewport={"width": 320, "height": 640})
    page = person.host("<career-adviser></career-adviser><button>behind</button>")
    page.get_by_role("button", name="Karriereberatung").click()
    page.get_by_role("dialog").wait_for()
    assert "behind" not in order(page, 12)


def test_forced_colours_keep_edges(visit: Visits) -> None:
    person = visit(forced_colors="active")
    page = person.host("<career-adviser></career-adviser>")
    page.get_by_role("button", name="Karriereberatung").click()
    person.ask(QUESTION)
    for part in (".you .text", ".send", ".cite", ".notice ul"):
        style = page.locator(part).first.evaluate(
            "(one) => [getComputedStyle(one).borderTopWidth,"
            " getComputedStyle(one).borderTopColor,"
            " getComputedStyle(one).backgroundColor]"
        )
        assert style[0] == "1px" and style[1] != style[2], part


def test_reduced_motion_stands_still(visit: Visits) -> None:
    for motion, expected in (("reduce", "none"), ("no-preference", "type")):
        page = visit(reduced_motion=motion).start()
        assert (
            page.locator(".typing").evaluate(
                "(one) => { one.hidden = false;"
                " return getComputedStyle(one).animationName }"
            )
            == expected
        )


def test_print_shows_the_whole_conversation(visit: Visits) -> None:
    person = visit(viewport={"width": 900, "height": 400})
    page = person.start()
    for question in (QUESTION, "Was verdient man?"):
        person.ask(question)
    page.emulate_media(media="print")
    log = page.locator(".log")
    assert log.evaluate("(one) => one.scrollHeight - one.clientHeight") <= 0
    assert page.get_by_text("Abschnitt Einleitung").first.is_visible()
    assert page.get_by_role("textbox").is_hidden()
    assert page.get_by_role("button", name="Menü").is_hidden()
    assert page.evaluate("document.documentElement.scrollHeight") > 400
