"""`patterns check` finds every kind of fault, and none in our own files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.patterns.check import check
from pipeline.patterns.files import default_patterns

RULE: dict[str, Any] = {
    "id": "dates/test",
    "label": "DATE",
    "opens": ["calendes"],
    "regex": "calendes de {month} {year}",
    "value": "point",
    "examples": ["aux [[calendes de mai 2019|edtf=2019-05]]"],
    "counterexamples": ["aux calendes grecques"],
}
BODY: dict[str, Any] = {
    "id": "test-body",
    "name": "Comité des calendes",
    "acronyms": ["CCAL"],
    "names": [],
    "parent": None,
    "kind": "committee",
    "source": "https://example.org",
}


def test_our_own_patterns_are_well() -> None:
    assert [str(fault) for fault in check(default_patterns())] == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Our vocabulary with few bodies and rules, to which a test adds a line."""
    root = tmp_path / "patterns"
    shutil.copytree(default_patterns(), root)
    for path in sorted(root.glob("*/*.jsonl")):
        if path.parent.name != "vocabulary" and path.name not in ("interpol.jsonl", "dates.jsonl"):
            path.unlink()
    rules = (root / "dates" / "dates.jsonl").read_text(encoding="utf-8").splitlines()
    few = [line for line in rules if '"dates/day-month"' in line]
    (root / "dates" / "dates.jsonl").write_text("\n".join(few), encoding="utf-8")
    adopters = (root / "adopters.jsonl").read_text(encoding="utf-8").splitlines()
    (root / "adopters.jsonl").write_text("\n".join(a for a in adopters if '"INTERPOL"' in a), encoding="utf-8")
    return root


def faults_with(folder: Path, file: str, *lines: dict[str, Any] | str) -> str:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    (folder / file).write_text(text + "\n", encoding="utf-8")
    return "\n".join(str(fault) for fault in check(folder))


def test_a_good_line_gives_no_fault(folder: Path) -> None:
    assert faults_with(folder, "dates/test.jsonl", RULE) == ""
    assert faults_with(folder, "organisations/test.jsonl", BODY) == ""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"regexp": "x"}, "Extra inputs are not permitted"),  # a misspelt key
        ({"examples": []}, "at least 1 item"),
        ({"id": "dates/day-month"}, "ids are never reused"),
        ({"regex": "calendes {moon}"}, "no class 'moon'"),
        ({"regex": "calendes ("}, "missing )"),
        ({"regex": "(?:calendes)?"}, "matches the empty string"),
        ({"examples": ["aux [[calendes de mai 2019|edtf=2019-06]]"]}, "has edtf='2019-05'"),
        ({"examples": ["aux [[calendes|edtf=2019]]"]}, "'calendes' is not found"),
        ({"examples": ["aux [[calendes de mai 2019|edtf=2019-05]"]}, "no ]]"),
        ({"counterexamples": ["aux calendes de mai 2020"]}, "counterexample"),
        ({"opens": ["nones"]}, "never wins"),  # would never be tried
        ({"regex": "calendes (?:a|aa)+ de {month} {year}|calendes de {month} {year}"}, ""),
    ],
)
def test_faults_of_rules(folder: Path, change: dict[str, Any], message: str) -> None:
    assert message in faults_with(folder, "dates/test.jsonl", {**RULE, **change})


def test_a_regex_whose_time_explodes(folder: Path) -> None:
    slow = {**RULE, "opens": ["digit"], "regex": "(?:\\d+ ?\\d*)+x|calendes"}
    assert "its time explodes" in faults_with(folder, "dates/test.jsonl", slow)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"parent": "nobody"}, "parent 'nobody' is not in the knowledge base"),
        ({"id": "interpol"}, "ids are never reused"),
        ({"kind": "club"}, "kind"),
        ({"acronyms": ["INTERPOL"]}, "'INTERPOL' is claimed by"),
        ({"guarded": ["CC"]}, "guarded 'CC' is neither"),
        ({"names": ["comité des calendes d’été"]}, ""),
    ],
)
def test_faults_of_bodies(folder: Path, change: dict[str, Any], message: str) -> None:
    assert message in faults_with(folder, "organisations/test.jsonl", {**BODY, **change})


def test_a_line_that_is_no_json_names_file_and_line(folder: Path) -> None:
    assert "dates/test.jsonl:2: not a JSON object" in faults_with(folder, "dates/test.jsonl", RULE, "{")
