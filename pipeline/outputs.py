"""What lies in the output folder: its files by name, reading them back, and writing a file whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import ValidationError

from pipeline.records import (
    LABELS,
    RECORD,
    DocumentEntry,
    Label,
    Record,
)

RECORDS_TABLE = "records.parquet"
RECORDS, DOCUMENTS, ENTITIES, RUN = "records.jsonl", "documents.jsonl", "entities.jsonl", "run.json"
# The folder with the texts of sources that are not plain text.
TEXTS = "text"


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a name beside a file or folder to write to, which is renamed to it if all is well, or else removed.

    Raises OSError, with a message that names `path` and the remedy.
    """
    part = path.parent / f".{path.name}.{os.getpid()}.part"
    try:
        yield part
        part.replace(path)
    except OSError as fault:
        raise OSError(_unwritable(path, fault)) from None
    finally:
        with suppress(OSError):  # it was renamed, or never there
            if part.is_dir():
                shutil.rmtree(part)
            else:
                part.unlink()


def _unwritable(path: Path, fault: OSError) -> str:
    if not path.parent.exists():
        return f"{path.parent}: no such folder; make it first"
    if not path.parent.is_dir():
        return f"{path.parent}: is no folder; name another"
    if path.is_dir():
        return f"{path}: is a folder; name a file"
    return f"{path}: cannot be written: {fault.strerror}"


class RecordsError(ValueError):
    """A line that is no record; the message names file, line and field."""


def read_records(path: Path) -> Iterator[Record]:
    """Yield the records of a file; raises RecordsError at the first fault."""
    for number, line in _numbered(path):
        record, faults = parse_record(line)
        if record is None:
            raise RecordsError(f"{path}:{number}: {'; '.join(faults)}")
        yield record


def read_documents(path: Path) -> Iterator[DocumentEntry]:
    """Yield the lines of a `documents.jsonl`, none if it does not exist; raises RecordsError at the first fault."""
    for number, line in _numbered(path) if path.exists() else ():
        try:
            yield DocumentEntry.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise RecordsError(f"{path}:{number}: {_field(first['loc'])}: {first['msg']}") from None


def faults_in(path: Path, texts: dict[str, str] | None = None) -> Iterator[str]:
    """Yield every fault of a file of records, as `file:line: field: what`; with texts, also those of the offsets."""
    ends: dict[tuple[str, Label], int] = {}
    for number, line in _numbered(path):
        record, faults = parse_record(line)
        if record is not None:
            if record.start < ends.get((record.doc_id, record.label), 0):
                faults.append(f"start: overlaps the {record.label} before it, or comes before it")
            ends[record.doc_id, record.label] = record.end
            faults += _offset_faults(record, texts) if texts is not None else ()
        for fault in faults:
            yield f"{path}:{number}: {fault}"


def parse_record(line: bytes) -> tuple[Record | None, list[str]]:
    """A line as a record, or the faults that it has."""
    try:
        return RECORD.validate_json(line), []
    except ValidationError as error:
        return None, [f"{_field(e['loc'])}: {e['msg']}" for e in error.errors(include_url=False)]


def _field(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location if part not in LABELS) or "line"


def _offset_faults(record: Record, texts: dict[str, str]) -> Iterator[str]:
    text = texts.get(record.doc_id)
    if text is None:
        yield f"doc_id: no source {record.doc_id!r}; is --sources the folder that was extracted?"
    elif text[record.start : record.end] != record.text:
        stands = text[record.start : record.end]
        yield f"text: the source has {stands!r} at {record.start}-{record.end}, the record {record.text!r}"
    elif record.sentence not in text:
        yield "sentence: does not stand in the source"


def _numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line
    except OSError as fault:
        raise RecordsError(f"{path}: cannot be read: {fault.strerror}") from None
