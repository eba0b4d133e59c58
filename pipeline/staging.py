"""A place for what a run has not finished, in the folder that it is for: `.run-…`, gone when the run ends.

A run holds a lock on its own for as long as it lives, which the system takes back whatever ends it; so the next run
knows what is left of one that was killed, and sweeps it away, but never what belongs to a living one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.interrupts import held_back

try:
    import fcntl
except ImportError:  # Windows, where nothing is swept away
    fcntl = None  # type: ignore[assignment]

_PREFIX = ".run-"


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give a new folder inside `folder`; both are made, and the new one removed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    made: list[tuple[Path, int | None]] = []
    try:
        with held_back():
            made.append(_make(folder))
        yield made[0][0]
    finally:
        for path, lock in made:
            shutil.rmtree(path, ignore_errors=True)
            _unlock(lock)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other run is changing what is in the folder, and keep others waiting until the end."""
    lock = None
    with suppress(OSError):
        lock = _lock(folder.resolve(), wait=True)
    try:
        yield
    finally:
        _unlock(lock)


def _make(folder: Path) -> tuple[Path, int | None]:
    while True:
        path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        try:
            lock = _lock(path)
        except (BlockingIOError, FileNotFoundError):
            continue  # before it was locked, another run took it for one that is left, and swept it away
        except OSError:
            return path, None  # the file system knows no locks
        if lock is None or path.exists():
            return path, lock
        os.close(lock)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            lock = _lock(left)
            if lock is not None:
                shutil.rmtree(left, ignore_errors=True)
                os.close(lock)


def _lock(folder: Path, wait: bool = False) -> int | None:
    """The open file that holds the lock, None under Windows; raises BlockingIOError if it is taken."""
    if fcntl is None:
        return None
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _unlock(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)
