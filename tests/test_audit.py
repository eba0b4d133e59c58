"""The audit, with a pip-audit that says what it is told to."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.audit import NONE, SOME, UNKNOWN, audit

BAD = {"name": "jinja2", "version": "2.11.2", "vulns": [{"id": "CVE-2020-28493", "fix_versions": ["2.11.3"]}]}
GOOD = {"name": "numpy", "version": "2.4.6", "vulns": []}
SKIPPED = {"name": "numpy", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("of_known_bad", "of_lock", "status", "message"),
    [
        ([BAD], [GOOD], NONE, "0 known vulnerabilities in 1 pinned versions, by pypi"),
        ([BAD], [GOOD, BAD], SOME, "1 known vulnerabilities in 2 pinned versions"),
        ([BAD], [SKIPPED], UNKNOWN, "pypi knows nothing of numpy"),
        ([BAD], None, UNKNOWN, "pypi stopped answering"),
        ([SKIPPED], [GOOD], UNKNOWN, "no advisory database can be reached (pypi, osv)"),  # a mirror without advisories
        ([GOOD], [GOOD], UNKNOWN, "no advisory database can be reached"),
        (None, None, UNKNOWN, "no advisory database can be reached"),
    ],
)
def test_audit(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    of_known_bad: list[object] | None,
    of_lock: list[object] | None,
    status: int,
    message: str,
) -> None:
    answers = {True: of_known_bad, False: of_lock}
    said = {
        key: "Traceback" if given is None else json.dumps({"dependencies": given}) for key, given in answers.items()
    }
    program = tmp_path / "pip-audit"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nprint({said!r}['known-bad' in sys.argv[2]])\n", encoding="utf-8"
    )
    program.chmod(0o755)
    assert audit(str(program), tmp_path / "lock") == status
    told = capfd.readouterr()
    assert message in told.err
    assert ("mended in 2.11.3" in told.out) is (status == SOME)


def test_without_pip_audit(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert audit(str(tmp_path / "none"), tmp_path / "lock") == UNKNOWN
    assert "not audited" in capfd.readouterr().err
