"""What a report is about: the documents of a run, their records, and as much of their texts as is at hand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.corpus import SourceError
from pipeline.evaluation.alignment import Unit, sentences_quoted
from pipeline.evaluation.gold import GoldMention
from pipeline.evaluation.sides import Side
from pipeline.outputs import RecordsError
from pipeline.records import DocumentEntry, Record

# Whether the text is at hand, nowhere, or another one than the records were made from.
State = Literal["whole", "missing", "other"]


@dataclass(frozen=True, slots=True)
class ReportedDocument:
    """A document that was read: `passages` are its whole text, or else the sentences that its records quote.

    A passage is the offset of its first character and its text; every record begins in one.
    """

    entry: DocumentEntry
    records: tuple[Record, ...]
    state: State
    passages: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """The documents of a run by id, and those that failed."""

    path: Path
    documents: tuple[ReportedDocument, ...]
    failed: tuple[DocumentEntry, ...]

    def ids(self, state: State) -> list[str]:
        """Ids of the documents whose text is in this state; only of `whole` ones all the text can be shown."""
        return [document.entry.id for document in self.documents if document.state == state]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a document and mentions in it, as numbers in `Run.documents` and its `records`."""

    document: int
    mentions: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.document}:{','.join(map(str, self.mentions))}"


def read_run(outputs: Path, sources: Path | None = None) -> Run:
    """Read an output folder or a file of records; raises RecordsError, GoldError or SourceError."""
    side = Side.read(outputs, sources)
    if side.is_gold:
        raise RecordsError(f"{outputs}: a gold set has no values to report on; give the outputs of glaneur extract")
    failed = tuple(entry for entry in side.entries.values() if entry.status == "error")
    read = sorted(side.documents - {entry.id for entry in failed})
    return Run(side.path, tuple(_document(side, doc_id) for doc_id in read), failed)


def located(documents: Sequence[ReportedDocument]) -> Iterator[tuple[Place, Record]]:
    """Every record with its place, in the order of the documents."""
    for number, document in enumerate(documents):
        for mention, record in enumerate(document.records):
            yield Place(number, (mention,)), record


def _document(side: Side, doc_id: str) -> ReportedDocument:
    found = (m for m in side.mentions.get(doc_id, []) if not isinstance(m, GoldMention))
    records = tuple(sorted(found, key=lambda r: (r.start, r.label, r.end)))
    entry = side.entries.get(doc_id) or DocumentEntry(id=doc_id, status="ok")
    text, state = _text(side, doc_id, records)
    passages = [(0, text)] if text is not None else _quoted(records)
    return ReportedDocument(entry, records, state, tuple(passages))


def _text(side: Side, doc_id: str, records: Sequence[Record]) -> tuple[str | None, State]:
    try:
        text = side.text(doc_id)
    except SourceError:
        return None, "other"
    if text is None:
        return None, "missing"
    stands = all(text[record.start : record.end] == record.text for record in records)
    return (text, "whole") if stands else (None, "other")


def _quoted(records: Sequence[Record]) -> list[Unit]:
    """The quoted sentences; a mention that does not stand in its sentence is a passage of its own."""
    quoted = sentences_quoted(records)
    homeless = {(record.start, record.text) for record in records if not _stands(record, quoted)}
    return sorted({*quoted, *homeless})


def _stands(record: Record, passages: Sequence[Unit]) -> bool:
    before = bisect_right(passages, record.start, key=lambda passage: passage[0])
    return before > 0 and record.start < passages[before - 1][0] + len(passages[before - 1][1])
