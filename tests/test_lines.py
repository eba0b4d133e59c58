from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pipeline import lines
from pipeline.lines import FAULTS, WHOLE, Stretch, cut, read

LINES = [b"%d %s\n" % (number, b"x" * (number % 7)) for number in range(1, 200)] + [b"no line end"]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_STEP", 16)


def written(path: Path, data: bytes) -> str:
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return str(path)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
@pytest.mark.parametrize("size", [1, 50, 777, 1_000_000])
def test_stretches_are_the_whole(tmp_path: Path, name: str, size: int) -> None:
    path = written(tmp_path / name, b"".join(LINES))
    stretches = [stretch for stretch, _ in cut(path, lambda: size)]
    found = [line for stretch in stretches for line in read(path, stretch)]
    assert found == list(enumerate(LINES, start=1)) == list(read(path))
    assert (len(stretches) > 1) == (size < 1_000_000)


def test_a_stretch_is_as_long_as_is_wanted_when_it_begins_to_fill(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", b"".join(LINES))
    sizes = [size for _, size in cut(path, lambda: 100)]
    assert sum(sizes) == len(b"".join(LINES))
    assert all(100 <= size < 100 + 16 + 12 for size in sizes[:-1])


def test_the_further_in_a_gzip_the_longer(tmp_path: Path) -> None:
    """Each task unpacks what comes before its stretch; so the whole is unpacked a few times only, not once a task."""
    path = written(tmp_path / "a.jsonl.gz", b"x" * 9 + b"\n" + b"y\n" * 50_000)
    stretches = [(stretch, size) for stretch, size in cut(path, lambda: 100)]
    assert all(size >= stretch.start // 16 for stretch, size in stretches[:-1])
    assert len(stretches) < 120


@pytest.mark.parametrize("size", [50, 1_000_000])
def test_what_is_damaged_is_found_by_the_last_stretch_alone(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"".join(LINES), compresslevel=0)[:900])
    *stretches, last = [stretch for stretch, _ in cut(str(path), lambda: size)]
    found = [line for stretch in stretches for line in read(str(path), stretch)]
    assert found + _up_to_the_fault(path, last) == _up_to_the_fault(path, WHOLE)


def _up_to_the_fault(path: Path, stretch: Stretch) -> list[tuple[int, bytes | None]]:
    found = []
    with pytest.raises(FAULTS):
        for line in read(str(path), stretch):
            found.append(line)
    return found


def test_what_is_not_there_is_one_stretch() -> None:
    assert [(s.start, s.number, s.count, size) for s, size in cut("no.jsonl", lambda: 1)] == [(0, 1, None, 0)]
