"""Sessions and the intranet's tokens, without a server."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Dict

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from werdegang.channels.web.employees import Employees
from werdegang.channels.web.gate import Gate, bearer
from werdegang.channels.web.keys import KeyFile, NoKeySet, SharedSecret, read_key_set
from werdegang.channels.web.people import conversation_id
from werdegang.channels.web.refusals import Refusal
from werdegang.channels.web.sessions import Sessions
from werdegang.serving.secrets import key_for

from .conftest import AUDIENCE, ISSUER, Signer

SECRET = b"0123456789abcdef0123456789abcdef"
NAMING = key_for(SECRET, "conversations")
SHARED = "a secret that intranet and server share"


@pytest.fixture
def sessions() -> Sessions:
    return Sessions(key_for(SECRET, "sessions"), NAMING, hours=24)


@pytest.fixture
def employees(key_file: Path) -> Employees:
    return Employees(ISSUER, AUDIENCE, KeyFile(key_file), NAMING)


@pytest.fixture
def gate(sessions: Sessions, employees: Employees) -> Gate:
    return Gate(sessions, employees)


async def refusal(gate: Gate, token: str) -> str:
    with pytest.raises(Refusal) as refused:
        await gate.person(f"Bearer {token}")
    return refused.value.code


def unsigned(claims: Dict[str, Any], header: Dict[str, Any]) -> str:
    parts = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
        for part in (header, claims)
    )
    return ".".join((*parts, ""))


def test_session_opens_its_own_conversation(sessions: Sessions) -> None:
    first, second = sessions.issue(), sessions.issue()
    assert sessions.person(first) == sessions.person(first)
    assert sessions.person(first).conversation != sessions.person(second).conversation


def test_renewed_session_keeps_the_conversation_and_lasts_longer(
    sessions: Sessions,
) -> None:
    old = sessions.issue()
    later = replace(sessions, now=lambda: time.time() + 3600)
    new = later.renew(old)
    assert new != old
    assert later.person(new).conversation == later.person(old).conversation
    assert later.person(new).expires >= sessions.person(old).expires + 3600


def test_expired_session_is_refused_and_cannot_be_renewed(sessions: Sessions) -> None:
    token = sessions.issue()
    late = replace(sessions, now=lambda: time.time() + 24 * 3600 + 1)
    for use in (late.person, late.renew):
        with pytest.raises(Refusal, match="token_expired"):
            use(token)


def test_a_session_with_any_character_changed_is_refused(sessions: Sessions) -> None:
    token = sessions.issue()
    header, claims, signature = token.split(".")
    for place in range(0, len(claims), 7):
        letter = "A" if claims[place] != "A" else "B"
        changed = claims[:place] + letter + claims[place + 1 :]
        with pytest.raises(Refusal, match="token_refused"):
            sessions.person(f"{header}.{changed}.{signature}")


async def test_session_of_another_server_is_refused(gate: Gate) -> None:
    other = Sessions(key_for(b"another secret", "sessions"), NAMING, hours=24)
    assert await refusal(gate, other.issue()) == "token_refused"


async def test_session_that_claims_no_algorithm_is_refused(gate: Gate) -> None:
    claims = {"sid": "x" * 32, "exp": int(time.time()) + 60}
    token = unsigned(claims, {"typ": "werdegang-session", "alg": "none"})
    assert await refusal(gate, token) == "token_refused"


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc"])
def test_missing_token(header: str | None) -> None:
    with pytest.raises(Refusal, match="token_missing") as refused:
        bearer(header)
    assert refused.value.status == 401


@pytest.mark.parametrize("token", ["x", "a.b.c", "..", "ä", "x" * 9000])
async def test_no_token_at_all(gate: Gate, token: str) -> None:
    assert await refusal(gate, token) == "token_refused"


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
async def test_employee_is_let_in(gate: Gate, signer: Signer, algorithm: str) -> None:
    token = signer.token("erika", algorithm)
    person = await gate.person(f"Bearer {token}")
    assert person.kind == "employee"
    assert person.conversation == conversation_id(NAMING, "employee", ISSUER, "erika")
    assert "erika" not in person.conversation


async def test_employee_has_one_conversation_whatever_the_token(
    employees: Employees, signer: Signer
) -> None:
    tokens = [signer.token("erika", name, jti=name) for name in ("RS256", "ES256")]
    people = [await employees.person(token) for token in tokens]
    assert len({person.conversation for person in people}) == 1
    other = await employees.person(signer.token("max"))
    assert other.conversation != people[0].conversation


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"iss": "https://elsewhere.example.com"}, "token_refused"),
        ({"iss": None}, "token_refused"),
        ({"aud": "payroll"}, "token_refused"),
        ({"aud": None}, "token_refused"),
        ({"subject": None}, "token_refused"),
        ({"subject": ""}, "token_refused"),
        ({"subject": "x" * 256}, "token_refused"),
        ({"exp": None}, "token_refused"),
        ({"exp": True}, "token_refused"),
        ({"exp": "soon"}, "token_refused"),
        ({"exp": int(time.time()) - 60}, "token_expired"),
        ({"exp": int(time.time()) + 3600}, "token_refused"),
        ({"nbf": int(time.time()) + 3600}, "token_refused"),
    ],
)
async def test_employee_with_a_wrong_claim(
    gate: Gate, signer: Signer, claims: Dict[str, Any], code: str
) -> None:
    assert await refusal(gate, signer.token(**claims)) == code


async def test_ten_minutes_ahead_is_the_bound(
    employees: Employees, signer: Signer
) -> None:
    moment = 2_000_000_000
    clock = replace(employees, now=lambda: float(moment))
    await clock.person(signer.token(exp=moment + 600))
    with pytest.raises(Refusal, match="token_refused"):
        await clock.person(signer.token(exp=moment + 606))


async def test_algorithms_that_keys_are_not_for(gate: Gate, signer: Signer) -> None:
    public = signer.private["RS256"].public_key()
    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    # PyJWT refuses to sign with a public key, so that this is made by hand.
    header = {"alg": "HS256", "kid": "RS256"}
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "erika", "exp": time.time() + 60}
    body = unsigned(claims, header)[:-1]
    algorithm = jwt.get_algorithm_by_name("HS256")
    confused = algorithm.sign(body.encode(), pem)
    signature = base64.urlsafe_b64encode(confused).rstrip(b"=").decode()
    wrong = [
        f"{body}.{signature}",
        unsigned(claims, {"alg": "none", "kid": "ES256"}),
        signer.token("erika", "ES256", headers={"kid": "RS256"}),
        signer.token("erika", "ES256", headers={"kid": "unknown"}),
        jwt.encode(claims, signer.private["RS256"], "RS512", headers={"kid": "RS256"}),
        jwt.encode(claims, SHARED, "HS256"),
    ]
    for token in wrong:
        assert await refusal(gate, token) == "token_refused"


async def test_key_of_somebody_else_is_refused(gate: Gate, signer: Signer) -> None:
    foreign = ec.generate_private_key(ec.SECP256R1())
    assert await refusal(gate, signer.token(key=foreign)) == "token_refused"


async def test_tampered_subject_is_refused(gate: Gate, signer: Signer) -> None:
    header, _, signature = signer.token("erika").split(".")
    claims = jwt.decode(signer.token("max"), options={"verify_signature": False})
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    assert await refusal(gate, f"{header}.{body}.{signature}") == "token_refused"


async def test_shared_secret_is_for_hs256_alone(signer: Signer) -> None:
    employees = Employees(ISSUER, AUDIENCE, SharedSecret(SHARED), NAMING)
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "e", "exp": time.time() + 60}
    person = await employees.person(jwt.encode(claims, SHARED, "HS256"))
    assert person.kind == "employee"
    for token in (
        jwt.encode(claims, SHARED + "!", "HS256"),
        jwt.encode(claims, SHARED + " that is longer and longer", "HS512"),
        signer.token(),
    ):
        with pytest.raises(Refusal, match="token_refused"):
            await employees.person(token)


async def test_either_way_in_can_be_closed(
    sessions: Sessions, employees: Employees, signer: Signer
) -> None:
    assert await refusal(Gate(None, employees), sessions.issue()) == "sign_in_required"
    assert await refusal(Gate(sessions, None), signer.token()) == "token_refused"


def test_conversation_ids_need_the_key_and_do_not_run_together() -> None:
    ids = {
        conversation_id(NAMING, "employee", "a", "bc"),
        conversation_id(NAMING, "employee", "ab", "c"),
        conversation_id(NAMING, "employee", "a", "b\x00c"),
        conversation_id(NAMING, "anonymous", "a", "bc"),
        conversation_id(b"another key", "employee", "a", "bc"),
    }
    assert len(ids) == 5


def test_key_set_without_a_usable_key() -> None:
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    weak = json.loads(jwt.get_algorithm_by_name("RS256").to_jwk(short.public_key()))
    shared = {"kty": "oct", "k": "c2VjcmV0"}
    for listed in ([], [shared], [weak], [{"kty": "EC", "crv": "P-384"}], "keys"):
        with pytest.raises(NoKeySet):
            read_key_set(json.dumps({"keys": listed}))
    for text in ("", "[]", "{}", '{"keys": [1]}', '{"keys": [{"kty": "RSA"}]}'):
        with pytest.raises(NoKeySet):
            read_key_set(text)


def test_unusable_keys_do_not_spoil_the_others(signer: Signer) -> None:
    listed = [{"kty": "EC", "crv": "P-384", "kid": "x"}, *signer.key_set()["keys"]]
    assert set(read_key_set(json.dumps({"keys": listed}))) == set(signer.private)
