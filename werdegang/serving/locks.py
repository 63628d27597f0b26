"""One turn at a time in a conversation, over all processes that share a Redis.

Rasa's own Redis lock reads and writes in two steps, so that two processes can be given
the same ticket, and a ticket of a killed process blocks its conversation for a minute.
Here each step is one script that Redis runs as a whole, and a ticket is good for some
seconds only, unless its holder says that it is still there.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from typing import Any, AsyncIterator, Dict, Optional

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, RedisLockStore
from rasa.utils.endpoints import EndpointConfig
from redis import asyncio as redis
from redis.exceptions import RedisError

from werdegang.serving.logs import place_of

logger = logging.getLogger(__name__)

LEASE = 5.0
"""Seconds after which the ticket of a process that was killed is no longer good."""
SECONDS_BETWEEN_RENEWALS = 1.0
SECONDS_TO_ANSWER = 2.0
"""How long Redis may take for one step."""
LONGEST_PAUSE = 0.1
"""Seconds between two looks of one that waits."""
BYTES_OF_TICKET = 12

STAND_IN_LINE = """
local queue, leases, ticket, lease = KEYS[1], KEYS[2], ARGV[1], tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, dead in ipairs(redis.call('ZRANGEBYSCORE', leases, '-inf', now)) do
  redis.call('ZREM', queue, dead)
  redis.call('ZREM', leases, dead)
end
if not redis.call('ZSCORE', queue, ticket) then
  local last = redis.call('ZREVRANGE', queue, 0, 0, 'WITHSCORES')
  redis.call('ZADD', queue, (last[2] or 0) + 1, ticket)
end
redis.call('ZADD', leases, now + lease, ticket)
redis.call('PEXPIRE', queue, lease * 2)
redis.call('PEXPIRE', leases, lease * 2)
return redis.call('ZRANK', queue, ticket)
"""
"""Renews a ticket, drops those that have lapsed, returns how many stand before it.

A ticket that is not there (new, lapsed, or Redis has lost it) goes to the end.
"""
LEAVE = """
redis.call('ZREM', KEYS[1], ARGV[1])
return redis.call('ZREM', KEYS[2], ARGV[1])
"""


class LeasedRedisLockStore(RedisLockStore):
    """Rasa's Redis lock store, with tickets that lapse with their holder.

    Args:
        endpoint_config: as for Rasa's own store (`url`, `port`, `db`, `password`, ...).
    """

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        given: Dict[str, Any] = {
            "socket_timeout": SECONDS_TO_ANSWER,
            **endpoint_config.kwargs,
        }
        super().__init__(host=endpoint_config.url, **given)
        # The same server by the same settings, for calls that hold up nobody else.
        settings = dict(self.red.connection_pool.connection_kwargs)
        settings["socket_connect_timeout"] = settings["socket_timeout"]
        encrypted = bool(given.get("use_ssl"))
        kind = redis.SSLConnection if encrypted else redis.Connection
        known = {
            name: settings[name]
            for name in (*KNOWN, *(KNOWN_ENCRYPTED if encrypted else ()))
            if name in settings
        }
        self._redis = redis.Redis(
            connection_pool=redis.ConnectionPool(connection_class=kind, **known)
        )

    @contextlib.asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = LONGEST_PAUSE,
    ) -> AsyncIterator[TicketLock]:
        """Waits for its turn, holds the conversation, lets go of it.

        Args:
            conversation_id: what is locked.
            lock_lifetime: for how many seconds one waits at most.
            wait_time_in_seconds: between two looks, at most a tenth.

        Raises:
            LockError: if Redis does not answer, or others took too long.
        """
        ticket = secrets.token_hex(BYTES_OF_TICKET)
        released = asyncio.Event()
        renewing = None
        try:
            pause = min(wait_time_in_seconds, LONGEST_PAUSE)
            await self._wait(conversation_id, ticket, lock_lifetime, pause)
            renewing = asyncio.ensure_future(
                self._renew(conversation_id, ticket, released)
            )
            yield TicketLock(conversation_id)
        finally:
            released.set()
            # Also where the task that this is part of was cancelled.
            await asyncio.shield(self._leave(conversation_id, ticket, renewing))

    async def _wait(
        self, conversation: str, ticket: str, longest: float, pause: float
    ) -> None:
        clock = asyncio.get_running_loop()
        end = clock.time() + longest
        while await self._stand_in_line(conversation, ticket):
            if clock.time() > end:
                raise LockError("Others held the conversation for too long.")
            await asyncio.sleep(pause)

    async def _renew(
        self, conversation: str, ticket: str, released: asyncio.Event
    ) -> None:
        # Not ended by cancelling it, which `asyncio.wait_for` may swallow in Python
        # 3.10: the ticket would be renewed for ever.
        waiting = asyncio.ensure_future(released.wait())
        while True:
            await asyncio.wait([waiting], timeout=SECONDS_BETWEEN_RENEWALS)
            if released.is_set():
                return
            with contextlib.suppress(LockError):
                await self._stand_in_line(conversation, ticket)

    async def _stand_in_line(self, conversation: str, ticket: str) -> int:
        lease = int(LEASE * 1000)
        return await self._run(STAND_IN_LINE, conversation, ticket, lease)

    async def _leave(
        self, conversation: str, ticket: str, renewing: Optional[asyncio.Task[None]]
    ) -> None:
        if renewing is not None:
            await asyncio.wait([renewing])
        try:
            await self._run(LEAVE, conversation, ticket)
        except LockError:
            logger.warning("A lock could not be given back; it lapses by itself.")

    async def _run(self, script: str, conversation: str, *values: object) -> int:
        # The braces keep both keys on one server of a Redis cluster.
        base = f"{self.key_prefix}{{{conversation}}}:"
        try:
            return int(
                await asyncio.wait_for(
                    self._redis.eval(
                        script, 2, base + "queue", base + "leases", *values
                    ),
                    SECONDS_TO_ANSWER,
                )
            )
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            raise LockError(f"Redis does not answer: {place_of(error)}") from None


KNOWN = (
    "host",
    "port",
    "db",
    "username",
    "password",
    "socket_timeout",
    "socket_connect_timeout",
)
KNOWN_ENCRYPTED = ("ssl_certfile", "ssl_keyfile", "ssl_ca_certs")
