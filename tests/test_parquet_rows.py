from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.corpus import read_sources
from pipeline.parquet_rows import cut, read
from pipeline.records import Document, DocumentEntry

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def written(path: Path, rows: Sequence[Mapping[str, object]], **options: Any) -> str:
    parquet.write_table(pyarrow.Table.from_pylist(list(rows)), path, **options)
    return str(path)


def test_a_row_is_a_document(tmp_path: Path) -> None:
    row = {"id": "a", "text": "Le Comité 1267 siège.", "date": "2022-03-09", "title": "T", "url": "https://x.fr"}
    (document,) = read_sources([written(tmp_path / "a.parquet", [{**row, "words": 3}])])
    assert isinstance(document, Document)
    assert document == Document.model_validate(row)


@pytest.mark.parametrize("day", [datetime.date(2022, 3, 9), None])
def test_days_may_be_days(tmp_path: Path, day: datetime.date | None) -> None:
    row = {"id": "a", "text": "Le Comité 1267 siège."}
    rows: list[dict[str, object]] = [{**row, "date": datetime.date(2000, 1, 1)}, {**row, "date": day}]
    *_, document = read_sources([written(tmp_path / "a.parquet", rows)])
    assert isinstance(document, Document)
    assert document.date == day


def test_rows_without_text_are_told_by_their_number(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"id": "a", "text": "Le Comité 1267 siège."}, {"id": "b", "text": None}]
    _, entry = read_sources([written(tmp_path / "a.parquet", rows)])
    assert isinstance(entry, DocumentEntry)
    assert (entry.id, entry.reason) == ("a.parquet:2", "text: Field required")


def test_a_text_that_is_no_unicode_stops_no_other(tmp_path: Path) -> None:
    texts = pyarrow.array(["Le Comité 1267 siège.".encode("latin-1"), b"Le Conseil."], pyarrow.binary())
    texts = pyarrow.Array.from_buffers(pyarrow.string(), 2, texts.buffers())
    parquet.write_table(pyarrow.table({"id": ["a", "b"], "text": texts}), tmp_path / "a.parquet")
    bad, good = read_sources([tmp_path / "a.parquet"])
    assert isinstance(bad, DocumentEntry)
    assert bad.reason == "text: half a surrogate pair at offset 8: no Unicode text"
    assert isinstance(good, Document)


def test_what_is_no_parquet_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 not really")
    (entry,) = read_sources([tmp_path / "a.parquet"])
    assert isinstance(entry, DocumentEntry)
    assert entry.id == "a.parquet"
    assert entry.reason is not None
    assert entry.reason.startswith("cannot be read: no Parquet, or damaged")


@pytest.mark.parametrize("size", [500, 5_000, 10_000_000])
def test_stretches_are_the_whole(tmp_path: Path, size: int) -> None:
    rows = [{"id": str(number), "text": "x" * (number % 50)} for number in range(1_000)]
    path = written(tmp_path / "a.parquet", rows, row_group_size=300)
    found = []
    for start, count, _ in cut(path, lambda: size):
        lines = [json.loads(line) for line in read(path, start)]
        found += lines if count is None else lines[:count]
    assert found == rows
