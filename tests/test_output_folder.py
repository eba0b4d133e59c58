from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.corpus import Data
from pipeline.finishing import Finisher
from pipeline.output_folder import OutputFolder
from pipeline.own_ids import OwnIds


@pytest.fixture(scope="module")
def finisher() -> Finisher:
    return Finisher()


def test_a_run_that_fails_changes_nothing(tmp_path: Path, finisher: Finisher) -> None:
    (tmp_path / "records.jsonl").write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), OutputFolder(tmp_path) as folder:
        folder.add(finisher.finish(Data(b"INTERPOL", "a")))
        raise RuntimeError
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]
    assert (tmp_path / "records.jsonl").read_text(encoding="utf-8") == "old"


def test_the_four_files(tmp_path: Path, finisher: Finisher) -> None:
    text = "INTERPOL et Interpol citent la résolution 1373 (2001) ; INTERPOL compte 12 pays. La Commission vote."
    found = [Data(text.encode(), "a"), Data(b"INTERPOL", "a")]
    with OutputFolder(tmp_path) as folder:
        for document in OwnIds().batch(map(finisher.finish, found)):
            folder.add(document)
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
