"""`make audit`: known vulnerabilities of the pinned versions, by pip-audit.

    python -m tests.audit PIP_AUDIT LOCK

Exit status: 0 none is known, 1 some are, 2 no advisory database could be asked. A database that does not know what is
wrong with an old version of Jinja2 is none: a mirror of PyPI answers, but has no advisories.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SERVICES = ("pypi", "osv")
# CVE-2020-28493 and others; the hash is not looked at.
_KNOWN_BAD = f"jinja2==2.11.2 --hash=sha256:{'0' * 64}\n"
_SECONDS = 600
NONE, SOME, UNKNOWN = 0, 1, 2


def ask(pip_audit: str, lock: Path, service: str) -> list[dict[str, Any]] | None:
    """What a service says of each pinned version; None if it cannot be asked."""
    command = [pip_audit, "--requirement", str(lock), "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    command += ["--format", "json", "--vulnerability-service", service]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (OSError, ValueError, KeyError, subprocess.TimeoutExpired):
        return None
    return found


def vulnerable(dependencies: list[dict[str, Any]]) -> Iterator[str]:
    """A line for each known vulnerability, with the version that mends it."""
    for dependency in dependencies:
        for advisory in dependency.get("vulns", ()):
            mended = ", ".join(advisory.get("fix_versions", ())) or "no version yet"
            yield f"{dependency['name']} {dependency['version']}: {advisory['id']}; mended in {mended}"


def skipped(dependencies: list[dict[str, Any]]) -> list[str]:
    """The pinned versions of which the service knows nothing."""
    return [dependency["name"] for dependency in dependencies if "skip_reason" in dependency]


def audit(pip_audit: str, lock: Path) -> int:
    """Ask the services in turn, tell what the first that can be asked says, and give the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        known_bad = Path(folder) / "known-bad.txt"
        known_bad.write_text(_KNOWN_BAD, encoding="utf-8")
        for service in _SERVICES:
            if list(vulnerable(ask(pip_audit, known_bad, service) or [])):
                return _told(service, ask(pip_audit, lock, service), lock)
    sys.stderr.write(
        f"{lock}: not audited: no advisory database can be reached ({', '.join(_SERVICES)}); "
        "run this where pypi.org or api.osv.dev is in reach\n"
    )
    return UNKNOWN


def _told(service: str, dependencies: list[dict[str, Any]] | None, lock: Path) -> int:
    if dependencies is None:
        sys.stderr.write(f"{lock}: not audited: {service} stopped answering; try again\n")
        return UNKNOWN
    known = list(vulnerable(dependencies))
    unknown = skipped(dependencies)
    sys.stdout.write("".join(f"{line}\n" for line in known))
    if unknown:
        sys.stderr.write(f"{lock}: {service} knows nothing of {', '.join(unknown)}\n")
    count = len(dependencies) - len(unknown)
    sys.stderr.write(f"{lock}: {len(known)} known vulnerabilities in {count} pinned versions, by {service}\n")
    return SOME if known else UNKNOWN if unknown else NONE


if __name__ == "__main__":
    sys.exit(audit(sys.argv[1], Path(sys.argv[2])))
