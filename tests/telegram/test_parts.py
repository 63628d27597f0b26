"""The parts that need no process: formatting, limits, store, names, texts, settings."""

from __future__ import annotations

import asyncio
import stat
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strict_api import rules
from telegram.error import BadRequest, NetworkError, RetryAfter

from werdegang.careers import LANGUAGES
from werdegang.channels.telegram import texts
from werdegang.channels.telegram.dispatch import SETTLING, Dispatcher
from werdegang.channels.telegram.formatting import (
    as_html,
    length,
    pieces,
    source_messages,
    without_source_line,
)
from werdegang.channels.telegram.identity import conversation_id
from werdegang.channels.telegram.limits import Limits, Window
from werdegang.channels.telegram.plan import MESSAGE, QUESTION, Button, Plan, Step
from werdegang.channels.telegram.reading import Asked, Bot, Commanded, read
from werdegang.channels.telegram.sending import unformatted
from werdegang.channels.telegram.store import Accepted, Store, new_token
from werdegang.serving.secrets import installation_secret
from werdegang.settings import Settings, SettingsError, TelegramSettings

OURS = Bot(5, "our_bot")
TOKEN = "5:abc"


@given(st.text(max_size=400), st.integers(min_value=20, max_value=100))
def test_pieces_fit_and_lose_no_word(text: str, longest: int) -> None:
    found = pieces(text, longest)
    assert all(0 < length(piece) <= longest for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_pieces_end_at_sentences() -> None:
    text = "Eins ist gut. Zwei z. B. auch. Drei 3.5 mehr. Vier!"
    assert pieces(text, 32) == [
        "Eins ist gut. Zwei z. B. auch.",
        "Drei 3.5 mehr. Vier!",
    ]


@given(st.text(max_size=300), st.booleans())
def test_html_shows_exactly_what_was_said(text: str, headings: bool) -> None:
    html = as_html(text, headings)
    assert rules.shown(html, "HTML") == text
    assert unformatted(html) == text


def test_headings_are_bold_and_nothing_else() -> None:
    assert as_html("Abschluss: ja <b>", True) == "<b>Abschluss:</b> ja &lt;b&gt;"
    assert as_html("Siehe dazu [1]: ja", True) == "Siehe dazu [1]: ja"


def test_source_line_is_only_removed_where_it_is_one() -> None:
    sources = [{"title": "A", "place": "Absatz 1"}]
    assert without_source_line("Ja.\n\nQuelle: A, Absatz 1", sources) == "Ja."
    assert without_source_line("Ja.\n\nNein.", sources) == "Ja.\n\nNein."
    assert without_source_line("Quelle: A", sources) == "Quelle: A"
    assert without_source_line("Ja.\n\nQuelle: A", []) == "Ja.\n\nQuelle: A"


def test_many_sources_are_several_messages() -> None:
    many = [{"title": "<T>" * 100, "place": f"Absatz {n}"} for n in range(50)]
    shown = [rules.checked_text(m, "HTML") for m in source_messages("Quellen", many)]
    assert len(shown) > 1
    assert "Absatz 49" in shown[-1]


def test_button_data_is_short_however_long_the_title() -> None:
    assert len(new_token().encode()) <= 64


def test_conversation_names() -> None:
    name = conversation_id(b"k", 1, 7, 7)
    assert name == conversation_id(b"k", 1, 7, 7)
    others = [
        conversation_id(b"x", 1, 7, 7),
        conversation_id(b"k", 2, 7, 7),
        conversation_id(b"k", 1, 8, 8),
        conversation_id(b"k", 1, 7, -9),
        conversation_id(b"k", 1, 8, -9),
    ]
    assert len({name, *others}) == 6
    assert "7" * 9 not in conversation_id(b"k", 1, int("7" * 9), int("7" * 9))


def test_secret_is_made_once_for_the_owner_only(tmp_path: Path) -> None:
    settings = Settings.from_environment({"WERDEGANG_VAR": str(tmp_path / "v")})
    made = installation_secret(settings)
    assert len(made) == 64 and made == installation_secret(settings)
    file = tmp_path / "v" / "secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    given = Settings.from_environment({"WERDEGANG_SECRET": "m" * 32})
    assert installation_secret(given) == b"m" * 32


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"TELEGRAM_TOKEN": "nonsense"}, "TELEGRAM_TOKEN"),
        ({"TELEGRAM_MODE": "push"}, "TELEGRAM_MODE"),
        ({"TELEGRAM_SECRET": "short"}, "TELEGRAM_SECRET"),
        ({"TELEGRAM_BASE_URL": "ftp://x"}, "TELEGRAM_BASE_URL"),
        ({"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_MODE": "webhook"}, "TELEGRAM_WEBHOOK_URL"),
        ({"TELEGRAM_MESSAGES_PER_SECOND": "0"}, "TELEGRAM_MESSAGES_PER_SECOND"),
    ],
)
def test_wrong_settings_are_named(variables: dict, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        TelegramSettings.from_environment(variables)
    assert "\n" not in str(caught.value)


def test_every_text_is_there_in_every_language() -> None:
    for name, says in texts._texts().items():
        entries = says.values() if name == "commands" else [says]
        for entry in entries:
            assert set(entry) == set(LANGUAGES), name
            assert all(text.strip() for text in entry.values())
    for name in ("old_button", "others_button"):
        assert all(len(texts.say(name, language)) <= 200 for language in LANGUAGES)


def update(number: int, text: str = "Hallo", chat: int = 7) -> dict:
    person = {"id": 7, "is_bot": False, "first_name": "Kim"}
    where = {"id": chat, "type": "private" if chat > 0 else "group", "title": "G"}
    message = {"message_id": 1, "date": 1, "chat": where, "from": person, "text": text}
    return {"update_id": number, "message": message}


def test_reading() -> None:
    assert isinstance(read(update(1), OURS), Asked)
    command = read(update(1, "/Start  en-skills\n"), OURS)
    assert isinstance(command, Commanded)
    assert (command.command, command.argument) == ("start", "en-skills")
    assert read(update(1, "/start@other"), OURS) is None
    assert read(update(1, "Hallo", chat=-7), OURS) is None
    bot = update(1)
    bot["message"]["from"]["is_bot"] = True
    assert read(bot, OURS) is None


@pytest.mark.parametrize(
    "offset, length, said",
    [(3, 8, "😀 Hallo"), (1, 8, "😀 @our_bot Hallo"), (3, 90, "😀 @our_bot Hallo")],
)
def test_a_mention_is_found_beside_signs_of_two_units_and_a_wrong_one_harms_nothing(
    offset: int, length: int, said: str
) -> None:
    asked = update(1, "😀 @our_bot Hallo")
    asked["message"]["entities"] = [
        {"type": "mention", "offset": offset, "length": length}
    ]
    found = read(asked, OURS)
    assert isinstance(found, Asked) and found.text == said


def test_store_takes_each_update_once_and_forgets_its_text(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite")
    assert [a.number for a in store.accept([update(2), update(1), update(2)])] == [2, 1]
    assert store.accept([update(1)]) == []
    assert [a.number for a in store.waiting()] == [1, 2]
    button = Button("Titel", QUESTION, "Frage?", "token")
    steps = [Step(MESSAGE, "eins"), Step(MESSAGE, "zwei", [button], suggests=True)]
    store.answered_with(1, Plan(steps, "c", {"language": "en"}, ends_buttons=True))
    store.step_taken(1, 1, "c")
    store.close()

    store = Store(tmp_path / "a.sqlite")
    first = store.waiting()[0]
    assert (first.steps, first.done) == (steps, 1)
    assert store.button("token", "c") == button
    assert store.button("token", "d") is None and store.belongs_to_other("token", "d")
    store.step_taken(1, 2, "c", keyboard=99)
    assert store.remembered("c").keyboard == 99
    assert store.remembered("c").language == "en"
    store.finish(1)
    store.finish(2)
    assert store.waiting() == [] and store.accept([update(1)]) == []
    store.answered_with(2, Plan([], "c", forgets=True))
    assert store.remembered("c").language is None
    assert store.button("token", "c") is None
    store.sweep()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Hallo" not in kept and b"zwei" not in kept
    store.close()


def test_window_allows_so_many_in_a_span() -> None:
    window = Window(2, 10.0)
    assert window.earliest(0.0) == 0.0
    window.happens(0.0)
    window.happens(1.0)
    assert window.earliest(2.0) == 10.0
    window.happens(10.0)
    assert window.earliest(10.0) == 11.0
    assert window.earliest(30.0) == 30.0


async def test_group_has_twenty_messages_a_minute() -> None:
    limits = Limits(30)
    chat = limits._chat(-5)
    now = time.monotonic()
    for _ in range(20):
        for window in chat.windows:
            window.happens(now)
    assert 59 < max(w.earliest(now) for w in chat.windows) - now <= 60
    assert len(limits._chat(5).windows) == 1


async def test_overall_limit_holds_between_chats() -> None:
    limits = Limits(10)
    times: list[float] = []

    async def call() -> None:
        times.append(time.monotonic())

    def send(chat: int):
        return limits.process_request(
            call, (), {}, "sendMessage", {"chat_id": chat}, None
        )

    await asyncio.gather(*(send(chat) for chat in range(1, 26)))
    times.sort()
    assert len(times) == 25
    for first, eleventh in zip(times, times[10:], strict=False):
        assert eleventh - first >= 1.0


async def test_retrying() -> None:
    limits = Limits(30)
    faults: list[Exception] = [RetryAfter(1), NetworkError("x")]
    started = time.monotonic()

    async def call() -> str:
        if faults:
            raise faults.pop(0)
        return "sent"

    data = {"chat_id": 1}
    assert (
        await limits.process_request(call, (), {}, "sendMessage", data, None) == "sent"
    )
    assert time.monotonic() - started >= 1.4
    faults.append(NetworkError("x"))
    with pytest.raises(NetworkError):
        await limits.process_request(call, (), {}, "sendChatAction", data, 1)
    faults.append(BadRequest("x"))
    with pytest.raises(BadRequest):
        await limits.process_request(call, (), {}, "sendMessage", data, None)


async def test_order_within_a_chat_and_none_between() -> None:
    worked: list[int] = []
    idle = asyncio.Event()

    async def work(accepted: Accepted) -> None:
        await asyncio.sleep(0.05 if accepted.number % 10 == 1 else 0)
        worked.append(accepted.number)

    dispatcher = Dispatcher(work, idle.set)
    for number, chat in ((1, 7), (4, 7), (2, 8), (3, 7)):
        dispatcher.add(Accepted(number, update(number, chat=chat), None, 0, 0))
    await asyncio.wait_for(idle.wait(), 2)
    assert [number for number in worked if number != 2] == [1, 3, 4]
    assert worked.index(2) < worked.index(4)


async def arriving(*numbers: int, pause: float) -> tuple[list[int], float]:
    """Returns the order that updates of a chat are worked on in, and the seconds.

    Args:
        pause: seconds between two of them.
    """
    worked: list[int] = []
    idle = asyncio.Event()

    async def work(accepted: Accepted) -> None:
        worked.append(accepted.number)

    dispatcher = Dispatcher(work, idle.set)
    started = time.monotonic()
    for number in numbers:
        dispatcher.add(Accepted(number, update(number), None, 0, 0))
        await asyncio.sleep(pause)
    await asyncio.wait_for(idle.wait(), 5)
    while len(worked) < len(numbers):
        await asyncio.sleep(0.01)
    return worked, time.monotonic() - started


async def test_an_update_waits_for_those_before_it() -> None:
    worked, seconds = await arriving(10, 13, 12, 11, pause=0.1)
    assert worked == [10, 11, 12, 13]
    assert seconds < SETTLING


async def test_it_does_not_wait_for_what_never_comes() -> None:
    worked, seconds = await arriving(10, 15, pause=0)
    assert worked == [10, 15]
    assert SETTLING <= seconds < 5 * SETTLING


async def test_another_beginning_of_the_numbers_is_no_gap() -> None:
    worked, seconds = await arriving(10, 900_000, 7, pause=0.05)
    assert worked == [10, 900_000, 7]
    assert seconds < SETTLING


async def test_stop_finishes_what_is_begun_and_begins_nothing() -> None:
    worked: list[int] = []

    async def work(accepted: Accepted) -> None:
        await asyncio.sleep(0.1)
        worked.append(accepted.number)

    dispatcher = Dispatcher(work, lambda: None)
    for number in (1, 2):
        dispatcher.add(Accepted(number, update(number), None, 0, 0))
    await asyncio.sleep(0.02)
    await dispatcher.stop(5)
    assert worked == [1]
