"""What an intranet's back end has to add: tokens for its employees, and its key set."""

from __future__ import annotations

import json
import secrets
import time
from typing import Any, Dict

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

SECONDS = 300


class Signer:
    """Signs with a key of its own. A real one keeps it, and gives it to nobody."""

    def __init__(self, issuer: str, audience: str) -> None:
        self._issuer, self._audience = issuer, audience
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._id = secrets.token_hex(8)

    def token(self, employee: str) -> str:
        """Returns a token that lets this employee in for five minutes."""
        end = int(time.time()) + SECONDS
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": employee,
            "exp": end,
        }
        return jwt.encode(claims, self._key, "ES256", {"kid": self._id})

    def key_set(self) -> Dict[str, Any]:
        """Returns the public key, which the assistant fetches."""
        public = jwt.get_algorithm_by_name("ES256").to_jwk(self._key.public_key())
        return {"keys": [{**json.loads(public), "kid": self._id, "use": "sig"}]}
