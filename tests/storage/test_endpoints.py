"""Settings as what Rasa's own classes are made from."""

from __future__ import annotations

import pytest
from rasa.core.brokers.pika import PikaEventBroker
from rasa.core.utils import AvailableEndpoints

from werdegang.settings import Settings
from werdegang.storage.endpoints import rabbitmq, with_stores


def settings(**given: str) -> Settings:
    return Settings.from_environment(
        {f"WERDEGANG_{name.upper()}": value for name, value in given.items()}
    )


@pytest.mark.parametrize(
    ("address", "host", "url"),
    [
        (
            "amqp://me:Top%3ASecret@rabbit:5673/jobs",
            "amqp://rabbit:5673/jobs",
            "amqp://me:Top%3ASecret@rabbit:5673/jobs",
        ),
        ("amqp://rabbit", "amqp://rabbit:5672", "amqp://guest:guest@rabbit:5672"),
        (
            "amqps://me:x@[::1]/",
            "amqps://[::1]:5671/",
            "amqps://me:x@[::1]:5671/",
        ),
    ],
)
async def test_rabbitmq_is_named_to_rasa_without_its_password(
    address: str, host: str, url: str
) -> None:
    endpoint = rabbitmq(settings(event_broker=address, event_queue="q"))
    assert endpoint is not None
    broker = PikaEventBroker(endpoint.url, **endpoint.kwargs)
    assert broker.host == host, "Rasa logs it"
    assert broker._configure_url() == url
    assert list(broker.queues) == ["q"]


def test_nothing_is_kept_where_nothing_is_to_be() -> None:
    given = settings(lock_store="redis://h", event_broker="amqp://h")
    found = with_stores(AvailableEndpoints(), given, keeps=False)
    assert found.lock_store is None and found.event_broker is None
    assert found.tracker_store.kwargs == {"address": "sqlite://"}


def test_what_the_file_names_stays_where_settings_say_nothing() -> None:
    named = AvailableEndpoints(lock_store="file", event_broker="file")  # type: ignore
    found = with_stores(named, settings())
    assert (found.lock_store, found.event_broker) == ("file", "file")
