from __future__ import annotations

import io
from pathlib import Path

import pytest

from pipeline.evaluation.diff import changes, summary
from pipeline.extraction import extract_to_folder, extract_to_stream
from pipeline.outputs import read_records
from tests.conftest import ROOT

FILES = ("records.jsonl", "documents.jsonl", "entities.jsonl")


def test_outputs_hold_what_the_code_now_produces(tmp_path: Path) -> None:
    """After a change of rules: `make extract`, then look at the diff and commit it."""
    assert extract_to_folder([str(ROOT / "corpus")], tmp_path)["failed"] == 0
    found = changes(read_records(ROOT / "outputs" / "records.jsonl"), read_records(tmp_path / "records.jsonl"))
    assert not found, summary(found) + "\n" + "\n".join(line for change in found for line in change.lines())
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (ROOT / "outputs" / name).read_bytes(), f"run `make extract`: {name}"


def test_two_runs_are_identical(tmp_path: Path) -> None:
    for name in ("one", "two"):
        extract_to_folder([str(ROOT / "corpus" / "ag-interpol.txt")], tmp_path / name)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_to_a_stream_go_the_same_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("La résolution 1373 (2001).", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\0\1\2")
    extract_to_folder([str(tmp_path)], tmp_path / "out")
    stream = io.BytesIO()
    assert extract_to_stream([str(tmp_path / name) for name in ("a.txt", "b.txt")], stream) == 1
    assert stream.getvalue() == (tmp_path / "out" / "records.jsonl").read_bytes() != b""
    assert capsys.readouterr().err == "b.txt: binary: not a text in any known encoding\n"
