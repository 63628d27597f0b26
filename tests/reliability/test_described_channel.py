"""schemathesis holds the running server to docs/openapi.yml."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import requests
from cluster.assistants import Assistant

from .replies import OPENAPI, ROOT

pytestmark = pytest.mark.model
TOOL = ROOT / ".venv-tools" / "bin" / "schemathesis"
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance,negative_data_rejection,unsupported_method,"
    "missing_required_header,ignored_auth"
)

CONFIGURATION = """
[checks]
negative_data_rejection.expected-statuses = ["400", "401", "403", "404", "413", "415"]
"""
"""What is too long is refused with 413, which the tool does not expect by itself."""


def run(assistant: Assistant, examples: int, folder: Path) -> str:
    """Returns what schemathesis says; raises where it finds something."""
    if not TOOL.exists():
        sentence = "schemathesis is missing: scripts/setup-tools"
        if os.environ.get("WERDEGANG_CLUSTER_TESTS") == "required":
            pytest.fail(sentence)
        pytest.skip(sentence)
    token = requests.post(f"{assistant.address}/webhooks/web/session", json={}).json()
    (folder / "schemathesis.toml").write_text(CONFIGURATION)
    found = subprocess.run(
        [
            str(TOOL),
            "run",
            str(OPENAPI),
            *("--url", assistant.address),
            *("--header", f"Authorization: Bearer {token['token']}"),
            *("--checks", CHECKS, "--max-examples", str(examples)),
            *("--mode", "all", "--phases", "examples,coverage,fuzzing"),
            *("--seed", "1", "--no-color", "--generation-database", "none"),
            *("--request-timeout", "60", "--warnings", "off"),
        ],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    assert found.returncode == 0, found.stdout[-6000:] + found.stderr[-2000:]
    assert assistant.says_yes()
    return found.stdout


def test_server_is_as_described(alone: Assistant, tmp_path: Path) -> None:
    run(alone, 8, tmp_path)


@pytest.mark.slow
def test_server_is_as_described_at_length(
    alone: Assistant, tmp_path: Path, figure
) -> None:
    said = run(alone, 1000, tmp_path)
    counted = re.search(r"(\d[\d,]*) generated", said)
    assert counted, said[-2000:]
    figure("requests by schemathesis", {"generated": counted[1], "failures": 0})
