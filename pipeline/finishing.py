"""What was found to finished documents: lines for the output, and what the corpus wants to know of them.

A finished document is bytes: passing thousands of objects between processes costs more than making them. What
belongs to a text is kept apart from what belongs to a document, as the same text may stand under two names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic_core import to_json

from pipeline.corpus import Item, place, read
from pipeline.decoding import writable
from pipeline.entities import Sighting, sightings
from pipeline.records import LABELS, DocumentEntry, Label, Record

if TYPE_CHECKING:
    from pipeline.run import Extractor


@dataclass(frozen=True)
class Extraction:
    """What was found in a text: `summary` is JSON, `lines` are those of its records without `doc_id`, both bytes."""

    summary: bytes
    lines: bytes

    @classmethod
    def of(cls, doc_id: str, records: Sequence[Record]) -> Self:
        """The records of a document."""
        counts = dict.fromkeys(LABELS, 0)
        for record in records:
            counts[record.label] += 1
        head = len(_head(doc_id))
        lines = b"".join(record.model_dump_json().encode()[head:] + b"\n" for record in records)
        return cls(to_json([counts, sightings(records)]), lines)

    @cached_property
    def _parsed(self) -> tuple[dict[Label, int], list[Sighting]]:
        counts, seen = json.loads(self.summary)
        return counts, seen

    @property
    def counts(self) -> Mapping[Label, int]:
        """Number of mentions per label."""
        return self._parsed[0]

    @property
    def sightings(self) -> Sequence[Sighting]:
        """The bodies and resolutions that were seen."""
        return self._parsed[1]

    def records(self, doc_id: str) -> bytes:
        """The lines of `records.jsonl` for the document."""
        if not self.lines:
            return b""
        head = _head(doc_id)
        return head + self.lines[:-1].replace(b"\n", b"\n" + head) + b"\n"


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of an item.

    `line` is that of `documents.jsonl`; `sha256` is None where no document could be read; `text` is what the offsets
    count in, where the source itself is no plain text.
    """

    id: str
    line: bytes
    sha256: str | None = None
    extraction: Extraction | None = None
    text: bytes | None = None

    @classmethod
    def failed(cls, doc_id: str, reason: str, sha256: str | None = None) -> Self:
        """A document that failed."""
        entry = DocumentEntry(id=doc_id, status="error", reason=writable(reason), sha256=sha256)
        return cls(doc_id, _line(entry), sha256)


class Finisher:
    """Finishes items; the patterns are read when a document first wants them, or by `load`."""

    def __init__(self, patterns: Path | None = None) -> None:
        self._patterns = patterns
        self._extractor: Extractor | None = None

    def __reduce__(self) -> tuple[type[Finisher], tuple[Path | None]]:
        """Another process reads the patterns itself."""
        return Finisher, (self._patterns,)

    def load(self) -> Extractor:
        """Read the patterns; raises PatternError."""
        if self._extractor is None:
            from pipeline.run import Extractor  # loading spaCy takes longer than most runs over known texts

            self._extractor = Extractor(self._patterns)
        return self._extractor

    def finish(self, item: Item) -> Finished:
        """Finish an item, whatever becomes of it; raises PatternError only."""
        try:
            source = read(item)
        except Exception as fault:  # as MemoryError; one bad source never stops the others
            return Finished.failed(writable(place(item)), f"{type(fault).__name__}: {fault}")
        if isinstance(source, DocumentEntry):
            return Finished(source.id, _line(source))
        entry, records = self.load().read_safely(source)
        extraction = Extraction.of(source.id, records) if entry.status == "ok" else None
        return Finished(source.id, _line(entry), source.sha256, extraction)


def _line(entry: DocumentEntry) -> bytes:
    return entry.model_dump_json().encode() + b"\n"


def _head(doc_id: str) -> bytes:
    return b'{"doc_id":' + to_json(doc_id) + b","
