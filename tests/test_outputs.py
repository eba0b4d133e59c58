from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.evaluation.diff import changes, summary
from pipeline.extraction import extract_to_folder
from pipeline.outputs import OutputFolder, faults_in, parse_record, read_records
from pipeline.records import Document
from pipeline.run import Extractor, with_own_ids
from pipeline.workers import read_batch
from tests.conftest import ROOT, Read

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


def test_a_run_that_fails_changes_nothing(tmp_path: Path, extractor: Extractor) -> None:
    (tmp_path / "records.jsonl").write_text("old", encoding="utf-8")
    batch = read_batch(extractor, [Document(id="a", text="INTERPOL")])
    with pytest.raises(RuntimeError), OutputFolder(tmp_path) as folder:
        folder.add(batch.documents, batch.records, batch.entities, batch.counts)
        raise RuntimeError
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]
    assert (tmp_path / "records.jsonl").read_text(encoding="utf-8") == "old"


def test_the_four_files(tmp_path: Path, extractor: Extractor) -> None:
    text = "INTERPOL et Interpol citent la résolution 1373 (2001) ; INTERPOL compte 12 pays. La Commission vote."
    sources = with_own_ids([Document(id="a", text=text), Document(id="a", text="INTERPOL")])
    batch = read_batch(extractor, list(sources))
    with OutputFolder(tmp_path) as folder:
        folder.add(batch.documents, batch.records, batch.entities, batch.counts)
        folder.describe({"version": "test"})
    documents = [json.loads(line) for line in (tmp_path / "documents.jsonl").read_text("utf-8").splitlines()]
    assert documents[0]["counts"] == {"ORGANISATION": 4, "RESOLUTION": 1, "DATE": 0, "FIGURE": 1}
    assert (documents[1]["status"], documents[1]["counts"]["ORGANISATION"]) == ("error", 0)
    assert "its id is taken" in documents[1]["reason"]
    entities = [json.loads(line) for line in (tmp_path / "entities.jsonl").read_text("utf-8").splitlines()]
    assert [(e["id"], e["mentions"], e["forms"]) for e in entities] == [
        ("interpol", 3, ["INTERPOL", "Interpol"]),
        ("UNSC:S/RES/1373 (2001)", 1, ["résolution 1373 (2001)"]),
    ]
    run = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert run["counts"]["failed"] == 1


def test_faults_name_line_and_field(tmp_path: Path, read: Read) -> None:
    (good,) = read("Le 8 août 2006.", "DATE")
    lines = [good.model_dump_json(), good.model_dump_json().replace('"start":3', '"start":"3"'), "{"]
    (tmp_path / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    faults = list(faults_in(tmp_path / "r.jsonl"))
    assert [fault.split(": ")[0].rsplit(":", 1)[1] for fault in faults] == ["2", "3"]
    assert ": start: " in faults[0]


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ({"text": "Le 8 août 2006."}, None),
        ({"text": "Du 8 aout 2006."}, "the source has '8 aout 2006'"),
        ({}, "no source 'text'"),
    ],
)
def test_offsets_are_checked_against_the_texts(
    tmp_path: Path, read: Read, texts: dict[str, str], fault: str | None
) -> None:
    (good,) = read("Le 8 août 2006.", "DATE")
    (tmp_path / "r.jsonl").write_text(good.model_dump_json(), encoding="utf-8")
    faults = list(faults_in(tmp_path / "r.jsonl", texts))
    assert (faults == []) if fault is None else (fault in faults[0])


def test_a_line_that_is_no_record() -> None:
    assert parse_record(b'{"label": "DATE"}')[0] is None
