"""`metadata.jsonl`: what is wrong with a line is told by its number, and the documents are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.corpus import read_sources
from pipeline.records import Document
from tests.nasty.guard import read


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line: Invalid JSON"),
        ("\0", "line: Invalid JSON"),
        ("null", "line: Input should be an object"),
        ("[]", "line: Input should be an object"),
        ("{}", "file_name: Field required"),
        ('{"file_name": null}', "file_name: Input should be a valid string"),
        ('{"file_name": "a.txt", "date": 20240315}', "date: Input should be a valid string"),
        ('{"file_name": "a.txt", "title": ["A"]}', "title: Input should be a valid string"),
        ('{"file_name": "a.txt", "title": "\\ud800"}', "line: Invalid JSON"),
        ('{"file_name": "a.txt", "tite": "A"}', "tite: no such field; is 'title' meant?"),
        ('{"file_name": "../a.txt"}', "no file '../a.txt' in the folder"),
        ('{"file_name": "/etc/passwd"}', "no file '/etc/passwd' in the folder"),
        ('{"file_name": ""}', "no file '' in the folder"),
        ("[" * 200_000, "line: Invalid JSON"),
        ('{"file_name": "a.txt", "n": ' + "9" * 5000 + "}", "line: Invalid JSON"),
        pytest.param(b'{"file_name": "a.txt", "title": "\xff"}', "UTF-8"),
        pytest.param('{"file_name": "b.txt", "title": "A"}', "'b.txt'"),
    ],
)
def test_a_bad_line(tmp_path: Path, line: str | bytes, reason: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Oui.", encoding="utf-8")
    data = line if isinstance(line, bytes) else line.encode()
    (tmp_path / "metadata.jsonl").write_bytes(data + b'\n{"file_name": "b.txt", "date": "2024-03-15"}')
    found = read(tmp_path)
    assert (found.pop("a.txt"), found.pop("b.txt")) == ("ok", "ok")
    assert reason in " ".join(found.values())
    assert all(place.startswith("metadata.jsonl:") for place in found)
    dates = {source.id: source.date for source in read_sources([tmp_path]) if isinstance(source, Document)}
    assert str(dates["b.txt"]) == "2024-03-15"


@pytest.mark.parametrize("date", ["2024-02-30", "15 mars 2024", "2024-03-15T10:00:00", "2024-3-15", "", "0000-01-01"])
def test_a_date_that_is_none_fails_its_document_and_no_other(tmp_path: Path, date: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Oui.", encoding="utf-8")
    (tmp_path / "metadata.jsonl").write_text(f'{{"file_name": "a.txt", "date": "{date}"}}', encoding="utf-8")
    found = read(tmp_path)
    assert found["b.txt"] == "ok"
    assert "metadata.jsonl: date: " in found["a.txt"]


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ('\ufeff{"file_name": "a.txt", "title": "A"}', "A"),
        ('{"file_name": "a.txt", "title": "A"}\r\n\r\n', "A"),
        ('{"file_name": "a.txt", "title": "A", "title": "B"}', "B"),
        ('{"file_name": "a.txt", "title": "' + "A" * 1_000_000 + '"}', "A" * 1_000_000),
        pytest.param('{"file_name": "a.txt", "title": "A\u2028B"}', "A\u2028B"),
    ],
)
def test_odd_but_good(tmp_path: Path, data: str, title: str) -> None:
    (tmp_path / "a.txt").write_text("Oui.", encoding="utf-8")
    (tmp_path / "metadata.jsonl").write_bytes(data.encode())
    (document,) = read_sources([tmp_path])
    assert isinstance(document, Document)
    assert document.title == title


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop", "nowhere"])
def test_metadata_that_is_no_file(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.txt").write_text("Oui.", encoding="utf-8")
    path = tmp_path / "metadata.jsonl"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path if kind == "loop" else tmp_path / "nowhere")
    found = read(tmp_path)
    assert found.pop("a.txt") == "ok"
    if kind in ("loop", "nowhere"):
        assert "cannot be read" in found["metadata.jsonl"]
