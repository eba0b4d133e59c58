"""`glaneur convert`, as used."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import indent

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.cli.convert import convert
from pipeline.convert.annotations import ConvertError
from pipeline.convert.formats import FORMATS
from pipeline.convert.label_studio import CONFIG
from tests.conftest import ROOT

run = CliRunner()
OUTPUTS, CORPUS = str(ROOT / "outputs"), str(ROOT / "corpus")


def test_records_to_label_studio_and_back_to_gold(tmp_path: Path) -> None:
    tasks, gold = str(tmp_path / "tasks.json"), str(tmp_path / "gold")
    there = run.invoke(app, ["convert", OUTPUTS, tasks, "--sources", CORPUS])
    assert (there.exit_code, there.stdout) == (0, "")
    assert there.stderr.startswith(f"{tasks}: 32 documents, ")
    back = run.invoke(app, ["convert", tasks, gold, "--to", "gold"])
    assert back.exit_code == 0
    assert "gold, lost: " in back.stderr
    scored = run.invoke(app, ["evaluate", gold, "--records", f"{OUTPUTS}/records.jsonl", "--fail-under", "100"])
    assert scored.exit_code == 0


def test_the_help_shows_the_labelling_interface() -> None:
    shown = run.invoke(app, ["convert", "--help"]).stdout
    assert indent(CONFIG.strip(), "  ") in shown


def test_the_help_keeps_its_tables_and_examples_line_by_line() -> None:
    shown = run.invoke(app, ["convert", "--help"]).stdout
    assert r"\b" not in shown
    assert "\b" not in shown
    assert "  csv             .csv              a row a mention (*)\n  parquet " in shown
    assert "  Examples:\n    glaneur convert outputs tasks.json --sources corpus " in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere", "a.json"], "nowhere: no such file or folder"),
        ([OUTPUTS, CORPUS], "exists; remove it, or name another"),
        ([OUTPUTS, "a.xml"], "a.xml: of which format? say with --to one of gold, records, "),
        ([OUTPUTS, "a", "--to", "word"], "--to word: no such format; take one of gold, "),
        ([OUTPUTS, "a.csv"], "holds no texts; say with --sources where the documents lie"),
        (["tasks.json", "a.csv", "--sources", CORPUS], "tasks.json: label-studio holds its texts; leave --sources out"),
        ([str(ROOT / "tests" / "gold"), "a.jsonl", "--sources", CORPUS], "is no record: "),
        ([OUTPUTS, "nowhere/a.csv", "--sources", CORPUS], "glaneur: nowhere: no such folder; make it first\n"),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tasks.json").write_text("[]", encoding="utf-8")
    result = run.invoke(app, ["convert", *arguments])
    assert result.exit_code == 2
    assert message in result.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["tasks.json"]


def test_without_pyarrow_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "pipeline.convert.parquet_table", raising=False)
    with pytest.raises(ConvertError, match=r"pip install 'glaneur\[convert\]'"):
        _ = FORMATS["parquet"].codec


def test_the_help_names_every_format() -> None:
    assert all(f"\n    {name} " in (convert.__doc__ or "") for name in FORMATS)
    assert all(ending in (convert.__doc__ or "") for format_ in FORMATS.values() for ending in format_.endings)
