"""The servers that all tests here share, and two assistants behind a balancer."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Dict, Iterator, List

import pytest

from .assistants import Assistant, shared_settings
from .people import led_in_peace
from .proxy import Proxy
from .servers import PACKAGES, Postgres, RabbitMQ, Redis, missing

REQUIRED = "WERDEGANG_CLUSTER_TESTS"


@dataclass
class Cluster:
    """Two assistants, what they share, and the balancer in front."""

    postgres: Postgres
    redis: Redis
    rabbitmq: RabbitMQ
    assistants: List[Assistant]
    proxy: Proxy
    settings: Dict[str, Any]
    expected: List[List[Any]]

    @property
    def address(self) -> str:
        return self.proxy.address

    def stored_ids(self) -> List[str]:
        """Returns ids of the messages that people sent, as often as they are stored."""
        rows = self.postgres.rows("SELECT data FROM events WHERE type_name = 'user'")
        return [str(json.loads(data)["message_id"]) for (data,) in rows]


def servers_or_skip() -> None:
    lacking = missing()
    if not lacking:
        return
    sentence = f"{', '.join(lacking)} is missing: apt-get install {PACKAGES}"
    if os.environ.get(REQUIRED) == "required":
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    servers_or_skip()
    folder = tmp_path_factory.mktemp("cluster")
    with ExitStack() as ending:

        def until_the_end(server: Any) -> Any:
            ending.callback(server.remove)
            return server

        postgres = until_the_end(Postgres())
        redis = until_the_end(Redis())
        rabbitmq = until_the_end(RabbitMQ())
        settings = shared_settings(postgres, redis, rabbitmq)
        assistants = [Assistant(folder, name, **settings) for name in ("one", "two")]
        for assistant in assistants:
            ending.callback(assistant.end)
            assistant.start()
        for assistant in assistants:
            assistant.wait_until_ready()
        proxy = Proxy([assistant.port for assistant in assistants])
        ending.callback(proxy.close)
        yield Cluster(
            postgres,
            redis,
            rabbitmq,
            assistants,
            proxy,
            settings,
            led_in_peace(proxy.address),
        )
