"""What the audit makes of findings, and that every accepted one has its reason."""

from __future__ import annotations

import datetime
import importlib.machinery
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 24)
ENTRY = {
    "id": "CVE-1",
    "package": "keras",
    "reason": "not used",
    "until": datetime.date(2027, 1, 1),
}


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("audit", str(ROOT / "scripts/audit"))
    spec = importlib.util.spec_from_loader("audit", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def finding(audit: ModuleType, *ids: str, package: str = "keras"):
    return audit.Finding(package, "2.12.0", ids, ("3.0",))


def test_new_finding_is_named(audit: ModuleType) -> None:
    (said,) = audit.not_accepted([finding(audit, "CVE-2")], [ENTRY], TODAY)
    assert "CVE-2 in keras 2.12.0 is new" in said


def test_accepted_by_any_of_its_names(audit: ModuleType) -> None:
    found = [finding(audit, "GHSA-x", "CVE-1")]
    assert audit.not_accepted(found, [ENTRY], TODAY) == []
    assert audit.stale(found, [ENTRY]) == []


def test_of_another_package_is_not_accepted(audit: ModuleType) -> None:
    found = [finding(audit, "CVE-1", package="numpy")]
    assert len(audit.not_accepted(found, [ENTRY], TODAY)) == 1


def test_accepted_for_a_time_only(audit: ModuleType) -> None:
    later = datetime.date(2027, 1, 2)
    (said,) = audit.not_accepted([finding(audit, "CVE-1")], [ENTRY], later)
    assert "until 2027-01-01 only" in said


def test_what_is_not_found_any_more(audit: ModuleType) -> None:
    assert audit.stale([], [ENTRY]) == ["CVE-1"]


def test_package_that_could_not_be_looked_up_is_not_taken_for_safe(
    audit: ModuleType,
) -> None:
    report = {
        "dependencies": [
            {"name": "rasa", "skip_reason": "not found"},
            {"name": "keras", "version": "2.12.0", "vulns": []},
        ]
    }
    assert audit.findings(report) == ([], ["rasa"])


def test_every_accepted_one_has_a_reason_and_is_pinned() -> None:
    file = ROOT / "requirements" / "accepted-vulnerabilities.yml"
    pinned = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        assert len(entry["reason"]) > 20, entry
        assert isinstance(entry["until"], datetime.date)
        assert f"\n{entry['package']}==" in pinned, entry["package"]
