"""The assistant as a whole process, against the strict server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, Optional

import requests
from strict_api import StrictApi

ROOT = Path(__file__).resolve().parents[2]
ROUTE = "/webhooks/telegram/webhook"
SECRET = "a-secret-that-only-tests-know"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """`python -m werdegang run` with a own folder; `with` starts and stops it."""

    def __init__(
        self, api: StrictApi, var: Path, mode: str = "polling", **variables: str
    ) -> None:
        self.api = api
        self.var = var
        self.port = free_port()
        self.log = var / "log.txt"
        self.process: Optional[subprocess.Popen[bytes]] = None
        self.variables: Dict[str, str] = {
            "PYTHONPATH": str(ROOT),
            "WERDEGANG_PORT": str(self.port),
            "WERDEGANG_VAR": str(var),
            "WERDEGANG_LOG_LEVEL": "DEBUG",
            "TELEGRAM_TOKEN": api.token,
            "TELEGRAM_BASE_URL": api.url,
            "TELEGRAM_MODE": mode,
            "TELEGRAM_SECRET": SECRET,
            "TELEGRAM_WEBHOOK_URL": self.webhook,
            **variables,
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def webhook(self) -> str:
        return self.url + ROUTE

    def __enter__(self) -> Running:
        self.start()
        try:
            self.wait_until_ready()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()

    def start(self) -> None:
        self.var.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "werdegang", "run"],
                cwd=ROOT,
                env={**os.environ, **self.variables},
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self, seconds: float = 180) -> None:
        """Waits until the server listens."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process is not None and self.process.poll() is None, self.said()
            try:
                requests.get(self.url, timeout=1)
                return
            except requests.RequestException:
                time.sleep(0.1)
        raise AssertionError(f"it does not listen: {self.said()}")

    def stop(self, seconds: float = 30) -> int:
        """Asks it to end, as `docker stop` does; returns its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def kill(self) -> None:
        """Ends it in mid-sentence."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def kept(self) -> bytes:
        """Returns the contents of all files that the channel keeps."""
        files = sorted(self.var.glob("telegram-*"))
        return b"".join(file.read_bytes() for file in files)
