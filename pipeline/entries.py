"""The lines of `documents.jsonl`: what became of a document."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic_core import to_json

from pipeline.decoding import writable
from pipeline.records import Counts, Document, DocumentEntry, Label

ID_TAKEN = "its id is taken by an earlier document; rename one of them"


def done(document: Document, counts: Mapping[Label, int]) -> DocumentEntry:
    """The entry of a document that was read."""
    return DocumentEntry(
        id=document.id,
        status="ok",
        sha256=document.sha256,
        length=len(document.text),
        encoding=document.encoding,
        date=document.date,
        title=document.title,
        url=document.url,
        counts=Counts.model_validate(dict(counts)),
    )


def failed(doc_id: str, reason: str, sha256: str | None = None) -> DocumentEntry:
    """The entry of a document that failed; where no document could be read at all, there is no hash of its text."""
    return DocumentEntry(id=writable(doc_id), status="error", reason=writable(reason), sha256=sha256)


def line(entry: DocumentEntry) -> bytes:
    """An entry as it is written."""
    return to_json(entry) + b"\n"
