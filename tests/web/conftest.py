"""The real assistant process, and what tests sign in with."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

ROOT = Path(__file__).parents[2]
ISSUER = "https://intranet.example.com"
AUDIENCE = "werdegang"
ORIGIN = "https://intranet.example.com"
SECONDS_TO_START = 400
"""Long enough for training, where the model is not there yet."""


class Signer:
    """An intranet's private keys, one for each algorithm."""

    def __init__(self) -> None:
        self.private: Dict[str, Any] = {
            "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
            "ES256": ec.generate_private_key(ec.SECP256R1()),
            "EdDSA": ed25519.Ed25519PrivateKey.generate(),
        }

    def key_set(self) -> Dict[str, Any]:
        return {"keys": [self._public(name) for name in self.private]}

    def _public(self, name: str) -> Dict[str, Any]:
        algorithm = jwt.get_algorithm_by_name(name)
        public = json.loads(algorithm.to_jwk(self.private[name].public_key()))
        return {**public, "kid": name, "use": "sig", "alg": name}

    def token(
        self,
        subject: Optional[str] = "erika",
        algorithm: str = "ES256",
        key: Any = None,
        headers: Optional[Dict[str, Any]] = None,
        **claims: Any,
    ) -> str:
        """A token that is good unless the arguments say otherwise; None leaves out."""
        whole = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": subject,
            "exp": int(time.time()) + 300,
            **claims,
        }
        return jwt.encode(
            {name: value for name, value in whole.items() if value is not None},
            self.private[algorithm] if key is None else key,
            algorithm=algorithm,
            headers={"kid": algorithm, **(headers or {})},
        )


class Running:
    """An assistant that runs, and what it prints."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.log = folder / f"log-{uuid.uuid4().hex}.txt"
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.channel = f"{self.address}/webhooks/web"
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("WERDEGANG_")},
            "PYTHONPATH": str(ROOT),
            "WERDEGANG_PORT": str(self.port),
            "WERDEGANG_VAR": str(folder / "var"),
            **{f"WERDEGANG_{name.upper()}": str(v) for name, v in settings.items()},
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "werdegang", "run"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + SECONDS_TO_START
        while not self._healthy():
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise AssertionError(f"did not start:\n{self.log.read_text()}")
            time.sleep(0.2)

    def _healthy(self) -> bool:
        try:
            return requests.get(f"{self.address}/health", timeout=2).ok
        except requests.ConnectionError:
            return False

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def session(self) -> str:
        return str(requests.post(f"{self.channel}/session", json={}).json()["token"])

    def ask(
        self, token: str, text: str, made: Optional[str] = None, **more: Any
    ) -> requests.Response:
        return requests.post(
            f"{self.channel}/messages",
            json={"id": made or uuid.uuid4().hex, "text": text, **more},
            headers=bearer(token),
        )

    def history(self, token: str) -> List[Dict[str, Any]]:
        answer = requests.get(f"{self.channel}/history", headers=bearer(token))
        return list(answer.json()["messages"])


def bearer(token: str) -> Dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def lines(response: requests.Response) -> List[Dict[str, Any]]:
    assert response.status_code == 200, response.text
    assert response.headers["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in response.text.splitlines()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def signer() -> Signer:
    return Signer()


@pytest.fixture(scope="session")
def key_file(signer: Signer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "keys.json"
    path.write_text(json.dumps(signer.key_set()))
    return path


@pytest.fixture(scope="session")
def server(
    key_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    running = Running(
        tmp_path_factory.mktemp("server"),
        log_level="DEBUG",
        jwt_issuer=ISSUER,
        jwt_audience=AUDIENCE,
        jwt_keys=key_file,
        allowed_origins=ORIGIN,
        frame_ancestors=ORIGIN,
        requests_per_minute=100000,
    )
    yield running
    running.stop()
