"""The lock over several processes, against a real Redis."""

from __future__ import annotations

import asyncio
import time
from typing import Iterator, List, Set

import pytest
from rasa.core.lock_store import LockError
from rasa.utils.endpoints import EndpointConfig

from werdegang.serving import locks
from werdegang.serving.locks import LeasedRedisLockStore

from .conftest import servers_or_skip
from .servers import PASSWORD, Redis


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    servers_or_skip()
    server = Redis()
    yield server
    server.remove()


def store(redis: Redis, password: str = PASSWORD) -> LeasedRedisLockStore:
    return LeasedRedisLockStore(
        EndpointConfig(url="127.0.0.1", port=redis.port, db=1, password=password)
    )


async def test_one_at_a_time_in_the_order_of_coming(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = [store(redis) for _ in range(4)]
    for each in stores:
        async with each.lock("connecting takes the first a while"):
            pass
    inside = 0
    order: List[int] = []
    in_line: Set[str] = set()
    stand_in_line = LeasedRedisLockStore._stand_in_line

    async def noted(self: LeasedRedisLockStore, name: str, ticket: str) -> int:
        place = await stand_in_line(self, name, ticket)
        in_line.add(ticket)
        return place

    monkeypatch.setattr(LeasedRedisLockStore, "_stand_in_line", noted)

    async def turn(number: int) -> None:
        nonlocal inside
        while len(in_line) < number:
            await asyncio.sleep(0.01)
        async with stores[number % 4].lock("order", wait_time_in_seconds=0.01):
            inside += 1
            assert inside == 1
            order.append(number)
            await asyncio.sleep(0.3)
            inside -= 1

    await asyncio.gather(*(turn(number) for number in range(12)))
    assert order == list(range(12))


async def test_other_conversations_do_not_wait(redis: Redis) -> None:
    mine = store(redis)
    async with mine.lock("one"), mine.lock("other"):
        pass


async def test_killed_holder_blocks_for_its_lease_only(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "LEASE", 0.5)
    killed, other = store(redis), store(redis)
    assert await killed._stand_in_line("left", "ticket of a killed process") == 0
    begun = time.monotonic()
    async with other.lock("left", wait_time_in_seconds=0.02):
        waited = time.monotonic() - begun
    assert 0.3 < waited < 2


async def test_holder_that_lives_keeps_it_beyond_its_lease(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "LEASE", 0.5)
    monkeypatch.setattr(locks, "SECONDS_BETWEEN_RENEWALS", 0.1)
    mine, other = store(redis), store(redis)
    async with mine.lock("long"):
        with pytest.raises(LockError):
            async with other.lock("long", lock_lifetime=1.5):
                pass
    async with other.lock("long"):
        pass


async def test_nothing_stays_behind(redis: Redis) -> None:
    mine = store(redis)
    async with mine.lock("gone"):
        assert mine.red.keys("*gone*")
    assert not mine.red.keys("*gone*")


async def test_renewal_ends_with_its_turn(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever the turn ends, also in the middle of a renewal."""
    monkeypatch.setattr(locks, "SECONDS_BETWEEN_RENEWALS", 0.0)
    mine = store(redis)
    for number in range(300):
        async with mine.lock(f"renewed {number}"):
            await asyncio.sleep(number * 1e-5)
    await asyncio.sleep(0.2)
    assert not mine.red.keys("*renewed*")


async def test_cancelled_turn_lets_go(redis: Redis) -> None:
    mine = store(redis)

    async def turn() -> None:
        async with mine.lock("cancelled"):
            await asyncio.sleep(60)

    task = asyncio.ensure_future(turn())
    await asyncio.sleep(0.2)
    task.cancel()
    await asyncio.wait([task])
    begun = time.monotonic()
    async with mine.lock("cancelled"):
        assert time.monotonic() - begun < 1


async def test_silent_redis_is_an_error_soon(redis: Redis) -> None:
    mine = store(redis)
    redis.hold()
    try:
        begun = time.monotonic()
        with pytest.raises(LockError):
            async with mine.lock("silent"):
                pass
        assert time.monotonic() - begun < 8
    finally:
        redis.go_on()
    async with mine.lock("silent"):
        pass


async def test_restarted_redis_is_used_again(redis: Redis) -> None:
    mine = store(redis)
    async with mine.lock("restart"):
        pass
    redis.stop()
    with pytest.raises(LockError):
        async with mine.lock("restart"):
            pass
    redis.start()
    async with mine.lock("restart"):
        pass


async def test_wrong_password_is_an_error(redis: Redis) -> None:
    with pytest.raises(LockError):
        async with store(redis, "wrong").lock("any"):
            pass
