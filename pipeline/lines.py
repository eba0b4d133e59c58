"""Files that hold many documents, one a line (JSONL) or one a row (Parquet): all of them, or a stretch.

A stretch is named by where it begins, so that any process on any machine that sees the file can read it by itself.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO

ENDINGS = (".jsonl", ".jsonl.gz", ".parquet")
# What has more bytes is no document but an archive or a log, and reading it would take all memory.
LARGEST = 128_000_000
# What may be wrong with a file while it is read.
FAULTS = (OSError, EOFError, zlib.error)

_BLOCK = 1 << 20
# Cuts are looked for at such distances.
_STEP = 1 << 16
# To begin in the middle of a .gz, all before it is unpacked: what begins so far in must be this part of that long.
_GZIP_SHARE = 16


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some lines: `start` in bytes (unpacked) or, in Parquet, in rows; the first one's number; how many (None: all)."""

    start: int = 0
    number: int = 1
    count: int | None = None


WHOLE = Stretch()


def read(path: str, stretch: Stretch = WHOLE) -> Iterator[tuple[int, bytes | None]]:
    """Yield lines with their numbers, and None for one that is too large; raises one of FAULTS."""
    if path.endswith(".parquet"):
        from pipeline import parquet_rows  # wants pyarrow

        lines: Iterator[bytes | None] = parquet_rows.read(path, stretch.start)
        yield from enumerate(islice(lines, stretch.count), start=stretch.number)
        return
    with _opened(path) as data:
        if stretch.start:  # a pipe has no place to seek
            data.seek(stretch.start)
        yield from enumerate(islice(_lines(data), stretch.count), start=stretch.number)


def cut(path: str, size: Callable[[], int]) -> Iterator[tuple[Stretch, int]]:
    """Yield the stretches of a file with their sizes, each of about `size()` bytes or more; the last goes to the end.

    What is wrong with the file is found when that last stretch is read.
    """
    if path.endswith(".parquet"):
        from pipeline import parquet_rows

        yield from ((Stretch(start, start + 1, count), bytes_) for start, count, bytes_ in parquet_rows.cut(path, size))
        return
    stretch, end, lines = WHOLE, 0, 0
    try:
        with _opened(path) as data:
            while block := data.read(_STEP):
                end += len(block)
                lines += block.count(b"\n")
                begun = len(block) - block.rfind(b"\n") - 1  # what there is of the line that goes on in the next block
                length = end - begun - stretch.start
                if begun < len(block) and length >= max(size(), _least(path, stretch)):
                    yield replace(stretch, count=lines), length
                    stretch, lines = Stretch(end - begun, stretch.number + lines), 0
    except FAULTS:
        pass
    yield stretch, end - stretch.start


def _least(path: str, stretch: Stretch) -> int:
    return stretch.start // _GZIP_SHARE if path.endswith(".gz") else 0


@contextmanager
def _opened(path: str) -> Iterator[io.BufferedReader]:
    with gzip.open(path) if path.endswith(".gz") else Path(path).open("rb") as data:
        yield io.BufferedReader(data, _BLOCK)


def _lines(data: IO[bytes]) -> Iterator[bytes | None]:
    while line := data.readline(LARGEST):
        if len(line) < LARGEST or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = data.readline(LARGEST)
        yield None
