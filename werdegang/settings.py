"""All settings, read from environment variables, each with its default."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Dict, Mapping, Optional, Tuple, Type, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    BaseSettings,
    Field,
    SecretStr,
    ValidationError,
    root_validator,
    validator,
)
from pydantic.utils import ROOT_KEY

PREFIX = "WERDEGANG_"
SHORTEST_SECRET = 32
TELEGRAM_PREFIX = "TELEGRAM_"
MEMORY = "memory"
DATABASES = ("sqlite", "postgresql", "postgresql+psycopg2")
POLLING = "polling"
WEBHOOK = "webhook"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
Group = TypeVar("Group", bound="SettingsGroup")


class SettingsError(Exception):
    """Raised where a variable holds a value that cannot be used."""


class SettingsGroup(BaseSettings):
    """Settings whose variables begin alike."""

    @classmethod
    def from_environment(
        cls: Type[Group], environ: Optional[Mapping[str, str]] = None
    ) -> Group:
        """Reads the settings.

        Args:
            environ: the variables; those of the process by default.

        Raises:
            SettingsError: in one sentence a wrong value, what for, and what is right.
        """
        given = os.environ if environ is None else environ
        prefix = cls.__config__.env_prefix
        values: Dict[str, Any] = {
            name: given[prefix + name.upper()]
            for name in cls.__fields__
            if prefix + name.upper() in given
        }
        try:
            return cls.parse_obj({**cls.defaults(), **values})
        except ValidationError as error:
            sentences = [_sentence(prefix, found) for found in error.errors()]
            raise SettingsError(" ".join(sentences)) from None

    @classmethod
    def defaults(cls) -> Dict[str, Any]:
        """Returns the default of every setting."""
        return {name: field.default for name, field in cls.__fields__.items()}


class Settings(SettingsGroup):
    """How this installation is set up. README.md has the table of all variables."""

    knowledge: Path = Field(
        Path("knowledge"), description="Folder with the knowledge files."
    )
    models: Path = Field(Path("models"), description="Folder with trained models.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(5005, ge=1, le=65535, description="Port to listen on.")
    human_contact: str = Field(
        "", description="Whom to turn to for personal advice, shown as it stands."
    )
    action_endpoint: str = Field(
        "",
        description="Address of an action server; empty runs the actions in-process.",
    )
    longest_message: int = Field(
        1000, ge=50, le=10000, description="Characters that a message may have."
    )
    log_level: str = Field("WARNING", description="DEBUG, INFO, WARNING or ERROR.")
    var: Path = Field(
        Path("var"), description="Folder for what this installation keeps."
    )
    retention_days: int = Field(
        30, ge=1, le=3650, description="Days after which a silent conversation goes."
    )

    store_text: bool = Field(
        True, description="Whether what people type is stored with their conversation."
    )
    tracker_store: SecretStr = Field(
        SecretStr(""),
        description="Database of the conversations: memory, sqlite:///FILE or "
        "postgresql://USER:PASSWORD@HOST/DB; empty is a file in var/.",
    )
    lock_store: SecretStr = Field(
        SecretStr(""),
        description="Redis that keeps the order of messages across several servers: "
        "redis://USER:PASSWORD@HOST:PORT/NUMBER; empty is this process's memory.",
    )
    event_broker: SecretStr = Field(
        SecretStr(""),
        description="RabbitMQ that stored events are sent on to: "
        "amqp://USER:PASSWORD@HOST:PORT/VHOST; empty sends none.",
    )
    event_queue: str = Field(
        "werdegang", description="Queue of RabbitMQ that they are sent to."
    )

    secret: SecretStr = Field(
        SecretStr(""),
        description="Signs sessions, 32 characters or more; empty makes one in var/.",
    )
    anonymous: bool = Field(
        True, description="Whether people who are not signed in are answered."
    )
    session_hours: int = Field(
        24, ge=1, le=720, description="Hours that a session lasts unless renewed."
    )
    jwt_issuer: str = Field(
        "", description="`iss` of the intranet's tokens; empty turns sign-in off."
    )
    jwt_audience: str = Field("werdegang", description="`aud` of these tokens.")
    jwt_keys: str = Field(
        "", description="Key set (JWKS) that signs them: a file or an https address."
    )
    jwt_secret: SecretStr = Field(
        SecretStr(""),
        description="Shared secret for HS256 in place of a key set, 32 characters.",
    )
    allowed_origins: str = Field(
        "", description="Origins that may embed the widget, separated by commas."
    )
    frame_ancestors: str = Field(
        "", description="Origins that may show /embed in a frame, by commas."
    )
    messages_per_minute: int = Field(
        20, ge=1, le=1000, description="Messages a minute in one conversation."
    )
    requests_per_minute: int = Field(
        300, ge=1, le=100000, description="Requests a minute from one address."
    )
    trusted_proxies: int = Field(
        0, ge=0, le=10, description="Proxies in front that set X-Forwarded-For."
    )

    class Config:
        env_prefix = PREFIX

    @validator("log_level")
    def _known_level(cls, value: str) -> str:
        level = value.upper()
        if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("it has to be DEBUG, INFO, WARNING or ERROR")
        return level

    @validator("action_endpoint")
    def _web_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("it has to begin with http:// or https://")
        return value

    @validator("allowed_origins", "frame_ancestors")
    def _exact_origins(cls, value: str) -> str:
        for origin in listed(value):
            if not is_exact_origin(origin):
                raise ValueError(
                    f"{origin} is no exact origin such as https://intranet.example.com "
                    "(no *, no path)"
                )
        return ",".join(listed(value))

    @validator("secret", "jwt_secret")
    def _long_secret(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"it has to have {SHORTEST_SECRET} characters or more")
        return value

    @validator("tracker_store")
    def _known_database(cls, value: SecretStr) -> SecretStr:
        address = value.get_secret_value()
        scheme, separator, _ = address.partition("://")
        if address in ("", MEMORY) or (separator and scheme in DATABASES):
            return value
        raise ValueError(
            "it has to be memory, sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DB"
        )

    @validator("lock_store")
    def _redis_address(cls, value: SecretStr) -> SecretStr:
        number = urlsplit(value.get_secret_value()).path.strip("/") or "0"
        if not is_address_of(value, ("redis", "rediss")) or not number.isdecimal():
            raise ValueError("it has to be redis://USER:PASSWORD@HOST:PORT/NUMBER")
        return value

    @validator("event_broker")
    def _rabbitmq_address(cls, value: SecretStr) -> SecretStr:
        if not is_address_of(value, ("amqp", "amqps")):
            raise ValueError("it has to be amqp://USER:PASSWORD@HOST:PORT/VHOST")
        return value

    @validator("jwt_keys")
    def _safe_keys(cls, value: str) -> str:
        if value.startswith("http://") and not is_own_machine(value):
            raise ValueError("keys from elsewhere have to come by https")
        return value

    @root_validator(skip_on_failure=True)
    def _whole_sign_in(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        keys = [values["jwt_keys"], values["jwt_secret"].get_secret_value()]
        if bool(values["jwt_issuer"]) != any(keys):
            raise ValueError(
                "WERDEGANG_JWT_ISSUER and either WERDEGANG_JWT_KEYS or "
                "WERDEGANG_JWT_SECRET belong together; set both or neither"
            )
        if all(keys):
            raise ValueError(
                "WERDEGANG_JWT_KEYS and WERDEGANG_JWT_SECRET exclude each other; "
                "set one"
            )
        if not values["anonymous"] and not values["jwt_issuer"]:
            raise ValueError(
                "WERDEGANG_ANONYMOUS is off and no sign-in is set up, so that nobody "
                "could be answered; set WERDEGANG_JWT_ISSUER"
            )
        return values

    @property
    def origins(self) -> Tuple[str, ...]:
        """Returns the origins that may embed the widget."""
        return listed(self.allowed_origins)

    @property
    def ancestors(self) -> Tuple[str, ...]:
        """Returns the origins that may show the page for frames."""
        return listed(self.frame_ancestors)


class TelegramSettings(SettingsGroup):
    """How the Telegram channel is set up. docs/telegram.md has the table."""

    token: str = Field("", description="The bot's token; empty leaves the channel off.")
    mode: str = Field(POLLING, description="polling or webhook.")
    webhook_url: str = Field(
        "", description="Public address that Telegram posts updates to (webhook mode)."
    )
    secret: str = Field(
        "",
        description="Secret that Telegram sends with each update; empty derives one.",
    )
    base_url: str = Field(
        "https://api.telegram.org", description="Address of the Bot API server."
    )
    messages_per_second: int = Field(
        30, ge=1, le=1000, description="Messages a second that the service allows."
    )
    finishing_seconds: float = Field(
        10, ge=0, le=120, description="Seconds for finishing answers when stopped."
    )

    class Config:
        env_prefix = TELEGRAM_PREFIX

    @validator("token")
    def _like_a_token(cls, value: str) -> str:
        value = value.strip()
        if value and not TOKEN.fullmatch(value):
            raise ValueError(
                "it has to look like 123456:ABC-DEF, as @BotFather gave it"
            )
        return value

    @validator("mode")
    def _known_mode(cls, value: str) -> str:
        mode = value.strip().lower()
        if mode not in (POLLING, WEBHOOK):
            raise ValueError("it has to be polling or webhook")
        return mode

    @validator("secret")
    def _allowed_secret(cls, value: str) -> str:
        if value and not SECRET.fullmatch(value):
            raise ValueError("it has to be 16 to 256 of the signs A-Z a-z 0-9 _ -")
        return value

    @validator("base_url", "webhook_url")
    def _web_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("it has to begin with http:// or https://")
        return value.rstrip("/")

    @root_validator(skip_on_failure=True)
    def _webhook_has_address(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        needed = values["token"] and values["mode"] == WEBHOOK
        if needed and not values["webhook_url"]:
            raise ValueError(
                "TELEGRAM_WEBHOOK_URL is missing, which webhook mode needs; "
                "set it to the public https address of this route"
            )
        return values


def listed(value: str) -> Tuple[str, ...]:
    """Returns the parts of a list that is separated by commas or spaces."""
    return tuple(dict.fromkeys(value.replace(",", " ").split()))


def is_exact_origin(origin: str) -> bool:
    """Tells whether it is scheme, host and perhaps port of one web server."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    canonical = f"{parts.scheme}://{shown}" + (f":{port}" if port else "")
    return (
        parts.scheme in ("http", "https")
        and origin == canonical
        and all(letter.isalnum() or letter in ".-:" for letter in host)
        and bool(host)
    )


def is_address_of(value: SecretStr, schemes: Tuple[str, ...]) -> bool:
    """Tells whether it is empty, or an address with a host and one of these schemes."""
    address = value.get_secret_value()
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return not address or (parts.scheme in schemes and named)


def is_own_machine(address: str) -> bool:
    """Tells whether a web address is on the machine itself."""
    return urlsplit(address).hostname in ("localhost", "127.0.0.1", "::1")


def _sentence(prefix: str, found: Mapping[str, Any]) -> str:
    if found["loc"][0] == ROOT_KEY:
        return f"{found['msg']}."
    variable = prefix + str(found["loc"][0]).upper()
    return f"{variable} cannot be used: {found['msg']}. Correct or unset it."
