"""The channel's life: starting, receiving, stopping."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import sqlite3
import warnings
from pathlib import Path
from typing import IO, Any, Dict, List, Optional, Sequence

from telegram import BotCommand
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

from werdegang.careers import LANGUAGES, load_knowledge
from werdegang.channels.telegram.answering import Answering
from werdegang.channels.telegram.behaviour import Behaviour
from werdegang.channels.telegram.conversations import Conversations
from werdegang.channels.telegram.dispatch import Dispatcher
from werdegang.channels.telegram.identity import webhook_secret
from werdegang.channels.telegram.limits import Limits, growing_pause, seconds_of
from werdegang.channels.telegram.reading import Bot
from werdegang.channels.telegram.sending import Sender
from werdegang.channels.telegram.store import Accepted, Store
from werdegang.channels.telegram.texts import GUESS_FOR_OTHERS, command_menu
from werdegang.serving.logs import place_of
from werdegang.serving.secrets import installation_secret
from werdegang.settings import WEBHOOK, Settings, TelegramSettings

logger = logging.getLogger(__name__)

WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL_SECONDS = 30
POLL_MOST = 100
CONNECTIONS = 64
PATIENCE = 20.0
"""Seconds that a call of the service may take."""
GOODBYE_SECONDS = 3.0
LOCK_EVERY = 1.0
LARGEST_NUMBER = 2**63


class Service:
    """Serves one bot.

    Args:
        settings: of the installation.
        telegram: of the channel, with a token.
        conversations: the assistant.
    """

    def __init__(
        self,
        settings: Settings,
        telegram: TelegramSettings,
        conversations: Conversations,
    ) -> None:
        self._settings = settings
        self._telegram = telegram
        self._conversations = conversations
        self._number = int(telegram.token.split(":")[0])
        self._secret = installation_secret(settings)
        self._limits = Limits(telegram.messages_per_second)
        self._bot = library_bot(telegram, self._limits)
        self._store: Optional[Store] = None
        self._dispatcher: Optional[Dispatcher] = None
        self._running: Optional[asyncio.Task[None]] = None
        self._lock: Optional[IO[str]] = None
        self._serving = False

    @property
    def webhook_secret(self) -> str:
        """The secret that each update of the webhook has to carry."""
        given = self._telegram.secret
        return given or webhook_secret(self._secret, self._number)

    def start(self) -> None:
        """Begins in the background, so that the server's start waits for nobody."""
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self._running = asyncio.ensure_future(self._run())

    async def stop(self) -> None:
        """Stops receiving, finishes what is begun, and deletes the webhook."""
        self._serving = False
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        if self._dispatcher is not None:
            await self._dispatcher.stop(self._telegram.finishing_seconds)
        if self._telegram.mode == WEBHOOK and self._lock is not None:
            with contextlib.suppress(TelegramError, asyncio.TimeoutError):
                await asyncio.wait_for(
                    self._bot.delete_webhook(rate_limit_args=1), GOODBYE_SECONDS
                )
        await self._bot.shutdown()
        if self._store is not None:
            self._store.close()
            self._store = None
        if self._lock is not None:
            self._lock.close()

    def accept(self, updates: Sequence[Any]) -> bool:
        """Keeps updates safe and has them worked on.

        Args:
            updates: as they were received; what has no number is passed over.

        Returns:
            whether they are kept; if not, the service has to send them again.

        Raises:
            sqlite3.Error: if they cannot be kept.
        """
        if self._store is None or not self._serving:
            return False
        new = self._store.accept([update for update in updates if numbered(update)])
        for update in new:
            self._hand_on(update)
        return True

    def _hand_on(self, update: Accepted) -> None:
        if self._dispatcher is not None:
            self._dispatcher.add(update)

    async def _run(self) -> None:
        try:
            await self._take_lock()
            self._store = Store(self._file("sqlite"))
            self._serving = True
            await self._bot.initialize()
            me = await self._bot.get_me()
            self._begin(Bot(me.id, me.username or ""))
            menu = asyncio.ensure_future(self._set_menu())
            print(f"Telegram: @{me.username} answers ({self._telegram.mode}).")
            try:
                await self._receive()
            finally:
                menu.cancel()
        except InvalidToken:
            logger.error(
                "Telegram does not know the token in TELEGRAM_TOKEN; "
                "ask @BotFather for it. The channel is off."
            )
        except asyncio.CancelledError:
            raise
        except Exception as error:
            logger.error("The Telegram channel ended: %s.", type(error).__name__)

    def _begin(self, bot: Bot) -> None:
        """Takes up what was accepted before, and from now on each new update."""
        assert self._store is not None
        store = self._store
        knowledge = load_knowledge(self._settings.knowledge)
        behaviour = Behaviour(
            bot,
            self._secret,
            store,
            self._conversations,
            knowledge,
            self._settings,
        )
        answering = Answering(
            bot,
            store,
            behaviour,
            Sender(self._bot, self._limits, self._settings.human_contact),
        )
        self._dispatcher = Dispatcher(answering.answer, store.sweep)
        for update in store.waiting():
            self._dispatcher.add(update)

    async def _receive(self) -> None:
        if self._telegram.mode == WEBHOOK:
            await self._bot.set_webhook(
                self._telegram.webhook_url,
                secret_token=self.webhook_secret,
                allowed_updates=WANTED,
            )
            await asyncio.Event().wait()
        await self._bot.delete_webhook()
        await self._poll()

    async def _poll(self) -> None:
        failures = 0
        offset: Optional[int] = None
        while True:
            try:
                updates = await self._updates(offset)
            except InvalidToken:
                raise
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
                continue
            except TelegramError as error:
                failures += 1
                if isinstance(error, Conflict):
                    logger.warning("Another program asks for this bot's updates.")
                await asyncio.sleep(growing_pause(failures))
                continue
            try:
                self.accept(updates)
            except sqlite3.Error as error:
                # Not accepted, so the service hands them out again.
                failures += 1
                logger.error("Updates cannot be kept: %s.", place_of(error))
                await asyncio.sleep(growing_pause(failures))
                continue
            numbers = [update["update_id"] for update in updates if numbered(update)]
            if updates and not numbers:
                # Nothing of it can be confirmed, so it may be handed out again at once.
                failures += 1
                await asyncio.sleep(growing_pause(failures))
                continue
            failures = 0
            # Once a call with the offset came back, the updates before it are gone
            # from the service, and no offset is needed.
            offset = max(numbers) + 1 if numbers else None

    async def _updates(self, offset: Optional[int]) -> List[Any]:
        """Asks for updates, as plain data: one that is ill-formed spoils no other."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PTBUserWarning)
            found = await self._bot.do_api_request(
                "getUpdates",
                api_kwargs={
                    "timeout": POLL_SECONDS,
                    "limit": POLL_MOST,
                    "allowed_updates": WANTED,
                    **({} if offset is None else {"offset": offset}),
                },
                read_timeout=POLL_SECONDS + PATIENCE,
            )
        return list(found)

    async def _set_menu(self) -> None:
        menus: Dict[Optional[str], str] = {language: language for language in LANGUAGES}
        menus[None] = GUESS_FOR_OTHERS
        with contextlib.suppress(TelegramError):
            for code, language in menus.items():
                commands = [BotCommand(*entry) for entry in command_menu(language)]
                await self._bot.set_my_commands(commands, language_code=code)

    async def _take_lock(self) -> None:
        """Waits until no other process of this machine serves the bot."""
        path = self._file("lock")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = None
        file = path.open("w")
        warned = False
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._lock = file
                return
            except BlockingIOError:
                if not warned:
                    logger.warning("Another process serves this bot; waiting for it.")
                warned = True
                await asyncio.sleep(LOCK_EVERY)

    def _file(self, ending: str) -> Path:
        return self._settings.var / f"telegram-{self._number}.{ending}"


def numbered(update: Any) -> bool:
    """Tells whether something is an update at all: an object with its number."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return type(number) is int and 0 < number < LARGEST_NUMBER


def library_bot(telegram: TelegramSettings, limits: Limits) -> ExtBot[int]:
    """Returns the library's bot for the settings."""
    return ExtBot(
        token=telegram.token,
        base_url=f"{telegram.base_url}/bot",
        base_file_url=f"{telegram.base_url}/file/bot",
        request=HTTPXRequest(
            connection_pool_size=CONNECTIONS,
            read_timeout=PATIENCE,
            write_timeout=PATIENCE,
            connect_timeout=PATIENCE,
            pool_timeout=PATIENCE,
        ),
        get_updates_request=HTTPXRequest(connection_pool_size=2, pool_timeout=PATIENCE),
        rate_limiter=limits,
    )
