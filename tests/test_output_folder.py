from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.corpus import Data
from pipeline.finishing import Extraction, Finished, Finisher
from pipeline.output_folder import OutputFolder
from pipeline.own_ids import OwnIds


@pytest.fixture(scope="module")
def finisher() -> Finisher:
    return Finisher()


def test_a_run_that_fails_changes_nothing(tmp_path: Path, finisher: Finisher) -> None:
    (tmp_path / "records.jsonl").write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), OutputFolder(tmp_path) as folder:
        folder.add(*finisher.finish([Data(b"INTERPOL", "a")]))
        raise RuntimeError
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]
    assert (tmp_path / "records.jsonl").read_text(encoding="utf-8") == "old"


def test_the_four_files(tmp_path: Path, finisher: Finisher) -> None:
    text = "INTERPOL et Interpol citent la résolution 1373 (2001) ; INTERPOL compte 12 pays. La Commission vote."
    found = [Data(text.encode(), "a"), Data(b"INTERPOL", "a")]
    with OutputFolder(tmp_path) as folder:
        for document in OwnIds().batch(finisher.finish(found)):
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
    assert (run["version"], run["counts"]["failed"]) == ("test", 1)
    for name in ("records.jsonl", "documents.jsonl", "entities.jsonl"):
        data = (tmp_path / name).read_bytes()
        assert run["files"][name] == {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def converted(doc_id: str, text: bytes = b"Oui.") -> Finished:
    return Finished(doc_id, b"{}\n", "hash", Extraction.of(doc_id, []), text)


def test_the_texts_of_what_is_no_plain_text_are_kept(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "mine.txt").write_text("of the user", encoding="utf-8")
    for text in (b"before", b"after"):
        with OutputFolder(tmp_path) as folder:
            folder.add(converted("a.html", text))
            folder.add(converted("sub/dé ment:s.pdf", text))
    assert (tmp_path / "text" / "a.html.txt").read_bytes() == b"after"
    assert (tmp_path / "text" / "sub" / "dé ment:s.pdf.txt").read_bytes() == b"after"
    assert (tmp_path / "text" / "mine.txt").read_text("utf-8") == "of the user"


@pytest.mark.parametrize("doc_id", ["../a", "sub/../../a", "/etc/a", "a" * 300, "a\0", "a.html.txt/b"])
def test_a_name_that_is_none_fails_its_document_only(tmp_path: Path, doc_id: str) -> None:
    with OutputFolder(tmp_path / "out") as folder:
        for document in map(converted, ("a.html", doc_id, "z.html")):
            folder.add(document)
    assert (folder.counts["documents"], folder.counts["failed"]) == (2, 1)
    reason = json.loads((tmp_path / "out" / "documents.jsonl").read_bytes().splitlines()[1])["reason"]
    assert "its text cannot be kept as text/" in reason
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
