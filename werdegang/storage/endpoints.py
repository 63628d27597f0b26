"""Settings as the endpoints that Rasa's own classes are made from. No side effects."""

from __future__ import annotations

from typing import Optional
from urllib.parse import unquote, urlsplit, urlunsplit

from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig

from werdegang.settings import Settings
from werdegang.storage.database import IN_MEMORY

STORE = "werdegang.storage.conversations.ConversationStore"
LOCKS = "werdegang.serving.locks.LeasedRedisLockStore"
REDIS_PORT = 6379
RABBITMQ_PORTS = {"amqp": 5672, "amqps": 5671}
PREFIX = "werdegang"
ATTEMPTS = 3


def with_stores(
    endpoints: AvailableEndpoints, settings: Settings, keeps: bool = True
) -> AvailableEndpoints:
    """Returns endpoints with the stores that the settings name.

    Args:
        endpoints: as `endpoints.yml` has them; they stay where settings say nothing.
        settings: of this installation.
        keeps: whether conversations outlive the process.
    """
    if not keeps:
        endpoints.tracker_store = EndpointConfig(type=STORE, address=IN_MEMORY)
        endpoints.lock_store = endpoints.event_broker = None
        return endpoints
    endpoints.lock_store = redis_locks(settings) or endpoints.lock_store
    endpoints.event_broker = rabbitmq(settings) or endpoints.event_broker
    return endpoints


def redis_locks(settings: Settings) -> Optional[EndpointConfig]:
    """Returns the lock store in Redis, if one is set."""
    address = settings.lock_store.get_secret_value()
    if not address:
        return None
    parts = urlsplit(address)
    return EndpointConfig(
        type=LOCKS,
        url=parts.hostname,
        port=parts.port or REDIS_PORT,
        db=int(parts.path.strip("/") or 0),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_ssl=parts.scheme == "rediss",
        key_prefix=PREFIX,
    )


def rabbitmq(settings: Settings) -> Optional[EndpointConfig]:
    """Returns Rasa's event broker for RabbitMQ, if one is set.

    Rasa logs the host that it is given, so that user and password go beside it.
    """
    address = settings.event_broker.get_secret_value()
    if not address:
        return None
    parts = urlsplit(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = parts.port or RABBITMQ_PORTS[parts.scheme]
    where = (parts.scheme, f"{host}:{port}", parts.path, parts.query, "")
    return EndpointConfig(
        type="pika",
        url=urlunsplit(where),
        port=port,
        username=parts.username or "guest",
        password=parts.password or "guest",
        queues=[settings.event_queue],
        exchange_name=settings.event_queue,
        connection_attempts=ATTEMPTS,
    )
