"""The server as a process: one review at a time has a decisions file, and reading it stays free."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.extraction import extract_to_folder
from tests.review.page import serving


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text("L’ONUDC siège à Vienne depuis le 3 mai 2016.", encoding="utf-8")
    extract_to_folder([str(tmp_path / "sources")], tmp_path / "outputs")
    return tmp_path / "outputs"


def test_a_second_server_on_one_decisions_file_stops_at_once(outputs: Path) -> None:
    sources = outputs.parent / "sources"
    command = ["review", str(outputs), "--sources", str(sources), "--reviewer", "Ana", "--no-browser"]
    with serving(outputs, sources) as (first, address):
        assert address.startswith("http://127.0.0.1:")
        second = CliRunner().invoke(app, command)
        assert second.exit_code == 2
        assert "Ana.jsonl: already open in another review; close that one first" in second.stderr
        # To read needs no lock: it gets as far as to find nothing finished.
        export = CliRunner().invoke(app, [*command, "--export", str(outputs.parent / "gold")])
        assert (export.exit_code, "no document is finished" in export.stderr) == (1, True)
        # A killed server leaves nothing behind that keeps the next one off.
        first.kill()
        first.wait()
    with serving(outputs, sources) as (_, again):
        assert again.startswith("http://127.0.0.1:")
