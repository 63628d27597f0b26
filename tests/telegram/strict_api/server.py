"""The server: HTTP, faults on demand, delivery to a webhook, and what tests look at."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Dict, List, Optional

import aiohttp
from aiohttp import web

from strict_api.methods import NOT_BY_DEFAULT, Methods, State
from strict_api.rules import Refused

TOKEN = "424242:strict-server-of-our-own_0123456789"
NAME = "werdegang_test_bot"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 2.0


@dataclass
class Call:
    """A call that was made of the service; `error` is what it was refused with."""

    method: str
    params: Dict[str, Any]
    at: float
    result: Any = None
    error: str = ""
    code: int = 200

    @property
    def chat(self) -> int:
        return int(self.params.get("chat_id") or 0)

    @property
    def buttons(self) -> List[Dict[str, str]]:
        """The buttons that the message was sent with, one a row."""
        rows = json.loads(self.params.get("reply_markup") or "{}")
        return [button for row in rows.get("inline_keyboard", []) for button in row]


@dataclass
class Fault:
    """Something that goes wrong once, with the next call of a method.

    `kind` is `429`, `500`, `break before` (nothing was done) or `break after` (it was
    done, but nobody is told).
    """

    method: str
    kind: str
    seconds: int = 1
    times: int = field(default=1)


class StrictApi:
    """The server, in a thread of its own. `with StrictApi() as api:` runs it."""

    def __init__(self, token: str = TOKEN, port: int = 0) -> None:
        self.token = token
        self.port = port
        self.calls: List[Call] = []
        self.faults: List[Fault] = []
        self.webhook_answers: List[int] = []
        self.latency = 0.0
        self.shuffles = False
        self._changed = threading.Condition()
        self._updates = itertools.count(random.randrange(10**6, 10**8))
        self._people = itertools.count(random.randrange(10**8, 10**9))
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._runner: Optional[web.AppRunner] = None
        self._delivering: Optional[asyncio.Task[None]] = None

    def __enter__(self) -> StrictApi:
        self._thread.start()
        self._in_loop(self._start())
        return self

    def __exit__(self, *_: Any) -> None:
        self._in_loop(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def new_number(self) -> int:
        return next(self._people)

    def open_chat(self, number: int, **parts: Any) -> None:
        self.state.chats[number] = {"id": number, **parts}

    def push(self, forced: bool = False, **parts: Any) -> int:
        """Lets an update happen; returns its number.

        Args:
            forced: deliver it even where the bot does not want updates of this kind, as
                the service does with those that are older than the wish.
        """
        return self._in_loop(self._push(parts, forced))

    def push_body(self, body: Any) -> None:
        """Delivers something as an update, however it is formed."""

        async def add() -> None:
            self.state.pending.append(body)
            self.state.arrived.set()

        self._in_loop(add())

    def skip_number(self) -> None:
        """Lets the numbers of updates go on by one without an update."""
        next(self._updates)

    def again(self, number: int, body: Dict[str, Any]) -> None:
        """Delivers an update once more."""
        self.push_body({"update_id": number, **body})

    def send(self, message: Dict[str, Any], chat: int) -> Dict[str, Any]:
        """Puts a message of a person into a chat."""

        async def add() -> Dict[str, Any]:
            return self.state.new_message(chat, **message)

        return self._in_loop(add())

    def press(self, **parts: Any) -> str:
        """Lets a press happen; returns its id."""
        number = str(random.getrandbits(60))
        self.state.presses[number] = {"answered": False, "text": None}
        self.push(callback_query={"id": number, "chat_instance": "1", **parts})
        return number

    def fault(self, *faults: Fault) -> None:
        self.faults.extend(faults)

    def made(self, method: str, chat: Optional[int] = None) -> List[Call]:
        """Returns the successful calls of a method, in a chat."""
        return [
            call
            for call in list(self.calls)
            if call.method == method
            and not call.error
            and (chat is None or call.chat == chat)
        ]

    def refused(self) -> List[Call]:
        """Returns the calls that were refused other than by a fault on demand."""
        return [call for call in list(self.calls) if call.error and call.code != 0]

    def wait(self, until: Callable[[], Any], seconds: float = 15) -> Any:
        """Waits until something holds, and returns it."""
        end = time.monotonic() + seconds
        with self._changed:
            while True:
                found = until()
                if found:
                    return found
                left = end - time.monotonic()
                if left <= 0:
                    raise AssertionError("what was waited for did not come about")
                self._changed.wait(min(left, 0.05))

    async def _start(self) -> None:
        self.state = State(self.token, NAME)
        self._methods = Methods(self.state)
        app = web.Application(client_max_size=50_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/documents/{number}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._delivering = asyncio.ensure_future(self._deliver())

    async def _stop(self) -> None:
        if self._delivering is not None:
            self._delivering.cancel()
        self.state.arrived.set()
        if self._runner is not None:
            await self._runner.cleanup()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _push(self, parts: Dict[str, Any], forced: bool) -> int:
        number = next(self._updates)
        kind = next(iter(parts))
        wanted = self.state.wanted
        unwanted = kind in NOT_BY_DEFAULT if wanted is None else kind not in wanted
        if forced or not unwanted:
            self.state.pending.append({"update_id": number, **parts})
            self.state.arrived.set()
        return number

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            params = await _params(request)
        except ConnectionResetError:
            return web.Response()
        call = Call(method, params, time.monotonic())
        fault = self._fault(method)
        if self.latency:
            await asyncio.sleep(self.latency)
        if fault is not None and fault.kind == "break before":
            self._note(call, "broken", 0)
            request.transport.close()  # type: ignore[union-attr]
            return web.Response()
        try:
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")
            if fault is not None and fault.kind == "429":
                raise Refused(
                    429,
                    f"Too Many Requests: retry after {fault.seconds}",
                    {"retry_after": fault.seconds},
                )
            if fault is not None and fault.kind == "500":
                raise Refused(500, "Internal Server Error")
            call.result = await self._methods.call(method, params)
        except Refused as error:
            self._note(call, error.description, 0 if fault else error.code)
            body: Dict[str, Any] = {
                "ok": False,
                "error_code": error.code,
                "description": error.description,
            }
            if error.parameters:
                body["parameters"] = error.parameters
            return web.json_response(body, status=error.code)
        self._note(call, "", 200)
        if fault is not None and fault.kind == "break after":
            request.transport.close()  # type: ignore[union-attr]
            return web.Response()
        return web.json_response({"ok": True, "result": call.result})

    def _note(self, call: Call, error: str, code: int) -> None:
        call.error, call.code = error, code
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()

    def _fault(self, method: str) -> Optional[Fault]:
        for fault in self.faults:
            if fault.method in (method, "*"):
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    async def _file(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return web.Response(status=401)
        content = self.state.files.get(request.match_info["number"])
        if content is None:
            return web.Response(status=404)
        return web.Response(body=content)

    async def _deliver(self) -> None:
        """Posts what is pending to the webhook, again where it is not taken."""
        async with aiohttp.ClientSession() as session:
            under_way: Dict[int, asyncio.Task[None]] = {}
            while True:
                hook = self.state.webhook
                updates = list(self.state.pending) if hook["url"] else []
                if self.shuffles:
                    random.shuffle(updates)
                for update in updates:
                    room = len(under_way) < hook.get("max_connections", 40)
                    if id(update) not in under_way and room:
                        posting = self._post(session, update)
                        task = asyncio.ensure_future(posting)
                        under_way[id(update)] = task
                        ended = partial(_drop, under_way, id(update))
                        task.add_done_callback(ended)
                await asyncio.sleep(0.01)

    async def _post(self, session: aiohttp.ClientSession, update: Any) -> None:
        pause = FIRST_PAUSE
        while self.state.webhook["url"]:
            hook = self.state.webhook
            headers = {SECRET_HEADER: hook["secret"]} if hook["secret"] else {}
            try:
                timeout = aiohttp.ClientTimeout(total=10)
                async with session.post(
                    hook["url"], json=update, headers=headers, timeout=timeout
                ) as answer:
                    self.webhook_answers.append(answer.status)
                    if 200 <= answer.status < 300:
                        # By identity: a repetition is an update of its own here.
                        self.state.pending = [
                            each for each in self.state.pending if each is not update
                        ]
                        return
            except (aiohttp.ClientError, asyncio.TimeoutError):
                pass
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    def _in_loop(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(20)


def _drop(under_way: Dict[int, Any], key: int, _: Any) -> None:
    under_way.pop(key, None)


async def _params(request: web.Request) -> Dict[str, Any]:
    found: Dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        found.update(await request.json())
        return found
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            found[name] = (value.filename, value.file.read())
        else:
            found[name] = value
    return found
