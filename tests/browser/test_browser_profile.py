"""The comparison in a browser: a table with words and symbols, a ladder, a download."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import pytest

pytestmark = pytest.mark.model

TOLD = {
    "de-DE": (
        "Ich habe einen Bachelor in Jura, fünf Jahre Buchhaltung und ein Team geführt."
        " Was fehlt mir?",
        "weiter",
        "ja",
        "Anforderung",
        "erfüllt",
        "mein Plan",
        "Plan als PDF herunterladen",
        "Mein-Plan.pdf",
    ),
    "en-GB": (
        "I have a bachelor's in law, five years in accounting and led a team."
        " What am I missing?",
        "skip",
        "yes",
        "Requirement",
        "met",
        "my plan",
        "Download the plan as PDF",
        "My-plan.pdf",
    ),
}


@pytest.mark.parametrize("locale", TOLD)
def test_table_ladder_and_download(
    visit: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    locale: str,
    tmp_path: Path,
) -> None:
    background, skip, yes, head, met, plan, button, file = TOLD[locale]
    person = visit(locale=locale)
    page = person.start()
    for text in (background, skip, yes):
        person.ask(text)
    table = page.get_by_role("table")
    table.wait_for()
    assert head in table.get_by_role("columnheader").first.inner_text()
    assert table.get_by_role("rowheader").count() >= 8
    first = table.get_by_role("row").nth(1)
    assert "✓" in first.inner_text() and met in first.inner_text()
    ladder = page.locator("svg.ladder")
    assert ladder.get_attribute("role") == "img"
    assert ladder.locator("desc").text_content()
    assert ladder.locator("rect").count() == 4
    assert ladder.evaluate("(svg) => svg.getBoundingClientRect().width") > 200
    assert axe(page) == []

    page.reload()
    page.get_by_role("table").wait_for()
    person.ask(plan)
    with page.expect_download() as downloading:
        page.get_by_role("button", name=button).click()
    download = downloading.value
    assert download.suggested_filename == file
    kept = tmp_path / file
    download.save_as(kept)
    assert kept.read_bytes().startswith(b"%PDF-")


def test_a_plan_is_only_for_whom_it_is(visit: Callable[..., Any]) -> None:
    person = visit()
    person.start()
    person.ask(TOLD["de-DE"][0])
    person.ask("mein Plan")
    said = [one for one in person.said() if one.get("view", {}).get("plan")]
    other = visit()
    page = other.start()
    other.ask("Hallo")
    path = f"/webhooks/web/plan?message={said[-1]['id']}"
    answers = page.evaluate(
        "async ([path, token]) => [await fetch(path), await fetch(path,"
        " {headers: {Authorization: `Bearer ${token}`}})].map((one) => one.status)",
        [path, other.token()],
    )
    assert answers == [401, 404]
