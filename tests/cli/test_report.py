"""`glaneur report`, as used."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.extraction import extract_to_folder

run = CliRunner()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with corpus/ and outputs/, where someone calls glaneur."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("L’ONUDC siège à Vienne depuis 1997.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert extract_to_folder(["corpus"], Path("outputs"))["failed"] == 0
    return tmp_path


def test_outputs_and_corpus_need_not_be_named(desk: Path) -> None:
    result = run.invoke(app, ["report", "--html", "report.html"])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert "ONUDC" in (desk / "report.html").read_text(encoding="utf-8")


def test_texts_that_are_not_at_hand_are_told_with_the_remedy(desk: Path) -> None:
    (desk / "corpus").rename(desk / "elsewhere")
    result = run.invoke(app, ["report", "--html", "report.html"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 document(s) without their text: name its folder with --sources\n"
    assert run.invoke(app, ["report", "--sources", "elsewhere", "--html", "report.html"]).stderr == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["nowhere"], "nowhere"),
        (["outputs", "--sources", "nowhere"], "nowhere: no such file or folder"),
        (["corpus/a.txt"], "corpus/a.txt:1: "),
    ],
)
def test_used_wrongly(desk: Path, options: list[str], message: str) -> None:
    result = run.invoke(app, ["report", *options, "--html", "report.html"])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"glaneur: {message}")
    assert not (desk / "report.html").exists()


def test_without_the_library_that_draws_it_names_the_extra(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    result = run.invoke(app, ["report", "--html", "report.html"])
    assert result.exit_code == 2
    assert "pip install 'glaneur[report]'" in result.stderr
