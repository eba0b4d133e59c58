"""The command, as used: exit status, messages, files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.conftest import ROOT

run = CliRunner()
COMMANDS = [
    "extract", "merge", "validate", "schema", "evaluate", "diff", "report", "review", "agreement", "convert",
    "patterns",
]  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("Le Conseil de sécurité a adopté la résolution 1373 (2001).", encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str) -> None:
    result = run.invoke(app, [command, "--help"] if command != "patterns" else [command, "check", "--help"])
    assert result.exit_code == 0
    assert f"glaneur {command}" in result.stdout


def test_extract_validate_and_diff(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run.invoke(app, ["extract", str(corpus), "--out", str(out)]).exit_code == 0
    assert sorted(p.name for p in out.iterdir()) == [
        ".cache.sqlite", "documents.jsonl", "entities.jsonl", "records.jsonl", "run.json"
    ]  # fmt: skip
    result = run.invoke(app, ["validate", str(out / "records.jsonl"), "--sources", str(corpus)])
    assert (result.exit_code, result.stdout) == (0, "")
    result = run.invoke(app, ["diff", str(out), str(out / "records.jsonl")])
    assert (result.exit_code, result.stdout) == (0, "0 came, 0 went, 0 moved, 0 changed value\n")


def test_extract_from_standard_input_to_standard_output() -> None:
    result = run.invoke(app, ["extract", "-", "--out", "-"], input="La résolution 1373 (2001) du Conseil de sécurité.")
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(r["doc_id"], r["label"], r["text"]) for r in records] == [
        ("-", "RESOLUTION", "résolution 1373 (2001)"),
        ("-", "ORGANISATION", "Conseil de sécurité"),
    ]


def test_extract_in_shards_and_merge(corpus: Path, tmp_path: Path) -> None:
    (corpus / "b.txt").write_bytes(b"\0\1\2")
    parts = [str(tmp_path / number) for number in "12"]
    for number, part in zip("12", parts, strict=True):
        run.invoke(app, ["extract", str(corpus), "--out", part, "--shard", f"{number}/2"])
    result = run.invoke(app, ["merge", *parts, "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "1 document(s) failed" in result.stderr
    assert (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").count("\n") == 2


def test_a_document_that_fails_gives_status_1(corpus: Path, tmp_path: Path) -> None:
    (corpus / "b.txt").write_bytes(b"\0\1\2")
    result = run.invoke(app, ["extract", str(corpus), "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "1 document(s) failed" in result.stderr
    assert (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").count("\n") == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", "nowhere"], "nowhere: no such file or folder"),
        (["extract", "corpus", "--patterns", "nowhere"], "cannot be read"),
        (["validate", "nowhere"], "nowhere: cannot be read"),
        (["evaluate", "nowhere"], "no gold.jsonl"),
        (["diff", "nowhere", "nowhere"], "cannot be read"),
        (["agreement", "nowhere", "nowhere"], "no gold.jsonl"),
        (["extract", "--colour", "red"], "No such option"),
        (["extract", ""], "has no name"),
        (["extract", "-", "--shard", "3/2", "--out", "nowhere"], "--shard 3/2: give the number"),
        (["extract", "-", "--shard", "1/2", "--out", "-"], "--shard wants a folder"),
        (["merge", "nowhere", "--out", "out"], "nowhere: has no run.json"),
        (["extract", "-", "--out", ""], "--out has no name"),
        (["patterns", "check", "nowhere"], "nowhere: no such folder"),
    ],
)
def test_wrong_use_gives_status_2_and_a_message(arguments: list[str], message: str) -> None:
    result = run.invoke(app, arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_validate_tells_faults(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("{}\n", encoding="utf-8")
    result = run.invoke(app, ["validate", str(tmp_path / "r.jsonl")])
    assert result.exit_code == 1
    assert "r.jsonl:1: line: " in result.stdout


def test_evaluate(tmp_path: Path) -> None:
    gold = str(ROOT / "tests" / "gold")
    arguments = [
        "evaluate",
        gold,
        "--sources",
        str(ROOT / "corpus"),
        "--records",
        str(ROOT / "outputs" / "records.jsonl"),
    ]
    table = run.invoke(app, arguments)
    assert table.exit_code == 0
    assert table.stdout.splitlines()[0].split() == [
        "gold",
        "found",
        "precision",
        "recall",
        "exact",
        "F1",
        "overlap",
        "F1",
        "values",
    ]
    page = tmp_path / "scores.html"
    scores = json.loads(run.invoke(app, [*arguments, "--json", "--errors", "--html", str(page)]).stdout)
    assert scores["all"]["f1"] > 90
    assert page.read_text(encoding="utf-8").count("<article") == len(scores["errors"])
    assert run.invoke(app, [*arguments, "--fail-under", "90"]).exit_code == 0
    missed = run.invoke(app, [*arguments, "--fail-under", "100.1", "--errors"])
    assert missed.exit_code == 1
    assert "under 100.1" in missed.stderr


def test_diff_shows_what_changed(corpus: Path, tmp_path: Path) -> None:
    run.invoke(app, ["extract", str(corpus), "--out", str(tmp_path / "one")])
    (corpus / "a.txt").write_text("Le Conseil de sécurité a adopté la résolution 1373 (2002).", encoding="utf-8")
    run.invoke(app, ["extract", str(corpus), "--out", str(tmp_path / "two")])
    result = run.invoke(app, ["diff", str(tmp_path / "one"), str(tmp_path / "two")])
    assert result.exit_code == 1
    assert "year: 2001 -> 2002" in result.stdout
    assert result.stdout.endswith("1 changed value; cause: source 1\n")  # the rules are the same


def test_diff_of_an_output_and_gold(tmp_path: Path) -> None:
    corpus = str(ROOT / "corpus")
    arguments = ["diff", str(ROOT / "outputs"), str(ROOT / "tests" / "gold"), "--sources", corpus, corpus]
    result = run.invoke(app, [*arguments, "--html", str(tmp_path / "diff.html")])
    assert result.exit_code == 1
    assert "[gold]" in result.stdout
    assert (tmp_path / "diff.html").exists()


def test_agreement_of_gold_with_itself() -> None:
    gold = str(ROOT / "tests" / "gold")
    arguments = ["agreement", gold, gold, "--sources", str(ROOT / "corpus")]
    found = json.loads(run.invoke(app, [*arguments, "--json"]).stdout)
    assert (found["labels"]["all"]["f1"], found["labels"]["all"]["kappa"], found["differences"]) == (100, 1, [])
    result = run.invoke(app, arguments)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "documents: 32, differences to settle: 0")


def test_schema_is_a_schema() -> None:
    schema = json.loads(run.invoke(app, ["schema"]).stdout)
    assert set(schema["discriminator"]["mapping"]) == {"ORGANISATION", "RESOLUTION", "DATE", "FIGURE"}


def test_patterns_check_gives_status_1_for_faults(tmp_path: Path) -> None:
    result = run.invoke(app, ["patterns", "check", str(tmp_path)])
    assert result.exit_code == 1
    assert "adopters.jsonl" in result.stdout
