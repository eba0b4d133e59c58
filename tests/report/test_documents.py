"""What is known of the documents of a run: their texts, or the sentences quoted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.outputs import RecordsError
from pipeline.report.documents import read_run
from tests.report.conftest import NOTE, TRAP


def test_with_its_sources_a_run_has_whole_texts(outputs: Path, sources: Path) -> None:
    run = read_run(outputs, sources)
    assert [(d.entry.id, d.state, d.passages) for d in run.documents] == [
        ("note.txt", "whole", ((0, NOTE),)),
        ("piège.txt", "whole", ((0, TRAP),)),
    ]
    assert [(entry.id, entry.reason) for entry in run.failed] == [("vide.txt", "empty")]
    assert run.ids("missing") == run.ids("other") == []


def test_without_them_it_has_the_sentences_at_their_places(outputs: Path) -> None:
    run = read_run(outputs)
    assert [document.state for document in run.documents] == ["missing", "missing"]
    assert run.ids("missing") == ["note.txt", "piège.txt"]
    for document, text in zip(run.documents, (NOTE, TRAP), strict=True):
        assert len(document.passages) >= 1
        for start, passage in document.passages:
            assert text[start : start + len(passage)] == passage


def test_a_text_that_was_edited_is_another(outputs: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(f"Rectificatif. {NOTE}", encoding="utf-8")
    assert [document.state for document in read_run(outputs, tmp_path).documents] == ["other", "missing"]


def test_records_alone_are_checked_against_the_texts(outputs: Path, sources: Path, tmp_path: Path) -> None:
    shutil.copy(outputs / "records.jsonl", tmp_path / "records.jsonl")
    assert [document.state for document in read_run(tmp_path, sources).documents] == ["whole", "whole"]
    edited = tmp_path / "edited"
    edited.mkdir()
    (edited / "note.txt").write_text(NOTE.replace("Note", "Avis au public"), encoding="utf-8")
    assert [document.state for document in read_run(tmp_path, edited).documents] == ["other", "missing"]


def test_a_mention_that_is_not_in_its_sentence_is_shown_all_the_same(outputs: Path, tmp_path: Path) -> None:
    first = (outputs / "records.jsonl").read_text(encoding="utf-8").splitlines()[0]
    record = {**json.loads(first), "sentence": "Autre chose."}
    (tmp_path / "records.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (document,) = read_run(tmp_path).documents
    assert document.passages == ((record["start"], record["text"]),)


def test_a_gold_set_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "a.txt").write_text(NOTE, encoding="utf-8")
    with pytest.raises(RecordsError, match="give the outputs of glaneur extract"):
        read_run(tmp_path)
