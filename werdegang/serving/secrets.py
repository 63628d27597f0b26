"""The secret that this installation signs with, and the keys made from it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from werdegang.settings import Settings, SettingsError

FILE = "secret"
ONLY_OWNER = 0o600
BYTES = 32


def installation_secret(settings: Settings) -> bytes:
    """Returns the secret of the settings, or a random one that is kept in a file.

    Raises:
        SettingsError: if the file cannot be read, written or is open to others.
    """
    given = settings.secret.get_secret_value()
    if given:
        return given.encode()
    file = settings.var / FILE
    try:
        settings.var.mkdir(parents=True, exist_ok=True)
        _make(file)
        if file.stat().st_mode & 0o077:
            raise SettingsError(
                f"{file} can be read by others; `chmod 600 {file}` or set "
                "WERDEGANG_SECRET."
            )
        return file.read_text(encoding="ascii").strip().encode()
    except OSError as error:
        raise SettingsError(
            f"{file} cannot be used ({error.strerror}); set WERDEGANG_SECRET, or "
            "WERDEGANG_VAR to a folder that can be written to."
        ) from None


def _make(file: Path) -> None:
    """Writes a new secret unless the file is there; never shows a half-written one."""
    if file.exists():
        return
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, ONLY_OWNER)
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(secrets.token_hex(BYTES) + "\n")
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def key_for(secret: bytes, purpose: str) -> bytes:
    """Returns a key of its own for each purpose (32 bytes)."""
    return hmac.new(secret, b"werdegang/" + purpose.encode(), hashlib.sha256).digest()
