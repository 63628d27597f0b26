"""The intranet's keys: a shared secret, or a key set from a file or an address."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

import aiohttp
import jwt

from werdegang.channels.web.employees import Key, Keys
from werdegang.channels.web.refusals import Refusal
from werdegang.settings import Settings, SettingsError

logger = logging.getLogger(__name__)

ALGORITHMS: Mapping[Tuple[str, str], str] = {
    ("RSA", ""): "RS256",
    ("EC", "P-256"): "ES256",
    ("OKP", "Ed25519"): "EdDSA",
}
"""The one algorithm for each type and curve of key; all others are passed over."""
PUBLIC_PARTS = ("kty", "crv", "n", "e", "x", "y")
SHARED = "HS256"
SHORTEST_RSA = 2048
LARGEST_SET = 256 * 1024
SECONDS_FRESH = 600.0
"""How long a key set from an address is used before it is read again."""
SECONDS_BETWEEN = 30.0
"""How often it is read at most, however many unknown keys are asked for."""
SECONDS_TO_WAIT = 5.0

KeySet = Dict[Optional[str], Key]


class NoKeySet(ValueError):
    """Raised where something is no key set, or one without a usable key."""


def read_key_set(text: str) -> KeySet:
    """Returns the usable keys of a JSON Web Key Set, by id.

    Raises:
        NoKeySet: if there is none.
    """
    try:
        listed: List[Dict[str, Any]] = json.loads(text)["keys"]
        found = {entry.get("kid"): _key(entry) for entry in listed}
    except (ValueError, KeyError, TypeError, AttributeError, jwt.PyJWTError):
        raise NoKeySet("no JSON Web Key Set") from None
    usable = {kid: key for kid, key in found.items() if key is not None}
    if not usable:
        raise NoKeySet("no key for RS256, ES256 or EdDSA")
    return usable


def _key(entry: Dict[str, Any]) -> Optional[Key]:
    kind = entry.get("kty", "")
    algorithm = ALGORITHMS.get((kind, entry.get("crv", "")))
    wrong_use = entry.get("use", "sig") != "sig"
    if algorithm is None or wrong_use or entry.get("alg", algorithm) != algorithm:
        return None
    public: Dict[str, Any] = {
        name: value for name, value in entry.items() if name in PUBLIC_PARTS
    }
    material = jwt.PyJWK.from_dict(public, algorithm=algorithm).key
    if kind == "RSA" and material.key_size < SHORTEST_RSA:
        return None
    return Key(material, algorithm)


def choose(keys: KeySet, header: Mapping[str, Any]) -> Optional[Key]:
    """Returns the key that a token's header names; the only one where it names none."""
    kid = header.get("kid")
    if kid is None and len(keys) == 1:
        key: Optional[Key] = next(iter(keys.values()))
    else:
        key = keys.get(kid)
    return key if key is not None and header.get("alg") == key.algorithm else None


class SharedSecret:
    """One secret that both sides know."""

    def __init__(self, secret: str) -> None:
        self._key = Key(secret.encode(), SHARED)

    async def find(self, header: Dict[str, Any]) -> Key:
        """Returns the secret for tokens that say HS256."""
        if header.get("alg") != SHARED:
            raise Refusal("token_refused")
        return self._key


class KeyFile:
    """A key set in a file, read again when the file has changed.

    Raises:
        SettingsError: if it cannot be used at the start.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._changed = path.stat().st_mtime_ns
            self._keys = read_key_set(path.read_text(encoding="utf-8"))
        except (OSError, NoKeySet) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise SettingsError(
                f"WERDEGANG_JWT_KEYS cannot be used: {path}: {why}."
            ) from None

    async def find(self, header: Dict[str, Any]) -> Key:
        """Returns the key that the header names."""
        self._read_again()
        key = choose(self._keys, header)
        if key is None:
            raise Refusal("token_refused")
        return key

    def _read_again(self) -> None:
        try:
            changed = self._path.stat().st_mtime_ns
            if changed != self._changed:
                self._keys = read_key_set(self._path.read_text(encoding="utf-8"))
                self._changed = changed
        except (OSError, NoKeySet):
            logger.error("The key set cannot be read; the last one stays in use.")


class KeyAddress:
    """A key set at a web address, read when first needed and now and then again."""

    def __init__(self, url: str, now: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._now = now
        self._keys: KeySet = {}
        self._tried: Optional[float] = None
        self._read: Optional[float] = None
        self._lock = asyncio.Lock()

    async def find(self, header: Dict[str, Any]) -> Key:
        """Returns the key that the header names, looked for anew if it is unknown."""
        async with self._lock:
            old = self._read is None or self._now() - self._read > SECONDS_FRESH
            key = choose(self._keys, header)
            if (old or key is None) and self._may_try():
                await self._fetch()
                key = choose(self._keys, header)
        if not self._keys:
            raise Refusal("keys_unavailable", seconds=int(SECONDS_BETWEEN))
        if key is None:
            raise Refusal("token_refused")
        return key

    def _may_try(self) -> bool:
        return self._tried is None or self._now() - self._tried > SECONDS_BETWEEN

    async def _fetch(self) -> None:
        self._tried = self._now()
        try:
            body = await _fetched(self._url)
            self._keys = read_key_set(body.decode("utf-8"))
            self._read = self._now()
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
            logger.error("The key set cannot be fetched; the last one stays in use.")


async def _fetched(url: str) -> bytes:
    timeout = aiohttp.ClientTimeout(total=SECONDS_TO_WAIT)
    async with (
        aiohttp.ClientSession(timeout=timeout) as session,
        session.get(url, allow_redirects=False, raise_for_status=True) as answer,
    ):
        body = bytearray()
        async for chunk in answer.content.iter_chunked(65536):
            body += chunk
            if len(body) > LARGEST_SET:
                raise NoKeySet("too large")
        return bytes(body)


def keys_of(settings: Settings) -> Keys:
    """Returns the keys that the settings name.

    Raises:
        SettingsError: if a file cannot be used.
    """
    secret = settings.jwt_secret.get_secret_value()
    if secret:
        return SharedSecret(secret)
    if settings.jwt_keys.startswith(("http://", "https://")):
        return KeyAddress(settings.jwt_keys)
    return KeyFile(Path(settings.jwt_keys))
