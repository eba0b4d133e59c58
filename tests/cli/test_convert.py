"""`glaneur convert`, as used."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
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
    from pipeline.convert.label_studio import CONFIG

    shown = " ".join(run.invoke(app, ["convert", "--help"]).stdout.split())
    assert " ".join(CONFIG.split()) in shown


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
        ([OUTPUTS, "nowhere/a.csv", "--sources", CORPUS], "No such file or directory"),
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
