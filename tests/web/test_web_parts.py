"""The small parts: what comes in, limits, transcripts, files, feedback, logs."""

from __future__ import annotations

import gzip
import logging
from pathlib import Path
from typing import Any, Dict, List

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered

from werdegang.channels.web import headers, incoming, pages
from werdegang.channels.web.feedback import with_feedback
from werdegang.channels.web.incoming import Feedback
from werdegang.channels.web.limits import Limit, address_of
from werdegang.channels.web.refusals import WORDINGS, Refusal
from werdegang.channels.web.transcript import replies_to, transcript
from werdegang.serving.logs import Discretion

ID = "0123456789abcdef"
JSON = "application/json"


def refused(read: Any, *arguments: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        read(*arguments)
    assert refusal.value.text()["de"] and refusal.value.text()["en"]
    return refusal.value.code


@given(st.text(min_size=1, max_size=1000))
def test_no_text_is_taken_for_a_command(typed: str) -> None:
    try:
        message = incoming.message({"id": ID, "text": typed}, 1000)
    except Refusal as refusal:
        assert refusal.code in ("empty_message", "message_too_long")
    else:
        assert message.text and not message.text.startswith("/")


@pytest.mark.parametrize(
    "typed",
    [
        "/restart",
        "//restart",
        " /restart",
        "\u200b/restart",
        "/ /restart",
        "\t/restart",
    ],
)
def test_slashes_go(typed: str) -> None:
    assert incoming.message({"id": ID, "text": typed}, 1000).text == "restart"


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({}, "malformed"),
        ({"id": ID}, "malformed"),
        ({"id": ID, "text": 1}, "malformed"),
        ({"id": "short", "text": "x"}, "malformed"),
        ({"id": "x" * 65, "text": "x"}, "malformed"),
        ({"id": f"{ID}.1", "text": "x"}, "malformed"),
        ({"id": f"{ID}\n", "text": "x"}, "malformed"),
        ({"id": ["a"] * 8, "text": "x"}, "malformed"),
        ({"id": ID, "text": "x", "locale": "d"}, "malformed"),
        ({"id": ID, "text": "x", "locale": "de\n"}, "malformed"),
        ({"id": ID, "text": "x", "locale": {"a": 1}}, "malformed"),
        ({"id": ID, "text": " \u200b\n"}, "empty_message"),
        ({"id": ID, "text": "/"}, "empty_message"),
        ({"id": ID, "text": "x" * 1001}, "message_too_long"),
        ({"id": ID, "text": "/too_long" + "x" * 1000}, "message_too_long"),
    ],
)
def test_messages_that_are_refused(given_: Dict[str, Any], code: str) -> None:
    assert refused(incoming.message, given_, 1000) == code


def test_message_of_exactly_the_bound_is_taken() -> None:
    assert len(incoming.message({"id": ID, "text": "ä" * 1000}, 1000).text) == 1000
    assert incoming.message({"id": ID, "text": "?"}, 1000).text == "?"


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({}, "malformed"),
        ({"message": ID, "value": "up"}, "malformed"),
        ({"message": f"{ID}.1", "value": "sideways"}, "malformed"),
        ({"message": f"{ID}.1", "value": ["up"]}, "malformed"),
        ({"message": f"{ID}.1", "value": "up", "word": 1}, "malformed"),
        ({"message": f"{ID}.1", "value": "up", "word": "x" * 501}, "message_too_long"),
    ],
)
def test_feedback_that_is_refused(given_: Dict[str, Any], code: str) -> None:
    assert refused(incoming.feedback, given_) == code


def test_feedback_is_replaced_and_taken_back() -> None:
    up, down = Feedback("a.1", "up", ""), Feedback("a.1", "down", "too long")
    known = with_feedback({"b.1": {}}, up, 1.0)
    known = with_feedback(known, down, 2.0)
    assert known["a.1"] == {"value": "down", "word": "too long", "at": 2.0}
    assert with_feedback(known, Feedback("a.1", None, ""), 3.0) == {"b.1": {}}


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"{}", "text/plain", "not_json"),
        (b"{}", "", "not_json"),
        (b"{}", "application/x-www-form-urlencoded", "not_json"),
        (b"", JSON, "malformed"),
        (b"[]", JSON, "malformed"),
        (b"\xff\xfe", JSON, "malformed"),
        (b"[" * 5000, JSON, "malformed"),
    ],
)
def test_bodies_that_are_refused(body: bytes, kind: str, code: str) -> None:
    assert refused(incoming.parse, body, kind) == code


def test_limit_says_how_long_to_wait_and_then_lets_in_again() -> None:
    clock = [0.0]
    limit = Limit(20, "too_many_messages", lambda: clock[0])
    for _ in range(20):
        limit.count("a")
        clock[0] += 1
    with pytest.raises(Refusal, match="too_many_messages") as refusal:
        limit.count("a")
    assert refusal.value.seconds == 40
    assert refusal.value.headers == {"Retry-After": "40"}
    limit.count("b")
    clock[0] += 40
    limit.count("a")


def test_limit_forgets_what_is_over() -> None:
    clock = [0.0]
    limit = Limit(1, "too_many_messages", lambda: clock[0])
    for number in range(100):
        limit.count(str(number))
    clock[0] = 61.0
    limit.count("new")
    assert list(limit._times) == ["new"]


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        (None, 0, "10.0.0.1"),
        ("6.6.6.6", 0, "10.0.0.1"),
        ("6.6.6.6", 1, "6.6.6.6"),
        ("6.6.6.6, 7.7.7.7", 1, "7.7.7.7"),
        ("6.6.6.6, 7.7.7.7", 2, "6.6.6.6"),
        ("7.7.7.7", 2, "10.0.0.1"),
    ],
)
def test_address_cannot_be_made_up(
    forwarded: str | None, proxies: int, address: str
) -> None:
    assert address_of("10.0.0.1", forwarded, proxies) == address


def events() -> List[Event]:
    custom = {"answer": {"outcome": "answered"}}
    buttons = [{"title": "B", "payload": "B", "type": "x"}]
    return [
        UserUttered("/session_start", message_id="s"),
        UserUttered("eins", message_id="first"),
        ActionExecuted("action_answer"),
        BotUttered("one"),
        BotUttered(None),
        BotUttered("two", {"buttons": buttons, "custom": custom}),
        UserUttered("zwei", message_id="second"),
        UserUttered("drei", message_id="third"),
        BotUttered("three"),
    ]


def test_transcript_is_what_was_seen() -> None:
    said = transcript(events())
    assert [(m.id, m.who, m.text) for m in said] == [
        ("first", "person", "eins"),
        ("first.1", "assistant", "one"),
        ("first.2", "assistant", "two"),
        ("second", "person", "zwei"),
        ("third", "person", "drei"),
        ("third.1", "assistant", "three"),
    ]
    assert said[2].buttons == ({"title": "B", "payload": "B"},)
    assert said[2].answer == {"outcome": "answered"}


def test_replies_are_found_by_the_id_of_the_message() -> None:
    said = transcript(events())
    assert [m.id for m in replies_to(said, "first")] == ["first.1", "first.2"]
    assert [m.id for m in replies_to(said, "third")] == ["third.1"]
    for asked in ("second", "fourth", "f", "fir.t", ""):
        assert replies_to(said, asked) == []


def test_replies_are_there_where_the_message_is_not_stored() -> None:
    said = transcript([UserUttered(None, message_id="first"), *events()[3:4]])
    assert [(m.id, m.text) for m in said] == [("first.1", "one")]


def test_message_sent_again_after_a_failure_is_there_once() -> None:
    failed = UserUttered("eins", message_id="first")
    again = [failed, ActionExecuted("action_answer"), *events()[1:4]]
    assert [message.id for message in transcript(again)] == ["first", "first.1"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "widget"
    (folder / "texts").mkdir(parents=True)
    (folder / "a.js").write_text("export const a = 1;\n" * 50)
    (folder / "texts" / "de.json").write_text("{}")
    (folder / "types.d.ts").write_text("no")
    (folder / ".hidden.js").write_text("no")
    (tmp_path / "outside.js").write_text("no")
    (folder / "link.js").symlink_to(tmp_path / "outside.js")
    return folder


@pytest.mark.parametrize(
    "name",
    [
        "b.js",
        "../outside.js",
        "texts/../../outside.js",
        "link.js",
        ".hidden.js",
        "types.d.ts",
        "texts",
        "",
        "/etc/passwd.js",
        "a.js/x.js",
        "a\0.js",
    ],
)
def test_files_that_are_not_served(root: Path, name: str) -> None:
    assert refused(pages.load, root, name) == "not_found"


def test_file_is_compressed_and_sent_once(root: Path) -> None:
    file = pages.load(root, "a.js")
    assert file.zipped is not None and gzip.decompress(file.zipped) == file.plain
    zipped = pages.answer(file, {"accept-encoding": "br, gzip"}, {"Vary": "Origin"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.headers["vary"] == "Origin, Accept-Encoding"
    plain = pages.answer(file, {}, {})
    assert plain.body == file.plain and "content-encoding" not in plain.headers
    again = pages.answer(file, {"if-none-match": file.tag}, {})
    assert again.status == 304 and not again.body
    (root / "a.js").write_text("export const a = 2;")
    assert pages.load(root, "a.js").tag != file.tag


def test_pages_say_who_may_frame_them() -> None:
    alone = headers.of_page()
    assert alone["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert alone["X-Frame-Options"] == "DENY"
    framed = headers.of_page(["https://intranet.example.com"])
    assert framed["Content-Security-Policy"].endswith(
        "frame-ancestors 'self' https://intranet.example.com"
    )
    assert "X-Frame-Options" not in framed
    for found in (alone, framed):
        assert "unsafe" not in found["Content-Security-Policy"]
        assert "require-trusted-types-for 'script'" in found["Content-Security-Policy"]


def test_every_refusal_has_both_texts() -> None:
    values = {"what": "x", "limit": 1000}
    for code, wording in WORDINGS.items():
        refusal = Refusal(code, seconds=3, **values)
        assert 400 <= wording.status < 600
        assert refusal.body()["error"] == code
        assert set(refusal.text()) == {"de", "en"}
        assert "{" not in "".join(refusal.text().values())


def test_foreign_log_records_lose_their_text() -> None:
    try:
        raise ValueError("geheim")
    except ValueError as raised:
        error = (ValueError, raised, raised.__traceback__)
    for name in ("rasa.core", "werdegang.channels.web"):
        text = "geheim" if name == "rasa.core" else "failed"
        record = logging.LogRecord(
            name, logging.ERROR, "x.py", 3, f"{text} %s", ("1",), error
        )
        assert Discretion().filter(record)
        shown = logging.Formatter().format(record)
        assert "geheim" not in shown
        assert "ValueError" in shown
