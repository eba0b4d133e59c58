from __future__ import annotations

import gzip
import json
from itertools import chain
from pathlib import Path

import pytest

from pipeline import lines, ranges
from pipeline.corpus import File, find, walk
from pipeline.ranges import cut, unfold


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts and files of many texts, one of them damaged, and a fault in the metadata."""
    texts = b"".join(json.dumps({"id": str(n), "text": f"Le Comité {n} siège."}).encode() + b"\n" for n in range(100))
    (tmp_path / "a.txt").write_text("Le Conseil de sécurité.")
    (tmp_path / "b.jsonl").write_bytes(texts)
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(texts)[:-30])
    (tmp_path / "d.txt").write_text("Le Conseil européen.")
    (tmp_path / "metadata.jsonl").write_text('{"file_name": "e.txt"}\n')
    return tmp_path


@pytest.mark.parametrize("least", [1, 500, 3_000, 1_000_000])
def test_ranges_are_the_corpus(folder: Path, monkeypatch: pytest.MonkeyPatch, least: int) -> None:
    monkeypatch.setattr(ranges, "_LEAST", least)
    monkeypatch.setattr(lines, "_STEP", 64)
    found = list(cut(walk([folder])))
    assert list(chain.from_iterable(map(unfold, found))) == list(find([folder]))
    assert (len(found) > 1) == (least < 1_000_000)


def test_of_a_large_corpus_ranges_grow_up_to_a_limit() -> None:
    files = (File(f"{n}.txt", f"{n}.txt", 100_000, {}) for n in range(20_000))
    sizes = [sum(file.size for file in range_ if isinstance(file, File)) for range_ in cut(files)]
    assert sum(sizes) == 2_000_000_000
    assert sizes[0] == 300_000
    assert max(sizes) < 32_000_000 + 100_000
    assert len(sizes) < 400


def test_no_range_is_empty() -> None:
    assert list(cut([])) == []
