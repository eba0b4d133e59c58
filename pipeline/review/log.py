"""The decisions file: JSON lines, one a decision, only ever appended to, each on the disk before it counts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from pipeline.review.decisions import DECISION, Decision


class DecisionsError(ValueError):
    """A decisions file that cannot be gone on with; the message names file, line and remedy."""


class DecisionLog:
    """The decisions of a file, and the way to append more.

    `torn` tells that the last line was cut off by a kill or a full disk. It was never confirmed to the reviewer;
    the next append removes it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.decisions: list[Decision] = []
        data = _read(path)
        whole, newline, rest = data.rpartition(b"\n")
        for line in whole.split(b"\n") if newline else ():
            self.decisions.append(self._parse(line))
        # An editor may leave out the last line end; only what is no decision is torn.
        self._sealed = not self._is_next(rest)
        if not self._sealed:
            self.decisions.append(self._parse(rest))
        self.torn = self._sealed and bool(rest.strip())
        self._size = len(data)
        self._end = len(whole + newline) if self._sealed else len(data)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other reviews off the file for as long as this lasts, where the system has locks; reading stays free.

        Raises DecisionsError if another review holds it, or has written to it since it was read.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = self.path.open("ab")
        except OSError as fault:
            raise DecisionsError(f"{self.path}: cannot be written: {fault.strerror}; see --decisions") from None
        with file:
            if not _lock(file.fileno()):
                raise DecisionsError(f"{self.path}: already open in another review; close that one first")
            self._check_untouched(file.fileno())
            yield

    def append(self, decision: Decision) -> None:
        """Write a decision and wait until it is on the disk.

        Raises DecisionsError if it could not be saved; the file is then as it was.
        """
        line = decision.model_dump_json().encode("utf-8") + b"\n"
        try:
            self._write(line if self._sealed else b"\n" + line)
        except OSError as fault:
            raise DecisionsError(f"{self.path}: not saved: {fault.strerror}") from None
        self.decisions.append(decision)

    def _write(self, data: bytes) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab", buffering=0) as file:
            self._check_untouched(file.fileno())
            os.ftruncate(file.fileno(), self._end)
            try:
                _write_all(file.fileno(), data)
                os.fsync(file.fileno())
            except OSError:
                os.ftruncate(file.fileno(), self._end)
                self._size = self._end
                raise
        if not self._size:
            _sync_folder(self.path.parent)
        self._size = self._end = self._end + len(data)
        self._sealed = True

    def _check_untouched(self, descriptor: int) -> None:
        if os.fstat(descriptor).st_size != self._size:
            raise DecisionsError(
                f"{self.path}: another program has written to it, nothing more is saved; start the review again"
            )

    def _parse(self, line: bytes) -> Decision:
        number = len(self.decisions) + 1
        try:
            decision = DECISION.validate_json(line)
        except ValidationError as fault:
            first = fault.errors(include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"]) or "line"
            raise DecisionsError(f"{self.path}:{number}: {where}: {first['msg']}; mend or remove the line") from None
        if decision.number != number:
            raise DecisionsError(
                f"{self.path}:{number}: number {decision.number} instead of {number}; a line is missing"
            )
        return decision

    def _is_next(self, line: bytes) -> bool:
        try:
            self._parse(line)
        except DecisionsError:
            return False
        return True


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as fault:
        raise DecisionsError(f"{path}: cannot be read: {fault.strerror}") from None


def _lock(descriptor: int) -> bool:
    """Whether the file is ours until it is closed, or the program is killed."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ModuleNotFoundError, OSError):
        # Windows and some network folders have no such locks: what others write is then seen by the size only.
        return True
    return True


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _sync_folder(folder: Path) -> None:
    """Put the name of a new file on the disk too; Windows cannot, and need not."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
