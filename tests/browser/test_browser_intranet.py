"""The sample intranet: two employees, the adviser from another origin, and a frame."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Iterator

import pytest
import requests
from web.conftest import free_port

from .conftest import COUNT_VIOLATIONS, ROOT

pytestmark = pytest.mark.model

SECONDS_TO_START = 180


@pytest.fixture(scope="module")
def intranet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port, own = free_port(), free_port()
    folder = tmp_path_factory.mktemp("intranet")
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("WERDEGANG_")},
        "WERDEGANG_PORT": str(port),
        "WERDEGANG_VAR": str(folder),
        "INTRANET_PORT": str(own),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "examples.intranet"], cwd=ROOT, env=environment
    )
    end = time.monotonic() + SECONDS_TO_START
    while not ready(port):
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.3)
    yield f"http://localhost:{own}"
    process.terminate()
    process.wait(20)


def ready(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/health", timeout=2).ok
    except requests.ConnectionError:
        return False


class Employee:
    """A browser in which somebody is signed in."""

    def __init__(self, chromium: Any, intranet: str, name: str) -> None:
        self.context = chromium.new_context(locale="de-DE")
        self.context.add_init_script(COUNT_VIOLATIONS)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.goto(intranet)
        self.page.get_by_role("button", name=name).click()
        self.page.get_by_role("heading", name=f"Guten Tag, {name}").wait_for()

    def open(self) -> Any:
        self.page.get_by_role("button", name="Karriereberatung").click()
        self.page.get_by_text("unter Ihrer Anmeldung").wait_for()
        return self.page

    def check(self) -> None:
        assert self.page.evaluate("violations") == []
        assert self.page.evaluate("sessionStorage.length + localStorage.length") == 0
        assert {one["name"] for one in self.context.cookies()} == {"intranet"}
        self.context.close()


def test_employees_find_their_own_conversation_on_another_device(
    chromium: Any, intranet: str, tmp_path: Path
) -> None:
    erika = Employee(chromium, intranet, "Erika Beispiel")
    page = erika.open()
    page.get_by_role("textbox").fill("Wie fange ich klein an?")
    page.keyboard.press("Enter")
    page.locator("li.bot").wait_for()

    elsewhere = Employee(chromium, intranet, "Erika Beispiel")
    elsewhere.open().locator("li.bot").wait_for()
    other = Employee(chromium, intranet, "Max Muster")
    page = other.open()
    page.wait_for_timeout(500)
    assert page.locator("li.bot").count() == 0

    framed = Employee(chromium, intranet, "Erika Beispiel")
    framed.page.get_by_role("link", name="Berufswege").click()
    framed.page.frame_locator("iframe").locator("li.bot").wait_for()
    for one in (erika, elsewhere, other, framed):
        one.check()
