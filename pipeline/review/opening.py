"""Putting a run on the desk: reads the outputs, the sources, the decisions and the gold, and checks that they fit."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import ValidationError

from pipeline.by_id import documents_by_id
from pipeline.evaluation.gold import DOCUMENTS as GOLD_DOCUMENTS
from pipeline.evaluation.gold import GoldSet
from pipeline.outputs import DOCUMENTS, RECORDS, read_records
from pipeline.records import Document, DocumentEntry
from pipeline.review.desk import Desk
from pipeline.review.log import DecisionLog

_NAME = re.compile(r"\w[\w .’'-]{0,59}")


class DeskError(ValueError):
    """A run that cannot be reviewed as named; the message says what to do."""


def open_desk(
    outputs: Path, sources: Path, reviewer: str, decisions: Path | None = None, gold: Path | None = None
) -> Desk:
    """The desk of a run; `decisions` is by default `decisions/<reviewer>.jsonl` in the outputs.

    Raises DeskError, DecisionsError, RecordsError, SourceError or GoldError.
    """
    if not _NAME.fullmatch(reviewer) or reviewer != reviewer.strip(" ."):
        raise DeskError(
            f"--reviewer {reviewer!r}: a name has letters, digits, spaces, . ’ ' - and at most 60 characters"
        )
    log = DecisionLog(decisions or outputs / "decisions" / f"{reviewer}.jsonl")
    documents = _documents(outputs, sources)
    records = list(read_records(outputs / RECORDS))
    texts = {document.id: document.text for document in documents}
    for record in records:
        if texts.get(record.doc_id, "")[record.start : record.end] != record.text:
            raise DeskError(f"{outputs / RECORDS}: {record.text!r} does not stand in {record.doc_id}; extract again")
    return Desk(documents, records, log, reviewer, _gold(gold, sources) if gold else None)


def _documents(outputs: Path, sources: Path) -> list[Document]:
    """The documents of the run, in its order, with their texts as they were extracted."""
    found = documents_by_id(sources)
    documents = []
    for entry in _entries(outputs / DOCUMENTS):
        if entry.status != "ok":
            continue
        document = found.get(entry.id)
        if document is None:
            raise DeskError(f"{sources}: no document {entry.id!r}; is --sources what was extracted to {outputs}?")
        if document.sha256 != entry.sha256:
            raise DeskError(f"{sources}: {entry.id} has changed since it was extracted; extract again")
        documents.append(document)
    if not documents:
        raise DeskError(f"{outputs}: no document was extracted; there is nothing to review")
    return documents


def _entries(path: Path) -> list[DocumentEntry]:
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as fault:
        raise DeskError(
            f"{path}: cannot be read: {fault.strerror}; is this a folder that extract has written?"
        ) from None
    entries = []
    for number, line in enumerate(lines, start=1):
        if line:
            try:
                entries.append(DocumentEntry.model_validate_json(line))
            except ValidationError as fault:
                raise DeskError(f"{path}:{number}: {fault.errors()[0]['msg']}; extract again") from None
    return entries


def _gold(folder: Path, sources: Path) -> GoldSet:
    """Gold with documents of its own, or over the sources of the run."""
    own = (folder / GOLD_DOCUMENTS).is_file() or any(folder.glob("**/*.txt"))
    return GoldSet.read(folder, None if own else sources)
