"""Settings of the web channel: what is refused before anything starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Dict

import pytest

from werdegang.serving.secrets import installation_secret
from werdegang.serving.server import address_to_open
from werdegang.settings import Settings, SettingsError

from .conftest import ROOT

LONG = "0123456789abcdef0123456789abcdef"
GOOD = "https://intranet.example.com"


def read(**given: str) -> Settings:
    return Settings.from_environment(
        {f"WERDEGANG_{k.upper()}": v for k, v in given.items()}
    )


def test_origins_are_listed() -> None:
    settings = read(
        allowed_origins=f"{GOOD}, http://localhost:8080 http://[::1]:80",
        frame_ancestors=GOOD,
    )
    assert settings.origins == (GOOD, "http://localhost:8080", "http://[::1]:80")
    assert settings.ancestors == (GOOD,)
    assert read().origins == () and read().ancestors == ()


@pytest.mark.parametrize("name", ["allowed_origins", "frame_ancestors"])
@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "https://*",
        "https://*.example.com",
        f"{GOOD} *",
        f"{GOOD}/",
        f"{GOOD}/path",
        f"{GOOD};script-src",
        "'self'",
        "null",
        "intranet.example.com",
        "ftp://example.com",
        "https://",
        "https://user@example.com",
        "https://example.com:x",
        "HTTPS://EXAMPLE.COM",
    ],
)
def test_anything_but_an_exact_origin_is_refused(name: str, origin: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(**{name: origin})
    said = str(refused.value)
    assert said.startswith(f"WERDEGANG_{name.upper()} cannot be used: ")
    assert "\n" not in said


def test_star_is_refused_at_the_start_in_one_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "werdegang", "run"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "WERDEGANG_ALLOWED_ORIGINS": "*"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "WERDEGANG_ALLOWED_ORIGINS cannot be used: * is no exact origin such as "
        "https://intranet.example.com (no *, no path). Correct or unset it."
    ]


@pytest.mark.parametrize(
    "given",
    [
        {"jwt_issuer": GOOD},
        {"jwt_keys": "keys.json"},
        {"jwt_secret": LONG},
        {"jwt_issuer": GOOD, "jwt_keys": "keys.json", "jwt_secret": LONG},
        {"jwt_issuer": GOOD, "jwt_secret": "short"},
        {"jwt_issuer": GOOD, "jwt_keys": "http://intranet.example.com/keys"},
        {"secret": "short"},
        {"anonymous": "no"},
        {"messages_per_minute": "0"},
        {"trusted_proxies": "-1"},
    ],
)
def test_settings_that_do_not_fit(given: Dict[str, str]) -> None:
    with pytest.raises(SettingsError) as refused:
        read(**given)
    assert "WERDEGANG_" in str(refused.value)
    assert LONG not in str(refused.value)


def test_secrets_are_not_shown() -> None:
    settings = read(secret=LONG, jwt_issuer=GOOD, jwt_secret=LONG)
    assert LONG not in repr(settings) + str(settings)


def test_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    settings = read(var=str(tmp_path / "var"))
    made = installation_secret(settings)
    file = tmp_path / "var" / "secret"
    assert len(made) >= 32
    assert file.stat().st_mode & 0o777 == 0o600
    assert installation_secret(settings) == made
    assert [path.name for path in file.parent.iterdir()] == ["secret"]
    assert installation_secret(read(var=str(tmp_path / "other"))) != made


def test_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    settings = read(var=str(tmp_path))
    installation_secret(settings)
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(SettingsError, match="can be read by others"):
        installation_secret(settings)


def test_secret_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file in its place")
    with pytest.raises(SettingsError, match="set WERDEGANG_SECRET"):
        installation_secret(read(var=str(tmp_path / "var")))


def test_given_secret_leaves_no_file(tmp_path: Path) -> None:
    settings = read(secret=LONG, var=str(tmp_path / "var"))
    assert installation_secret(settings) == LONG.encode()
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:5005"),
        ("0.0.0.0", "http://127.0.0.1:5005"),
        ("::", "http://[::1]:5005"),
        ("adviser.example.com", "http://adviser.example.com:5005"),
    ],
)
def test_address_that_is_printed_can_be_opened(host: str, address: str) -> None:
    assert address_to_open(read(host=host)) == address
