"""The profile check on Telegram: the ladder as a picture, the plan as a document."""

from __future__ import annotations

import pytest
from running import Running
from strict_api import Person
from strict_api.rules import utf16

pytestmark = pytest.mark.model

TALKS = [
    (
        "de",
        [
            "Ich habe einen Bachelor in BWL, fünf Jahre Buchhaltung, ein Team geführt."
            " Was fehlt mir?",
            "weiter",
        ],
        "ja",
        ("Ihr Hintergrund und das Ziel", "Mein Plan", "Als Nächstes"),
        ("stehen Sie", "Leitung"),
        "Mein-Plan.pdf",
    ),
    (
        "en",
        [
            "I have a bachelor's in business, five years in accounting and led a team."
            " What am I missing?",
            "skip",
        ],
        "yes",
        ("Your background and the goal", "My plan", "What counts next"),
        ("you stand", "Manager"),
        "My-plan.pdf",
    ),
]


@pytest.mark.parametrize(
    ("language", "told", "yes", "said", "shown", "file"), TALKS, ids=["de", "en"]
)
def test_picture_and_document(
    polling: Running,
    language: str,
    told: list[str],
    yes: str,
    said: tuple[str, ...],
    shown: tuple[str, ...],
    file: str,
) -> None:
    person = Person(polling.api, language)
    for text in told:
        person.asks(text)
    title, plan, steps = said
    answer = person.asks(yes)
    assert title in answer.result["text"]
    assert steps in answer.result["text"]
    assert plan in [button["text"] for button in answer.buttons]

    (photo,) = polling.api.made("sendPhoto", person.chat)
    caption = photo.result["caption"]
    assert all(words in caption for words in shown)
    assert 0 < utf16(caption) <= 1024
    assert photo.result["photo"][0]["width"] >= 600

    data = next(b["callback_data"] for b in answer.buttons if b["text"] == plan)
    person.presses(answer.result, data)
    made = polling.api.wait(lambda: polling.api.made("sendDocument", person.chat), 30)
    name, content = made[0].params["document"]
    assert name == file
    assert content.startswith(b"%PDF-")
    assert len(content) < 150 * 1024
