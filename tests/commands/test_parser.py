"""The command line: its help, and mistakes of whoever types it."""

from __future__ import annotations

import io

import pytest

from werdegang.__main__ import main, parser
from werdegang.commands import CommandError
from werdegang.commands.ask import read_lines
from werdegang.commands.chat import chosen


def test_help_lists_all_commands(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for command in ("chat", "ask", "run", "train", "check"):
        assert f"\n    {command} " in shown


@pytest.mark.parametrize("command", ["chat", "ask", "run", "train", "check"])
def test_every_command_has_help_and_code(command, capsys):
    from importlib import import_module

    with pytest.raises(SystemExit) as ended:
        parser().parse_args([command, "--help"])
    assert ended.value.code == 0
    assert command in capsys.readouterr().out
    assert callable(import_module(f"werdegang.commands.{command}").run)


@pytest.mark.parametrize("arguments", [[], ["dance"], ["run", "--fast"]])
def test_unknown_commands_end_with_usage(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask"], "question"),
        (["ask", "Was?", "--batch", "-"], "question"),
        (["ask", "--batch", "missing.jsonl"], "missing.jsonl cannot be read"),
    ],
)
def test_mistakes_with_ask_end_in_one_sentence(arguments, said, capsys):
    assert main(arguments) == 2
    shown = capsys.readouterr().err.strip()
    assert said in shown
    assert len(shown.splitlines()) == 1


def test_lines_are_read_and_empty_ones_left_out():
    file = io.StringIO('{"text": "a"}\n\n  \n{"text": "b", "locale": "en"}\n')
    assert list(read_lines(file, "f")) == [
        {"text": "a"},
        {"text": "b", "locale": "en"},
    ]


@pytest.mark.parametrize(
    "line",
    ["not json", "[1]", '"text"', "7", "null", "{}", '{"text": 7}', '{"text": "a"'],
)
def test_a_wrong_line_is_named(line):
    file = io.StringIO('{"text": "a"}\n\n' + line + "\n")
    with pytest.raises(CommandError, match=r"^f\.jsonl:3: .*`text`"):
        list(read_lines(file, "f.jsonl"))


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("1", "Wie fange ich an?"),
        (" 2 ", "Was verdient man?"),
        ("0", "0"),
        ("3", "3"),
        ("-1", "-1"),
        ("1 Jahr", "1 Jahr"),
        ("", ""),
    ],
)
def test_a_suggestion_is_chosen_by_its_number(typed, sent):
    choices = [
        {"title": "Anfangen", "payload": "Wie fange ich an?"},
        {"title": "Gehalt", "payload": "Was verdient man?"},
    ]
    assert chosen(typed, choices) == sent
