"""The methods of the Bot API that the channel uses, on the state of the server."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from typing import Any, Deque, Dict, List, Optional, Tuple

from strict_api import rules
from strict_api.rules import Refused, bad

Params = Dict[str, Any]
KINDS = frozenset(
    "message edited_message channel_post edited_channel_post inline_query"
    " chosen_inline_result callback_query shipping_query pre_checkout_query poll"
    " poll_answer my_chat_member chat_member chat_join_request message_reaction"
    " message_reaction_count".split()
)
NOT_BY_DEFAULT = frozenset(
    ("chat_member", "message_reaction", "message_reaction_count")
)
LARGEST_NUMBER = 2**63
MESSAGES = frozenset(("sendMessage", "sendDocument", "sendPhoto"))


class State:
    """What the service knows."""

    def __init__(self, token: str, name: str) -> None:
        self.token = token
        self.me = {
            "id": int(token.split(":")[0]),
            "is_bot": True,
            "first_name": "Werdegang",
            "username": name,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
        self.chats: Dict[int, Dict[str, Any]] = {}
        self.blocked: set[int] = set()
        self.messages: Dict[Tuple[int, int], Dict[str, Any]] = {}
        self.last_message = 0
        self.pending: List[Any] = []
        self.arrived = asyncio.Event()
        self.waiting: Optional[asyncio.Future[None]] = None
        self.webhook: Dict[str, Any] = {"url": ""}
        self.wanted: Optional[List[str]] = None
        self.presses: Dict[str, Dict[str, Any]] = {}
        self.commands: Dict[str, List[Dict[str, str]]] = {}
        self.files: Dict[str, bytes] = {}
        self.actions: List[Tuple[int, str, float]] = []
        self.overall: Deque[float] = deque()
        self.in_chat: Dict[int, Deque[float]] = {}
        self.overall_limit = 30
        self.repeats_unnumbered = False

    def new_message(self, chat: int, **parts: Any) -> Dict[str, Any]:
        self.last_message += 1
        message = {
            "message_id": self.last_message,
            "date": int(time.time()),
            "chat": self.chats[chat],
            **parts,
        }
        self.messages[chat, self.last_message] = message
        return message


def number_of(update: Any) -> int:
    """Returns the number by which an update is confirmed, 0 where it has none."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int and 0 < number < LARGEST_NUMBER else 0


class Methods:
    """One method a function, named as the Bot API names it."""

    def __init__(self, state: State) -> None:
        self.state = state

    async def call(self, method: str, params: Params) -> Any:
        found = getattr(self, f"do_{method}", None)
        if found is None:
            raise Refused(404, "Not Found: method not found")
        if method in MESSAGES:
            self._keep_rates(self._chat(params))
        return await found(params)

    async def do_getMe(self, params: Params) -> Any:
        return self.state.me

    async def do_getUpdates(self, params: Params) -> Any:
        state = self.state
        if state.webhook["url"]:
            raise Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        limit = int(params.get("limit", 100))
        if not 1 <= limit <= 100:
            limit = 100
        self._want(params)
        if state.waiting is not None and not state.waiting.done():
            state.waiting.set_exception(
                Refused(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that "
                    "only one bot instance is running",
                )
            )
        offset = int(params.get("offset", 0))
        if offset < 0:
            state.pending = state.pending[offset:]
        elif offset:
            state.pending = [u for u in state.pending if number_of(u) >= offset]
        timeout = float(params.get("timeout", 0))
        if not state.pending and timeout:
            mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            state.waiting = mine
            state.arrived.clear()
            arrival = asyncio.ensure_future(state.arrived.wait())
            await asyncio.wait(
                (mine, arrival), timeout=timeout, return_when=asyncio.FIRST_COMPLETED
            )
            arrival.cancel()
            if mine.done():
                mine.result()
            mine.cancel()
        given = state.pending[:limit]
        if not state.repeats_unnumbered:
            # What has no number cannot be confirmed.
            rest = state.pending[limit:]
            state.pending = [u for u in given if number_of(u)] + rest
        return given

    async def do_setWebhook(self, params: Params) -> Any:
        url = str(params.get("url", ""))
        local = url.startswith(("http://127.0.0.1", "http://localhost"))
        if url and not (url.startswith("https://") or local):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        secret = params.get("secret_token")
        if secret is not None and not rules.SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        connections = int(params.get("max_connections", 40))
        if not 1 <= connections <= 100:
            raise bad("max_connections is invalid")
        self._want(params)
        self._drop(params)
        self.state.webhook = {
            "url": url,
            "secret": secret,
            "max_connections": connections,
        }
        self.state.arrived.set()
        return True

    async def do_deleteWebhook(self, params: Params) -> Any:
        self._drop(params)
        self.state.webhook = {"url": ""}
        return True

    async def do_getWebhookInfo(self, params: Params) -> Any:
        return {
            "url": self.state.webhook["url"],
            "has_custom_certificate": False,
            "pending_update_count": len(self.state.pending),
        }

    async def do_sendMessage(self, params: Params) -> Any:
        chat = self._chat(params)
        plain = rules.checked_text(
            str(params.get("text", "")), params.get("parse_mode")
        )
        keyboard = rules.checked_keyboard(params.get("reply_markup"))
        parts: Dict[str, Any] = {"from": self.state.me, "text": plain}
        parts.update(self._reply(chat, params))
        if keyboard is not None:
            parts["reply_markup"] = keyboard
        return self.state.new_message(chat, **parts)

    async def do_sendDocument(self, params: Params) -> Any:
        chat = self._chat(params)
        name, content = self._upload(params, "document")
        parts: Dict[str, Any] = {"from": self.state.me}
        if params.get("caption"):
            parts["caption"] = rules.checked_text(
                params["caption"], params.get("parse_mode"), 1024
            )
        number = f"file{len(self.state.files)}"
        self.state.files[number] = content
        parts["document"] = {
            "file_id": number,
            "file_unique_id": number,
            "file_name": name,
            "file_size": len(content),
        }
        return self.state.new_message(chat, **parts, **self._reply(chat, params))

    async def do_sendPhoto(self, params: Params) -> Any:
        chat = self._chat(params)
        _, content = self._upload(params, "photo")
        width, height = rules.checked_photo(content)
        parts: Dict[str, Any] = {"from": self.state.me}
        if params.get("caption"):
            parts["caption"] = rules.checked_text(
                params["caption"], params.get("parse_mode"), 1024
            )
        number = f"file{len(self.state.files)}"
        self.state.files[number] = content
        parts["photo"] = [
            {
                "file_id": number,
                "file_unique_id": number,
                "width": width,
                "height": height,
                "file_size": len(content),
            }
        ]
        return self.state.new_message(chat, **parts, **self._reply(chat, params))

    async def do_editMessageReplyMarkup(self, params: Params) -> Any:
        chat = self._chat(params)
        number = int(params["message_id"])
        message = self.state.messages.get((chat, number))
        if message is None:
            raise bad("message to edit not found")
        if message.get("from") != self.state.me:
            raise bad("message can't be edited")
        keyboard = rules.checked_keyboard(params.get("reply_markup"))
        if keyboard == message.get("reply_markup"):
            raise bad(
                "message is not modified: specified new message content and reply "
                "markup are exactly the same as a current content and reply markup of "
                "the message"
            )
        if keyboard is None:
            message.pop("reply_markup", None)
        else:
            message["reply_markup"] = keyboard
        return message

    async def do_sendChatAction(self, params: Params) -> Any:
        chat = self._chat(params)
        action = str(params.get("action"))
        if action not in rules.ACTIONS:
            raise bad("wrong parameter action in request")
        self.state.actions.append((chat, action, time.monotonic()))
        return True

    async def do_answerCallbackQuery(self, params: Params) -> Any:
        press = self.state.presses.get(str(params.get("callback_query_id")))
        if press is None or press["answered"]:
            raise bad(
                "query is too old and response timeout expired or query ID is invalid"
            )
        if rules.utf16(str(params.get("text", ""))) > 200:
            raise bad("MESSAGE_TOO_LONG")
        press.update(answered=True, text=params.get("text"))
        return True

    async def do_setMyCommands(self, params: Params) -> Any:
        code = params.get("language_code") or ""
        if code and not (len(code) == 2 and code.islower()):
            raise bad("LANG_CODE_INVALID")
        self.state.commands[code] = rules.checked_commands(params.get("commands"))
        return True

    async def do_getMyCommands(self, params: Params) -> Any:
        return self.state.commands.get(params.get("language_code") or "", [])

    async def do_getFile(self, params: Params) -> Any:
        number = str(params.get("file_id"))
        if number not in self.state.files:
            raise bad("invalid file_id")
        return {
            "file_id": number,
            "file_unique_id": number,
            "file_path": f"documents/{number}",
        }

    def _want(self, params: Params) -> None:
        given = params.get("allowed_updates")
        if given is None:
            return
        if isinstance(given, str):
            given = json.loads(given)
        if not set(given) <= KINDS:
            raise bad("can't parse allowed updates")
        self.state.wanted = list(given) or None

    def _drop(self, params: Params) -> None:
        if str(params.get("drop_pending_updates", "")).lower() == "true":
            self.state.pending.clear()

    def _chat(self, params: Params) -> int:
        if not params.get("chat_id"):
            raise bad("chat_id is empty")
        chat = int(params["chat_id"])
        if chat not in self.state.chats:
            raise bad("chat not found")
        if chat in self.state.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat

    def _reply(self, chat: int, params: Params) -> Dict[str, Any]:
        given = params.get("reply_parameters")
        if given is None:
            return {}
        wish = json.loads(given)
        message = self.state.messages.get((chat, int(wish["message_id"])))
        if message is None and not wish.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        return {} if message is None else {"reply_to_message": message}

    def _upload(self, params: Params, field: str) -> Tuple[str, bytes]:
        given = params.get(field)
        if isinstance(given, str) and given.startswith("attach://"):
            given = params.get(given[len("attach://") :])
        if not isinstance(given, tuple):
            raise bad("there is no document in the request")
        if not given[1]:
            raise bad("file must be non-empty")
        return given

    def _keep_rates(self, chat: int) -> None:
        """Refuses more than 30 a second, 1 a second a chat, 20 a minute a group."""
        now = time.monotonic()
        times = self.state.in_chat.setdefault(chat, deque(maxlen=100))
        windows = [(self.state.overall, self.state.overall_limit, 1.0), (times, 1, 1.0)]
        if chat < 0:
            windows.append((times, 20, 60.0))
        for past, most, seconds in windows:
            recent = [moment for moment in past if now - moment < seconds]
            if len(recent) >= most:
                wait = seconds - (now - recent[-most])
                raise rules.too_many(max(1, round(wait + 0.5)))
        while self.state.overall and now - self.state.overall[0] > 1.0:
            self.state.overall.popleft()
        self.state.overall.append(now)
        times.append(now)
