"""What follows from each kind of update."""

from __future__ import annotations

import json
from collections import OrderedDict
from functools import singledispatchmethod
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional, Tuple

from werdegang.careers import LANGUAGES, Knowledge, questions
from werdegang.channels.telegram import plan as steps
from werdegang.channels.telegram.conversations import Conversations, Reply
from werdegang.channels.telegram.formatting import (
    as_html,
    bold,
    button_title,
    pieces,
    source_messages,
    without_source_line,
)
from werdegang.channels.telegram.handing_over import papers, pictures
from werdegang.channels.telegram.identity import (
    conversation_id,
    digest_of_question,
    person_id,
)
from werdegang.channels.telegram.plan import Button, Plan, Step
from werdegang.channels.telegram.reading import (
    Asked,
    Blocked,
    Bot,
    Commanded,
    Event,
    Pressed,
    Sent,
)
from werdegang.channels.telegram.store import Remembered, Store, with_tokens
from werdegang.channels.telegram.texts import first_guess, say, spoken
from werdegang.settings import Settings

ALBUMS_KNOWN = 200
ASK_SOURCE = "ask_source"
GREET = "greet"


class Behaviour:
    """Works out the answers.

    Args:
        bot: who we are.
        secret: the installation's secret.
        store: what the channel remembers.
        conversations: the assistant.
        knowledge: what `/start` may name a question of.
        settings: of the installation, of which people are told what is stored.
    """

    def __init__(
        self,
        bot: Bot,
        secret: bytes,
        store: Store,
        conversations: Conversations,
        knowledge: Knowledge,
        settings: Settings,
    ) -> None:
        self._bot = bot
        self._secret = secret
        self._store = store
        self._conversations = conversations
        self._knowledge = knowledge
        self._settings = settings
        self._albums: OrderedDict[Tuple[int, str], None] = OrderedDict()
        self._commands: Dict[str, Callable[[Commanded], Awaitable[Plan]]] = {
            "start": self._start,
            "help": self._help,
            "language": self._language,
            "sources": self._sources,
            "privacy": self._privacy,
            "delete": self._delete,
            "export": self._export,
        }

    def conversation(self, event: Event) -> str:
        """Returns the name of the conversation that an event is part of."""
        return conversation_id(self._secret, self._bot.number, event.user, event.chat)

    def person(self, event: Event) -> str:
        """Returns by what the conversations of who did something are found."""
        return person_id(self._secret, self._bot.number, event.user)

    def failed(self, event: Event, outage: bool = False) -> Plan:
        """Returns what is said where the answer could not be worked out.

        Args:
            event: what is not answered.
            outage: whether conversations could not be reached.
        """
        _, _, language = self._known(event)
        press = [_answer_press(event)] if isinstance(event, Pressed) else []
        return Plan(press + _say(say("unavailable" if outage else "failed", language)))

    @singledispatchmethod
    async def plan(self, event: Event) -> Plan:
        """Returns what follows from an event."""
        raise NotImplementedError(type(event).__name__)

    @plan.register
    async def _(self, event: Asked) -> Plan:
        conversation, known, language = self._known(event)
        digest = digest_of_question(self._secret, event.text)
        other_question = known.question != event.message
        if event.edited and (other_question or known.digest == digest):
            return Plan()
        reply = await self._conversations.ask(conversation, event.text, language)
        remember = {"question": event.message, "digest": digest}
        return await self._turn(event, reply, remember=remember)

    @plan.register
    async def _(self, event: Commanded) -> Plan:
        act = self._commands.get(event.command)
        if act is not None:
            return await act(event)
        _, _, language = self._known(event)
        return Plan(_say(say("unknown_command", language)))

    @plan.register
    async def _(self, event: Sent) -> Plan:
        if event.album is not None:
            album = (event.chat, event.album)
            if album in self._albums:
                return Plan()
            self._albums[album] = None
            if len(self._albums) > ALBUMS_KNOWN:
                self._albums.popitem(last=False)
        _, _, language = self._known(event)
        return Plan(_say(say("only_text", language)))

    @plan.register
    async def _(self, event: Blocked) -> Plan:
        return Plan()

    @plan.register
    async def _(self, event: Pressed) -> Plan:
        conversation, _, language = self._known(event)
        button = self._store.button(event.token, conversation)
        if button is None:
            if self._store.belongs_to_other(event.token, conversation):
                return Plan([_answer_press(event, say("others_button", language))])
            gone = Step(steps.REMOVE_BUTTONS, about=str(event.message))
            return Plan([_answer_press(event, say("old_button", language)), gone])
        if button.kind == steps.LANGUAGE:
            return await self._set_language(event, button.value, [_answer_press(event)])
        if button.kind == steps.SOURCES:
            return self._show_sources(event, button)
        reply = await self._conversations.ask(conversation, button.value, language)
        return await self._turn(
            event, reply, [_answer_press(event)], heading=button.value
        )

    def _show_sources(self, event: Pressed, button: Button) -> Plan:
        conversation, _, language = self._known(event)
        rest = self._store.buttons(conversation, steps.QUESTION)
        shown = source_messages(
            say("sources_title", language), json.loads(button.value)
        )
        return Plan(
            [
                _answer_press(event),
                *(Step(steps.MESSAGE, text) for text in shown),
                Step(steps.REPLACE_BUTTONS, about=str(event.message), buttons=rest),
            ],
            conversation,
            used=button.token,
        )

    async def _start(self, event: Commanded) -> Plan:
        """Greets; `en-degree_needed` sets a language and asks a question first."""
        conversation, _, language = self._known(event)
        wishes = event.argument.lower().split("-")
        chosen = next((wish for wish in wishes if wish in LANGUAGES), None)
        if chosen is not None:
            language = chosen
            await self._conversations.set_language(conversation, chosen)
        need = next((wish for wish in wishes if wish in self._knowledge.needs), None)
        notice = say("notice", language)
        if need is None:
            reply = await self._conversations.wish(conversation, GREET, language)
            return await self._turn(event, reply, after=notice)
        asked = questions(self._knowledge, (need,), spoken_or_first(language))[0].text
        reply = await self._conversations.ask(conversation, asked, language)
        return await self._turn(event, reply, _say(notice), heading=asked)

    async def _help(self, event: Commanded) -> Plan:
        _, _, language = self._known(event)
        return Plan(_say(say("help", language, mention=f"@{self._bot.name}")))

    async def _privacy(self, event: Commanded) -> Plan:
        _, _, language = self._known(event)
        kept = self._settings.store_text
        name = "stored_with_questions" if kept else "stored_without_questions"
        days = str(self._settings.retention_days)
        stored = say(name, language, days=days)
        return Plan(_say(say("privacy", language, stored=stored)))

    async def _language(self, event: Commanded) -> Plan:
        conversation, known, language = self._known(event)
        chosen = spoken(event.argument)
        if chosen is not None:
            return await self._set_language(event, chosen, [])
        buttons = with_tokens(
            Button(say("language_name", each), steps.LANGUAGE, each)
            for each in LANGUAGES
        )
        return Plan(
            _say(say("ask_language", language), buttons) + _removal(known),
            conversation,
            remember={"keyboard": None},
            ends_buttons=True,
        )

    async def _set_language(
        self, event: Event, language: str, before: List[Step]
    ) -> Plan:
        conversation, known, _ = self._known(event)
        await self._conversations.set_language(conversation, language)
        return Plan(
            before + _say(say("language_set", language)) + _removal(known),
            conversation,
            remember={"language": language, "keyboard": None},
            ends_buttons=True,
        )

    async def _sources(self, event: Commanded) -> Plan:
        conversation, _, language = self._known(event)
        reply = await self._conversations.wish(conversation, ASK_SOURCE, language)
        return await self._turn(event, reply)

    async def _delete(self, event: Commanded) -> Plan:
        conversation, known, language = self._known(event)
        await self._conversations.erase(conversation)
        return Plan(
            _say(say("deleted", language)) + _removal(known), conversation, forgets=True
        )

    async def _export(self, event: Commanded) -> Plan:
        conversation, known, language = self._known(event)
        data = await self._conversations.export(conversation, known.language)
        file = Step(
            steps.FILE,
            data,
            about=say("exported", language),
            file_name=say("export_file", language),
        )
        return Plan([file])

    async def _turn(
        self,
        event: Event,
        reply: Reply,
        before: Optional[List[Step]] = None,
        heading: str = "",
        after: str = "",
        remember: Optional[Mapping[str, Any]] = None,
    ) -> Plan:
        """Returns the plan of a turn of the conversation.

        Args:
            event: what it follows from.
            reply: what the assistant said.
            before: what is done first.
            heading: the question, where the person chose it and did not type it.
            after: what is added to the reply.
            remember: what the conversation keeps besides.
        """
        conversation, known, language = self._known(event)
        language = str(reply.answer.get("language") or language)
        sources = reply.answer.get("sources") or []
        text = without_source_line(reply.text, sources)
        buttons = [
            Button(button_title(b["title"]), steps.QUESTION, b["payload"])
            for b in reply.buttons
        ]
        if sources:
            title = say("sources_button", language)
            value = json.dumps(sources, ensure_ascii=False)
            buttons.append(Button(title, steps.SOURCES, value))
        said = _messages(
            "\n\n".join(filter(None, (text, after))),
            heading,
            len(reply.answer.get("needs") or ()) > 1,
            with_tokens(buttons),
        )
        forgets = not await self._conversations.is_stored(conversation)
        return Plan(
            [
                *(before or ()),
                *pictures(reply),
                *said,
                *papers(reply),
                *_removal(known),
            ],
            conversation,
            remember={}
            if forgets
            else {
                "language": language,
                "question": None,
                "keyboard": None,
                **(remember or {}),
            },
            ends_buttons=True,
            forgets=forgets,
        )

    def _known(self, event: Event) -> Tuple[str, Remembered, str]:
        """Returns the conversation, what is known of it, and its language so far."""
        conversation = self.conversation(event)
        known = self._store.remembered(conversation)
        return conversation, known, known.language or first_guess(event.locale)


def spoken_or_first(language: str) -> Any:
    """Returns the language as the careers module names it."""
    return spoken(language) or LANGUAGES[0]


def _say(text: str, buttons: Optional[List[Button]] = None) -> List[Step]:
    return _messages(text, "", False, buttons or [])


def _messages(
    text: str, heading: str, headings: bool, buttons: List[Button]
) -> List[Step]:
    """Returns messages that say a text, with the buttons below the last one."""
    parts = pieces(f"{heading}\n\n{text}" if heading else text)
    said = [as_html(part, headings) for part in parts]
    if heading and parts[0].startswith(heading):
        said[0] = bold(heading) + as_html(parts[0][len(heading) :], headings)
    last = len(said) - 1
    return [
        Step(
            steps.MESSAGE,
            html,
            buttons=buttons if number == last else [],
            suggests=bool(buttons) and number == last,
        )
        for number, html in enumerate(said)
    ]


def _answer_press(event: Pressed, text: str = "") -> Step:
    return Step(steps.ANSWER_PRESS, text, about=event.press, alert=bool(text))


def _removal(known: Remembered) -> List[Step]:
    """Returns the step that removes the buttons of the turn before, if it had any."""
    if known.keyboard is None:
        return []
    return [Step(steps.REMOVE_BUTTONS, about=str(known.keyboard))]
