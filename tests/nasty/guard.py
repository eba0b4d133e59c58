"""What every nasty case is held to: it ends in time, and nothing but the output folder changes."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from pipeline.corpus import read_sources
from pipeline.records import Document, DocumentEntry

SECONDS = 10

# Known faults; a mark that is no longer needed fails.
Marks = tuple[pytest.MarkDecorator, ...]


def not_yet(reason: str) -> Marks:
    return (pytest.mark.xfail(strict=True, reason=reason),)


class TakesTooLongError(BaseException):
    """Not an Exception, so that no one who catches those goes on."""


@contextmanager
def within(seconds: float = SECONDS) -> Iterator[None]:
    """Fail if what is done here takes longer, also where it waits for a file."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise TakesTooLongError(f"still not done after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def tree(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """All that lies in a folder: kind and rights, time of the last change, content of files."""
    found = {}
    for root, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(root) / name
            status = path.lstat()
            content = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
            found[str(path)] = (status.st_mode, status.st_mtime_ns, content)
    return found


def read(source: Path | str) -> dict[str, str]:
    """What became of each document of a source: `ok`, or the reason why not."""
    with within():
        return {
            found.id: "ok" if isinstance(found, Document) else _reason(found) for found in list(read_sources([source]))
        }


def _reason(entry: DocumentEntry) -> str:
    assert entry.status == "error"
    assert entry.reason
    assert len(entry.reason) < 1000  # for a person to read
    return entry.reason
