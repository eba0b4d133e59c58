"""What was found to finished documents: lines for the output, and what the corpus wants to know of them.

A finished document is bytes: passing thousands of objects between processes costs more than making them. What
belongs to a text is kept apart from what belongs to a document, as the same text may stand under two names.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic_core import from_json, to_json

from pipeline import entries, regexes
from pipeline.cache import Cache
from pipeline.corpus import Item, french, open_source, place
from pipeline.entities import Sighting, sightings
from pipeline.garbage import no_collections
from pipeline.in_step import Stages, in_step
from pipeline.patterns.files import PatternError
from pipeline.records import LABELS, Document, DocumentEntry, Label, Record
from pipeline.spacy_import import import_spacy

if TYPE_CHECKING:
    from pipeline.run import Extractor


@dataclass(frozen=True)
class Extraction:
    """What was found in a text: `summary` is JSON, `lines` are those of its records without `doc_id`, both bytes."""

    summary: bytes
    lines: bytes

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What `bytes` gave."""
        summary, _, lines = data.partition(b"\n")
        return cls(summary, lines)

    def __bytes__(self) -> bytes:
        return self.summary + b"\n" + self.lines

    @classmethod
    def of(cls, doc_id: str, records: Iterable[Record]) -> Self:
        """The records of a document, each of which may be forgotten when the next one comes."""
        counts: dict[Label, int] = dict.fromkeys(LABELS, 0)
        lines: list[bytes] = []
        head = len(_head(doc_id))

        def written() -> Iterator[Record]:
            for record in records:
                counts[record.label] += 1
                lines.append(to_json(record)[head:] + b"\n")
                yield record

        seen = sightings(written())
        return cls(to_json([counts, seen]), b"".join(lines))

    def parsed(self) -> tuple[dict[Label, int], list[Sighting]]:
        """The summary: number of mentions per label, and the bodies and resolutions that were seen."""
        counts, seen = from_json(self.summary)
        return counts, seen

    def records(self, doc_id: str) -> bytes:
        """The lines of `records.jsonl` for the document."""
        if not self.lines:
            return b""
        head = _head(doc_id)
        return head + self.lines[:-1].replace(b"\n", b"\n" + head) + b"\n"


@dataclass(frozen=True)
class Finished:
    """What became of an item.

    `line` is that of `documents.jsonl`; `sha256` is None where no document could be read; `text` is what the offsets
    count in, where the source itself is no plain text; `key` is that of the cache, if there is one, and `cached` tells
    whether the extraction comes from there.
    """

    id: str
    line: bytes
    sha256: str | None = None
    extraction: Extraction | None = None
    text: bytes | None = None
    key: bytes | None = None
    cached: bool = False

    @classmethod
    def failed(cls, doc_id: str, reason: str, sha256: str | None = None) -> Self:
        """A document that failed."""
        entry = entries.failed(doc_id, reason, sha256)
        return cls(entry.id, entries.line(entry), sha256)


class Finisher:
    """Finishes items; the patterns are read when a document first wants them, or by `load`.

    With a `cache`, its keys are given with the documents; what it holds is only looked up if `look_up` says so.
    """

    def __init__(self, patterns: Path | None = None, cache: Cache | None = None, look_up: bool = False) -> None:
        self._patterns = patterns
        self._cache = cache
        self.look_up = look_up
        self._extractor: Extractor | None = None

    def __reduce__(self) -> tuple[type[Finisher], tuple[Path | None, Cache | None, bool]]:
        """Another process reads the patterns itself."""
        return Finisher, (self._patterns, self._cache, self.look_up)

    def load(self) -> Extractor:
        """Read the patterns; raises PatternError."""
        if self._extractor is None:
            with no_collections():
                import_spacy()  # which takes longer than a run over known texts
                from pipeline.run import Extractor

                self._extractor = Extractor(self._patterns)
        return self._extractor

    def finish(self, items: Iterable[Item]) -> list[Finished]:
        """Finish items, whatever becomes of them; raises PatternError only."""
        finished = in_step(map(self.work, items))
        if not sys.dont_write_bytecode:
            regexes.keep()
        return finished

    def work(self, item: Item) -> Stages[Finished]:
        """Finish an item, with a pause between two stages."""
        try:
            source = open_source(item)
        except Exception as fault:  # as MemoryError; one bad source never stops the others
            return Finished.failed(place(item), f"{type(fault).__name__}: {fault}")
        if isinstance(source, DocumentEntry):
            return Finished(source.id, entries.line(source))
        try:
            return self._look_up(source) or (yield from self._work(source))
        except PatternError:
            raise
        except Exception as fault:
            return Finished.failed(source.id, f"{type(fault).__name__}: {fault}", source.sha256)

    def _look_up(self, document: Document) -> Finished | None:
        if self._cache is None or not self.look_up:
            return None
        key = self._cache.key(document)
        kept = self._cache.get(key)
        return None if kept is None else _done(document, Extraction.from_bytes(kept), key, cached=True)

    def _work(self, document: Document) -> Stages[Finished]:
        source = french(document)
        if isinstance(source, DocumentEntry):
            return Finished(source.id, entries.line(source))
        yield
        # What was found has no name here, so that it is forgotten with its last record: it is larger than all lines.
        extraction = Extraction.of(document.id, (yield from self.load().find(document)).records())
        return _done(document, extraction, self._cache.key(document) if self._cache else None)


def _done(document: Document, extraction: Extraction, key: bytes | None, cached: bool = False) -> Finished:
    counts, _ = extraction.parsed()
    line = entries.line(entries.done(document, counts))
    text = document.text.encode() if document.converted else None
    return Finished(document.id, line, document.sha256, extraction, text, key, cached)


def _head(doc_id: str) -> bytes:
    return b'{"doc_id":' + to_json(doc_id) + b","
