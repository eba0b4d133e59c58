"""`glaneur report`, as used."""

from __future__ import annotations

import shutil
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


def test_texts_that_have_changed_are_told_by_name(desk: Path) -> None:
    for name in ("b.txt", "c.txt", "d.txt"):
        (desk / "corpus" / name).write_text("L’OMS siège à Genève depuis 1948.", encoding="utf-8")
    assert extract_to_folder(["corpus"], Path("outputs"))["failed"] == 0
    report = ["report", "--sources", "corpus", "--html", "report.html"]
    (desk / "corpus" / "b.txt").write_text("L’OMS siège à Genève depuis 1949.", encoding="utf-8")
    changed = "document(s) changed since they were extracted"
    assert run.invoke(app, report).stderr == f"1 {changed}: b.txt; extract again\n"
    page = (desk / "report.html").read_text(encoding="utf-8")
    assert 'data-t="documents-other"' in page
    assert 'data-t="documents-missing"' not in page
    for path in (desk / "corpus").iterdir():
        path.write_text("L’OMS a 194 membres.", encoding="utf-8")
    assert run.invoke(app, report).stderr == f"4 {changed}: a.txt, b.txt, c.txt …; extract again\n"


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


@pytest.mark.parametrize(
    "arguments",
    [["report"], ["diff", "outputs", "outputs"], ["evaluate", "gold"]],
    ids=lambda arguments: arguments[0],
)
@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("nodir/x.html", "nodir: no such folder; make it first"),
        ("corpus/a.txt/x.html", "corpus/a.txt: is no folder; name another"),
        ("corpus", "corpus: is a folder; name a file"),
        (".", ".: is a folder; name a file"),
    ],
)
def test_a_page_that_cannot_be_written_is_told_by_its_own_name(
    desk: Path, arguments: list[str], page: str, message: str
) -> None:
    shutil.copytree(desk / "corpus", desk / "gold")
    (desk / "gold" / "gold.jsonl").write_text("", encoding="utf-8")
    before = sorted(desk.rglob("*"))
    result = run.invoke(app, [*arguments, "--html", page])
    assert (result.exit_code, result.stderr) == (2, f"glaneur: {message}\n")
    assert sorted(desk.rglob("*")) == before


def test_without_the_library_that_draws_it_names_the_extra(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    result = run.invoke(app, ["report", "--html", "report.html"])
    assert result.exit_code == 2
    assert "pip install 'glaneur[report]'" in result.stderr
