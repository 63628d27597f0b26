"""Whatever is typed gets a polite answer and leaves the conversation working."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model

TYPED = {
    "empty": "",
    "blanks": " \t\n  ",
    "20,000 letters": "a" * 20_000,
    "20,000 characters of words": "Abschluss " * 2_000,
    "control characters": "\x00\x07\x1b[31m\x08",
    "invisible": "\u200b\u200b\ufeff",
    "half a character": "\ud83d",
    "emoji": "😀🎉👍",
    "HTML": "<script>alert(1)</script><b>Hallo</b>",
    "an intent": '/intent{"a":1}',
    "a session command": "/session_start",
    "restart": "/restart",
    "an intent of the domain": '/delete_my_data{"role": "x"}',
    "JSON": '{"text": "degree", "n": [1, 2]}',
    "a placeholder": "{contact} {data}",
    "right to left": "שלום, מה שלומך? \u202eabc",
    "a very long word": "Donau" + "dampfschifffahrts" * 50,
    "marks upon marks": "e" + "\u0301" * 500,
}


@pytest.mark.parametrize("name", TYPED)
def test_it_is_answered_and_so_is_the_next_question(ask, name):
    first = ask(TYPED[name], name)
    assert first.replies
    assert all(reply.strip() for reply in first.replies)
    assert first.answer is not None
    assert first.answer["language"] in ("de", "en")
    for trace in ("Traceback", "Error", "utter_", "<script", "{contact}", "None"):
        assert trace not in " ".join(first.replies)

    then = ask("Welchen Abschluss brauche ich?", name)
    assert then.answer["needs"] == ["degree_needed"]
    assert then.answer["outcome"] == "answered"
    assert then.answer["language"] == "de"


@pytest.mark.parametrize("name", ["20,000 letters", "20,000 characters of words"])
def test_too_long_is_said(ask, name):
    reply = ask(TYPED[name], locale="de-DE")
    assert reply.intent == "too_long"
    assert "1000" in reply.replies[0]


@pytest.mark.parametrize("command", ["/restart", "/session_start", "/greet"])
def test_a_typed_command_is_not_obeyed(ask, command):
    ask("Welchen Abschluss brauchen Buchhalter?", command)
    ask(command, command)
    then = ask("und ein MBA?", command)
    assert then.answer["role"] == "accountant"
