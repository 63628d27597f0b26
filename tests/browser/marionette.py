"""Steers the Firefox that a distribution ships, over its own remote control."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

SECONDS_TO_START = 60
SECONDS_TO_WAIT = 30
LOCAL = "127.0.0.1"


class Firefox:
    """A browser without a window.

    Args:
        path: the program.
        folder: for its profile.
    """

    def __init__(self, path: str, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind((LOCAL, 0))
            self._port = int(probe.getsockname()[1])
        (folder / "user.js").write_text(
            f'user_pref("marionette.port", {self._port});\n'
        )
        self._process = subprocess.Popen(
            [
                path,
                "--headless",
                "--marionette",
                "--no-remote",
                "--profile",
                str(folder),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._count = 0

    def __enter__(self) -> Firefox:
        try:
            self._connect()
            self._read()
            self._command("WebDriver:NewSession", {})
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def go(self, address: str) -> None:
        self._command("WebDriver:Navigate", {"url": address})

    def run(self, script: str) -> Any:
        """Runs a script in the page and returns what it returns."""
        given = {"script": script, "args": []}
        return self._command("WebDriver:ExecuteScript", given)["value"]

    def wait(self, script: str) -> None:
        """Waits until a script returns something true."""
        end = time.monotonic() + SECONDS_TO_WAIT
        while not self.run(script):
            assert time.monotonic() < end, script
            time.sleep(0.1)

    def _connect(self) -> None:
        end = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                self._socket = socket.create_connection((LOCAL, self._port), 30)
                return
            except OSError:
                assert time.monotonic() < end and self._process.poll() is None
                time.sleep(0.2)

    def _command(self, name: str, given: Any) -> Any:
        self._count += 1
        body = json.dumps([0, self._count, name, given]).encode()
        self._socket.sendall(str(len(body)).encode() + b":" + body)
        _, _, error, result = self._read()
        assert error is None, error
        return result

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._socket.recv(1)
        body = b""
        while len(body) < int(length[:-1]):
            body += self._socket.recv(int(length[:-1]) - len(body))
        return json.loads(body)
