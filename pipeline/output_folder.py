"""Writing what a run found to its folder, whole or not at all.

All is first written to a place of its own in the folder, and moved from there when it is complete. A move takes a
moment, but several files take several: `run.json` is removed first and comes last, so that a folder has one only if all
its files are of that run. It holds their sizes and hashes.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self

from pipeline.entities import Entities
from pipeline.finishing import Finished
from pipeline.interrupts import held_back
from pipeline.outputs import DOCUMENTS, ENTITIES, RECORDS, RUN, TEXTS
from pipeline.records import LABELS
from pipeline.staging import alone, staging

# What is wrong with a name, and not with the disk.
_NAME_FAULTS = {errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ}


class OutputFolder:
    """Writes the files of a run, and puts them in their places when all is well.

    Used as a context manager; on an error nothing changes in the folder. Raises OSError that names the file.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entities = Entities()
        self._run: dict[str, Any] = {}
        self.counts: Counter[str] = Counter()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._staged = stack.enter_context(staging(self._folder))
            self._files = {
                name: stack.enter_context(_File(self._staged / name, self._folder / name))
                for name in (RECORDS, DOCUMENTS, ENTITIES)
            }
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stack:
            if kind is None:
                self._complete()
                with held_back(), alone(self._folder):
                    self._publish()

    def add(self, document: Finished) -> None:
        """Write the lines of a document, and count what it has."""
        if document.text is not None:
            document = self._keep_text(document, document.text)
        self._files[DOCUMENTS].write(document.line)
        extraction = document.extraction
        self.counts["failed" if extraction is None else "documents"] += 1
        if extraction is not None:
            self._files[RECORDS].write(extraction.records(document.id))
            counts, sightings = extraction.parsed()
            self._entities.add(document.id, sightings)
            self.counts.update(counts)

    def describe(self, run: dict[str, Any]) -> None:
        """Say what `run.json` shall hold, besides what the folder itself knows."""
        self._run = run

    def _keep_text(self, document: Finished, text: bytes) -> Finished:
        """Write the text of a source that is not plain text; a document whose name cannot be that of a file fails."""
        name = f"{TEXTS}/{document.id}.txt"
        path = self._staged / name
        try:
            if ".." in PurePosixPath(name).parts or PurePosixPath(document.id).is_absolute():
                raise OSError(errno.EINVAL, "leads out of the folder")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        except (OSError, ValueError) as fault:
            if getattr(fault, "errno", errno.EINVAL) not in _NAME_FAULTS:
                raise OSError(f"{self._folder / name}: cannot be written: {fault}") from None
            reason = f"its text cannot be kept as {name}: {getattr(fault, 'strerror', fault)}; rename the source"
            return Finished.failed(document.id, reason, document.sha256)
        return document

    def _complete(self) -> None:
        """Bring all to the disk."""
        for line in self._entities.lines():
            self._files[ENTITIES].write(line)
        counts = {name: self.counts[name] for name in ("documents", "failed", *LABELS)}
        files = {name: file.complete() for name, file in self._files.items()}
        run = json.dumps({**self._run, "counts": counts, "files": files}, ensure_ascii=False, indent=2)
        with _File(self._staged / RUN, self._folder / RUN) as file:
            file.write(run.encode() + b"\n")
            file.complete()

    def _publish(self) -> None:
        """Put all in its place."""
        (self._folder / RUN).unlink(missing_ok=True)
        for path in (self._staged / TEXTS).rglob("*.txt"):
            if path.is_file():
                place = self._folder / path.relative_to(self._staged)
                place.parent.mkdir(parents=True, exist_ok=True)
                path.replace(place)
        for name in (*self._files, RUN):
            (self._staged / name).replace(self._folder / name)


class _File:
    """A file that is written once from its beginning, and hashed on the way; `name` is where it will stand."""

    def __init__(self, path: Path, name: Path) -> None:
        self._name = name
        self._hash = hashlib.sha256()
        self._size = 0
        try:
            self._file = path.open("wb")
        except OSError as fault:
            raise self._told(fault) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # if all is well, it is closed already
            self._file.close()

    def write(self, data: bytes) -> None:
        self._hash.update(data)
        self._size += len(data)
        try:
            self._file.write(data)
        except OSError as fault:
            raise self._told(fault) from None

    def complete(self) -> dict[str, Any]:
        """Bring all to the disk, and give what `run.json` says of the file."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as fault:
            raise self._told(fault) from None
        return {"bytes": self._size, "sha256": self._hash.hexdigest()}

    def _told(self, fault: OSError) -> OSError:
        return OSError(f"{self._name}: cannot be written: {fault.strerror}; it is as it was")
