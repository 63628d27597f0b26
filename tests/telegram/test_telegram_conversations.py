"""Conversations in both languages with the whole assistant, by long polling."""

from __future__ import annotations

import json
import re

import pytest
from running import Running
from strict_api import Call, Person
from strict_api.rules import utf16

pytestmark = pytest.mark.model

QUESTIONS = [
    ("de", "Welchen Abschluss brauche ich?", "Bachelorabschluss", "Quellen"),
    ("en", "Which degree do I need?", "bachelor's degree", "Sources"),
]


def data_of(message: Call, title: str) -> str:
    return next(b["callback_data"] for b in message.buttons if b["text"] == title)


@pytest.mark.parametrize(("language", "question", "said", "sources"), QUESTIONS)
def test_question_buttons_and_sources(
    polling: Running, language: str, question: str, said: str, sources: str
) -> None:
    person = Person(polling.api, language)
    answer = person.asks(question)
    assert said in answer.result["text"]
    assert answer.params["parse_mode"] == "HTML"
    assert f"{sources}:" not in answer.result["text"], "citations are to be short"
    assert "[1]" in answer.result["text"]

    rows = json.loads(answer.params["reply_markup"])["inline_keyboard"]
    assert len(rows) >= 3
    assert all(len(row) == 1 for row in rows), "buttons stand below each other"
    assert rows[-1][0]["text"] == sources

    press = person.presses(answer.result, data_of(answer, sources))
    shown = person.next_after(1)
    assert shown.result["text"].startswith(f"{sources}\n[1] Wie werde ich")
    assert polling.api.state.presses[press]["answered"]
    left = polling.api.wait(
        lambda: polling.api.made("editMessageReplyMarkup", person.chat)
    )[-1]
    assert [button["text"] for button in left.buttons] == [
        row[0]["text"] for row in rows[:-1]
    ]

    title = rows[0][0]["text"]
    press = person.presses(answer.result, rows[0][0]["callback_data"])
    following = person.next_after(2)
    assert following.params["text"].startswith(f"<b>{title}</b>\n\n")
    assert polling.api.state.presses[press] == {"answered": True, "text": None}
    number = answer.result["message_id"]
    polling.api.wait(
        lambda: (
            "reply_markup" not in polling.api.state.messages[person.chat, number]
            and True
        )
    )


def test_press_counts_once(polling: Running) -> None:
    person = Person(polling.api)
    answer = person.asks("Welchen Abschluss brauche ich?")
    data = answer.buttons[0]["callback_data"]
    presses = [person.presses(answer.result, data) for _ in range(3)]
    last = Person(polling.api)
    polling.api.wait(
        lambda: all(polling.api.state.presses[press]["answered"] for press in presses)
    )
    last.asks("Hallo")
    assert len(person.heard()) == 2
    later = [polling.api.state.presses[press]["text"] for press in presses[1:]]
    assert all("gilt nicht mehr" in text for text in later)


def test_typing_is_shown_before_the_answer(polling: Running) -> None:
    person = Person(polling.api)
    answer = person.asks("Was muss ich können?")
    typing = [at for chat, what, at in polling.api.state.actions if chat == person.chat]
    assert typing and typing[0] <= answer.at


def test_long_answer_is_split_at_sentences_and_escaped(polling: Running) -> None:
    person = Person(polling.api)
    person.says("Kann ich mit einem Menschen sprechen?")
    polling.api.wait(lambda: "<Nummer 149>" in "".join(person.texts()))
    texts = person.texts()
    assert len(texts) >= 2
    assert all(utf16(text) <= 4096 for text in texts)
    assert all(text.rstrip().endswith((".", ":")) for text in texts)
    numbers = re.findall(r"<Nummer (\d+)>", " ".join(texts))
    assert numbers == [str(number) for number in range(150)]
    gaps = [
        b.at - a.at for a, b in zip(person.heard(), person.heard()[1:], strict=False)
    ]
    assert min(gaps) >= 1.0, "one message a second a chat"


def test_two_languages_in_turn(polling: Running) -> None:
    person = Person(polling.api, "de")
    assert "Bachelor" in person.asks("Welchen Abschluss brauche ich?").result["text"]
    assert "experience" in person.asks("How much experience do I need?").result["text"]
    assert "text only" in _after_photo(person)


@pytest.mark.parametrize(
    ("locale", "said"),
    [("de-AT", "Text"), ("en", "only"), ("fr", "only"), (None, "Text")],
)
def test_first_guess_of_the_language(
    polling: Running, locale: str | None, said: str
) -> None:
    assert said in _after_photo(Person(polling.api, locale))


def test_language_is_chosen_by_button_and_kept(polling: Running) -> None:
    person = Person(polling.api, "de")
    person.asks("Hallo")
    choice = person.asks("/language")
    assert [button["text"] for button in choice.buttons] == ["Deutsch", "English"]
    person.presses(choice.result, choice.buttons[1]["callback_data"])
    assert "I will answer in English" in person.next_after(2).result["text"]
    assert "text only" in _after_photo(person)
    assert "degree" in person.asks("Bachelor?").result["text"]
    assert "Gern" in person.asks("/language de").result["text"]


def test_start_tells_what_it_is_and_what_is_stored(polling: Running) -> None:
    german = Person(polling.api, "de").asks("/start").result["text"]
    assert "kein Mensch" in german and "gespeichert" in german and "/delete" in german
    english = Person(polling.api, "en").asks("/start").result["text"]
    assert "not a person" in english and "stored" in english and "/delete" in english


def test_start_with_parameter(polling: Running) -> None:
    person = Person(polling.api, "de")
    assert "not a person" in person.asks("/start en-skills").result["text"]
    assert person.next_after(1).params["text"].startswith("<b>")
    assert len(person.heard()[1].buttons) > 1
    other = Person(polling.api, "de")
    assert "kein Mensch" in other.asks("/start no-such-thing").result["text"]


def test_sources_command_names_places(polling: Running) -> None:
    person = Person(polling.api)
    assert "zwei Artikeln" in person.asks("/sources").result["text"]
    person.asks("Welchen Abschluss brauche ich?")
    assert "Absatz" in person.asks("/sources").result["text"]


def test_command_menu_in_both_languages(polling: Running) -> None:
    menu = polling.api.wait(
        lambda: (
            len(polling.api.state.commands) == 3 and dict(polling.api.state.commands)
        )
    )
    assert set(menu) == {"", "de", "en"}
    assert [entry["command"] for entry in menu["de"]] == [
        *("start", "help", "language", "sources", "privacy", "export", "delete")
    ]
    assert menu["de"] != menu["en"] == menu[""]


def test_export_and_delete(polling: Running) -> None:
    person = Person(polling.api)
    person.asks("Welchen Abschluss brauche ich?")
    exported = _export(person, 0)
    said = [message["text"] for message in exported["messages"]]
    assert said[0] == "Welchen Abschluss brauche ich?"
    assert exported["remembered"]["needs"] == ["degree_needed"]
    assert str(person.number) not in json.dumps(exported)

    assert "gelöscht" in person.asks("/delete").result["text"]
    after = _export(person, 1)
    assert after["messages"] == []
    assert after["channel"] == {"language": None}
    assert after["remembered"] == {}


def test_deleting_in_words_ends_buttons_too(polling: Running) -> None:
    person = Person(polling.api)
    answer = person.asks("Welchen Abschluss brauche ich?")
    assert "wirklich" in person.asks("Bitte löschen Sie meine Daten").result["text"]
    assert "gelöscht" in person.asks("ja").result["text"]
    press = person.presses(answer.result, answer.buttons[0]["callback_data"])
    polling.api.wait(lambda: polling.api.state.presses[press]["answered"])
    assert "gilt nicht mehr" in polling.api.state.presses[press]["text"]
    assert _export(person, 0)["messages"] == []


def test_nothing_was_refused_by_the_strict_service(polling: Running) -> None:
    refused = [
        (call.method, call.error)
        for call in polling.api.refused()
        if not call.error.startswith(
            ("Forbidden", "Bad Request: message is not modified")
        )
    ]
    assert refused == []


def _after_photo(person: Person) -> str:
    before = len(person.heard())
    person.sends(photo=[PHOTO])
    return str(person.next_after(before).result["text"])


def _export(person: Person, before: int) -> dict:
    person.says("/export")
    api = person.api
    call = api.wait(lambda: api.made("sendDocument", person.chat)[before:])[0]
    name, content = call.params["document"]
    assert name == "gespraech.json"
    return dict(json.loads(content))


PHOTO = {
    "file_id": "p",
    "file_unique_id": "p",
    "width": 90,
    "height": 60,
    "file_size": 1000,
}
