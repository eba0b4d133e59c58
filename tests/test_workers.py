from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline import workers
from pipeline.extraction import extract_to_folder
from pipeline.records import Document
from pipeline.run import Extractor
from tests.conftest import ROOT


def test_all_cores_give_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_DOCUMENTS", 3)  # many batches
    for jobs in (1, 2):
        extract_to_folder([str(ROOT / "corpus")], tmp_path / str(jobs), jobs=jobs)
    for name in ("records.jsonl", "documents.jsonl", "entities.jsonl"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_a_worker_that_dies_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(self: Extractor, document: Document) -> None:
        os._exit(1)

    monkeypatch.setattr(workers, "_DOCUMENTS", 3)
    monkeypatch.setattr(Extractor, "read", dies)
    with pytest.raises(workers.WorkerError, match="a worker process died"):
        extract_to_folder([str(ROOT / "corpus")], tmp_path, jobs=2)
    assert list(tmp_path.iterdir()) == []
