"""Every kind of update has a defined behaviour."""

from __future__ import annotations

import time
from typing import Any, Dict

import pytest
from running import Running
from strict_api import Group, Person

pytestmark = pytest.mark.model

FILE = {"file_id": "f", "file_unique_id": "f"}
SIZE = {"width": 90, "height": 60}
CONTENT: Dict[str, Dict[str, Any]] = {
    "photo": {"photo": [{**FILE, **SIZE}], "caption": "Welchen Abschluss brauche ich?"},
    "voice": {"voice": {**FILE, "duration": 3}},
    "sticker": {
        "sticker": {
            **FILE,
            **SIZE,
            "type": "regular",
            "is_animated": False,
            "is_video": False,
        }
    },
    "document": {"document": FILE},
    "location": {"location": {"latitude": 52.5, "longitude": 13.4}},
    "contact": {"contact": {"phone_number": "1", "first_name": "Kim"}},
    "video": {"video": {**FILE, **SIZE, "duration": 3}},
    "video note": {"video_note": {**FILE, "length": 90, "duration": 3}},
    "audio": {"audio": {**FILE, "duration": 3}},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "poll": {
        "poll": {
            "id": "1",
            "question": "?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
        }
    },
}


def settled(running: Running) -> None:
    """Waits until all updates before have been worked on, silent ones too."""
    Person(running.api).asks("/help")
    time.sleep(0.3)


@pytest.mark.parametrize("kind", CONTENT)
def test_content_that_is_not_text(polling: Running, kind: str) -> None:
    german, english = Person(polling.api, "de"), Person(polling.api, "en")
    german.sends(**CONTENT[kind])
    english.sends(**CONTENT[kind])
    assert "nur Text" in german.next_after(0).result["text"]
    assert "text only" in english.next_after(0).result["text"]


def test_album_is_answered_once(polling: Running) -> None:
    person = Person(polling.api)
    for _ in range(3):
        person.sends(**CONTENT["photo"], media_group_id="7")
    person.next_after(0)
    settled(polling)
    assert len(person.heard()) == 1


def test_updates_that_nothing_follows_from(polling: Running) -> None:
    person = Person(polling.api)
    channel = -(10**12) - 5
    polling.api.open_chat(channel, type="channel", title="News")
    post = polling.api.send({"text": "Welchen Abschluss brauche ich?"}, channel)
    date = int(time.time())
    chat = polling.api.state.chats[person.chat]
    member = {"user": person.user, "status": "member"}
    membership = {"chat": chat, "from": person.user, "date": date}
    membership.update(old_chat_member=member, new_chat_member=member)
    reaction = {"chat": chat, "message_id": 1, "user": person.user, "date": date}
    reaction.update(old_reaction=[], new_reaction=[{"type": "emoji", "emoji": "👍"}])
    inline = {"id": "1", "from": person.user, "query": "Abschluss", "offset": ""}
    before = len(polling.api.made("sendMessage"))
    log = len(polling.said())
    polling.api.push(forced=True, channel_post=post)
    polling.api.push(forced=True, edited_channel_post={**post, "edit_date": date})
    polling.api.push(forced=True, my_chat_member=membership)
    polling.api.push(forced=True, chat_member=membership)
    polling.api.push(forced=True, message_reaction=reaction)
    polling.api.push(forced=True, inline_query=inline)
    polling.api.push(forced=True, of_a_kind_that_is_yet_to_come={"chat": chat})
    polling.api.push(message=person.message(new_chat_members=[person.user]))
    polling.api.push(message=person.message(pinned_message=post))
    settled(polling)
    assert len(polling.api.made("sendMessage")) == before + 1
    said = polling.said()[log:]
    assert "failed" not in said and "cannot be read" not in said


def test_ill_formed_update_is_logged_without_its_text(polling: Running) -> None:
    polling.api.push(message={"text": "geheimes Wort", "chat": 7, "from": "x"})
    polling.api.push(callback_query={"data": "geheimes Wort"})
    polling.api.push(message="geheimes Wort")
    settled(polling)
    assert "cannot be read" in polling.said()
    assert "geheimes" not in polling.said()


def test_updates_without_number_are_not_asked_for_all_the_time(
    polling: Running,
) -> None:
    polling.api.state.repeats_unnumbered = True
    before = len(polling.api.made("getUpdates"))
    for body in (None, "text", {"update_id": "1"}):
        polling.api.push_body(body)
    time.sleep(3)
    asked = len(polling.api.made("getUpdates")) - before
    assert Person(polling.api).asks("/help").params["text"]
    polling.api.state.repeats_unnumbered = False
    settled(polling)
    assert 1 <= asked <= 8


def test_edited_question_is_answered_anew_if_it_is_the_last(polling: Running) -> None:
    person = Person(polling.api)
    first = person.says("Welchen Abschluss brauche ich?")
    person.next_after(0)
    person.edits(first, "Wie viel Erfahrung brauche ich?")
    assert "Erfahrung" in person.next_after(1).result["text"]
    person.edits(first, "Wie viel Erfahrung brauche ich?")
    person.asks("Muss ich gut in Mathe sein?")
    person.edits(first, "Was ist das Backoffice?")
    settled(polling)
    assert len(person.heard()) == 3


def test_commands_with_the_name_of_a_bot(polling: Running) -> None:
    person = Person(polling.api)
    name = polling.api.state.me["username"]
    assert "/language" in person.asks(f"/HELP@{name}").result["text"]
    person.says("/help@another_bot")
    assert "kenne ich nicht" in person.asks("/reboot now").result["text"]
    assert len(person.heard()) == 2


def test_typed_intents_are_words(polling: Running) -> None:
    person = Person(polling.api)
    person.says('/delete_my_data{"role": "x"}')
    person.next_after(0)
    person.says("//affirm")
    person.next_after(1)
    assert "gelöscht" not in " ".join(person.texts())


def test_privacy_and_help_in_both_languages(polling: Running) -> None:
    german, english = Person(polling.api, "de"), Person(polling.api, "en")
    stored = german.asks("/privacy").result["text"]
    assert "Gespeichert werden Ihre Fragen" in stored and "bis 30 Tage" in stored
    assert "Telegram befördert" in stored
    stored = english.asks("/privacy").result["text"]
    assert "Your questions, my answers" in stored and "until 30 days" in stored
    assert "Telegram carries" in stored
    assert "eigenen Worten" in german.asks("/help").result["text"]
    assert "own words" in english.asks("/help").result["text"]


def test_group_is_answered_only_when_addressed(polling: Running) -> None:
    group = Group(polling.api)
    kim, lee = group.member("de"), group.member("en")
    name = polling.api.state.me["username"]
    kim.says("Welchen Abschluss brauche ich?")
    kim.says("/help")
    kim.says("/help@another_bot")
    kim.sends(**CONTENT["photo"])
    settled(polling)
    assert kim.heard() == []

    question = kim.says(f"@{name}, welchen Abschluss brauche ich?")
    answer = kim.next_after(0)
    assert "Bachelor" in answer.result["text"]
    assert answer.result["reply_to_message"]["message_id"] == question["message_id"]

    lee.says("And which skills?", reply_to_message=answer.result)
    assert "skills" in kim.next_after(1).result["text"]
    kim.says(f"/help@{name}")
    assert "eigenen Worten" in kim.next_after(2).result["text"]


def test_members_of_a_group_have_conversations_of_their_own(polling: Running) -> None:
    group = Group(polling.api)
    kim, lee = group.member("de"), group.member("de")
    name = polling.api.state.me["username"]
    kim.says(f"@{name} welchen Abschluss brauche ich?")
    answer = kim.next_after(0)
    data = answer.buttons[0]["callback_data"]
    press = lee.presses(answer.result, data)
    polling.api.wait(lambda: polling.api.state.presses[press]["answered"])
    assert "andere Person" in polling.api.state.presses[press]["text"]

    lee.says(f"/sources@{name}")
    assert "zwei Artikeln" in kim.next_after(1).result["text"], "knows of no question"
    kim.presses(answer.result, data)
    assert kim.next_after(2).params["text"].startswith("<b>")

    private = Person.__new__(Person)
    private.__dict__.update(kim.__dict__, group=None)
    polling.api.open_chat(kim.number, type="private", first_name="Kim")
    assert "zwei Artikeln" in private.asks("/sources").result["text"]


def test_blocked_bot_notes_it_and_does_not_try_again(polling: Running) -> None:
    person = Person(polling.api)
    person.asks("Hallo")
    polling.api.state.blocked.add(person.chat)
    person.says("Welchen Abschluss brauche ich?")
    tries = polling.api.wait(
        lambda: [
            call
            for call in polling.api.calls
            if call.chat == person.chat
            and call.method == "sendMessage"
            and call.code == 403
        ]
    )
    person.blocks()
    settled(polling)
    assert len(tries) == 1
    assert "cannot be reached" in polling.said()
    assert "was blocked or removed" in polling.said()
    polling.api.state.blocked.clear()
    assert person.asks("Hallo").result["text"]


def test_one_persons_messages_are_answered_in_order(polling: Running) -> None:
    person = Person(polling.api)
    for question in ("/help", "Was ist das Backoffice?", "/privacy"):
        person.says(question)
    polling.api.wait(lambda: len(person.heard()) == 3)
    first, second, third = person.texts()
    assert "eigenen Worten" in first and "befördert" in third
    assert "eigenen Worten" not in second
