"""Assistants as plain processes that share PostgreSQL, Redis and RabbitMQ."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Dict, Optional

import requests

from .servers import PASSWORD, Postgres, RabbitMQ, Redis, free_port

ROOT = Path(__file__).parents[2]
SECRET = "a secret that only these tests know, long enough"
SECONDS_TO_START = 400
"""Long enough for training, where the model is not there yet."""
QUEUE = "werdegang"


def shared_settings(
    postgres: Postgres, redis: Redis, rabbitmq: RabbitMQ
) -> Dict[str, Any]:
    """Returns what deploy/ sets by the same names."""
    return {
        "secret": SECRET,
        "tracker_store": f"postgresql://werdegang:{PASSWORD}@127.0.0.1:"
        f"{postgres.port}/postgres",
        "lock_store": f"redis://:{PASSWORD}@127.0.0.1:{redis.port}/1",
        "event_broker": f"amqp://guest:guest@127.0.0.1:{rabbitmq.port}",
        "event_queue": QUEUE,
    }


class Assistant:
    """`python -m werdegang run` with the settings given."""

    def __init__(self, folder: Path, name: str = "assistant", **settings: Any) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"{name}.txt"
        self.var = Path(settings.get("var", folder / f"{name}-var"))
        self.process: Optional[subprocess.Popen[bytes]] = None
        kept = {k: v for k, v in os.environ.items() if not k.startswith("WERDEGANG_")}
        self._environment = {
            **kept,
            "PYTHONPATH": str(ROOT),
            "WERDEGANG_PORT": str(self.port),
            "WERDEGANG_VAR": str(self.var),
            "WERDEGANG_REQUESTS_PER_MINUTE": "100000",
            "WERDEGANG_MESSAGES_PER_MINUTE": "1000",
            **{f"WERDEGANG_{key.upper()}": str(v) for key, v in settings.items()},
        }

    def start(self) -> Assistant:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "werdegang", "run"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        return self

    def wait_until_ready(self, path: str = "/health") -> Assistant:
        end = time.monotonic() + SECONDS_TO_START
        while not self.says_yes(path):
            assert self.process is not None
            if self.process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise AssertionError(f"did not start:\n{self.said()}")
            time.sleep(0.1)
        return self

    def says_yes(self, path: str = "/health") -> bool:
        try:
            return requests.get(self.address + path, timeout=5).ok
        except requests.RequestException:
            return False

    def stop(self, seconds: float = 40) -> int:
        """Ends it as Docker and Kubernetes do; returns its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            try:
                self.stop()
            except subprocess.TimeoutExpired:
                self.kill()

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")
