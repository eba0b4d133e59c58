"""Writing what a run found to its folder, whole or not at all."""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from pipeline.entities import Entities
from pipeline.finishing import Finished
from pipeline.outputs import DOCUMENTS, ENTITIES, RECORDS, RUN
from pipeline.records import LABELS


class OutputFolder:
    """Writes the four files of a run beside their final names, and renames them when all is well.

    Used as a context manager; on an error nothing changes in the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._files: dict[str, IO[bytes]] = {}
        self._entities = Entities()
        self.counts: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        for name in (RECORDS, DOCUMENTS, ENTITIES, RUN):
            self._files[name] = self._stack.enter_context(self._part(name).open("wb"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._files[ENTITIES].writelines(self._entities.lines())
        self._stack.close()
        for name in self._files:
            if kind is None:
                self._part(name).replace(self._folder / name)
            else:
                self._part(name).unlink(missing_ok=True)

    def add(self, finished: Finished) -> None:
        """Write the lines of a document, and count what it has."""
        self._files[DOCUMENTS].write(finished.line)
        extraction = finished.extraction
        self.counts["failed" if extraction is None else "documents"] += 1
        if extraction is not None:
            self._files[RECORDS].write(extraction.records(finished.id))
            self._entities.add(finished.id, extraction.sightings)
            self.counts.update(extraction.counts)

    def describe(self, run: dict[str, Any]) -> None:
        """Write `run.json`."""
        counts = {name: self.counts[name] for name in ("documents", "failed", *LABELS)}
        self._write(RUN, json.dumps({**run, "counts": counts}, ensure_ascii=False, indent=2))

    def _part(self, name: str) -> Path:
        return self._folder / f".{name}.{os.getpid()}.part"

    def _write(self, name: str, line: str) -> None:
        self._files[name].write(line.encode("utf-8") + b"\n")
