"""What lies in the output folder: writing it whole or not at all, and reading records back."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from pydantic import ValidationError

from pipeline.records import (
    LABELS,
    RECORD,
    DocumentEntry,
    Entity,
    Label,
    OrganisationRecord,
    OrganisationValue,
    Record,
    ResolutionRecord,
    ResolutionValue,
)

RECORDS, DOCUMENTS, ENTITIES, RUN = "records.jsonl", "documents.jsonl", "entities.jsonl", "run.json"


@dataclass
class _Seen:
    """One entity while records stream by; the value of its first mention stands for it."""

    value: OrganisationValue | ResolutionValue
    forms: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    mentions: int = 0


def entity_of(record: OrganisationRecord | ResolutionRecord) -> str | None:
    """The id that a body or a resolution has in `entities.jsonl`; None for a body that no one named."""
    if isinstance(record, OrganisationRecord):
        return record.value.entity
    return f"{record.value.body}:{record.value.symbol or record.value.number}"


class Entities:
    """Collects the organisations and resolutions of a corpus."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], _Seen] = {}

    def add(self, record: Record) -> None:
        """Count a record; dates, figures and bodies that no one named are passed over."""
        if not isinstance(record, OrganisationRecord | ResolutionRecord):
            return
        entity = entity_of(record)
        if entity is None:
            return
        seen = self._seen.setdefault((record.label, entity), _Seen(record.value))
        seen.forms.add(" ".join(record.text.split()))
        seen.documents.add(record.doc_id)
        seen.mentions += 1

    def merge(self, others: Entities) -> None:
        """Add what was collected elsewhere."""
        for key, theirs in others._seen.items():
            seen = self._seen.setdefault(key, _Seen(theirs.value))
            seen.forms |= theirs.forms
            seen.documents |= theirs.documents
            seen.mentions += theirs.mentions

    def lines(self) -> Iterator[Entity]:
        """Entities, organisations first, by id."""
        for (label, entity), seen in sorted(self._seen.items()):
            value = seen.value
            if isinstance(value, OrganisationValue):
                name, acronym = value.name or entity, value.acronym
            else:
                name, acronym = value.symbol or value.number, None
            yield Entity(
                id=entity,
                label="ORGANISATION" if label == "ORGANISATION" else "RESOLUTION",
                name=name,
                acronym=acronym,
                forms=tuple(sorted(seen.forms)),
                mentions=seen.mentions,
                documents=tuple(sorted(seen.documents)),
            )


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
            for entity in self._entities.lines():
                self._write(ENTITIES, entity.model_dump_json())
        self._stack.close()
        for name in self._files:
            if kind is None:
                self._part(name).replace(self._folder / name)
            else:
                self._part(name).unlink(missing_ok=True)

    def add(self, documents: bytes, records: bytes, entities: Entities, counts: Mapping[str, int]) -> None:
        """Write the lines of some documents and of their records."""
        self._files[DOCUMENTS].write(documents)
        self._files[RECORDS].write(records)
        self._entities.merge(entities)
        self.counts.update(counts)

    def describe(self, run: dict[str, Any]) -> None:
        """Write `run.json`."""
        counts = {name: self.counts[name] for name in ("documents", "failed", *LABELS)}
        self._write(RUN, json.dumps({**run, "counts": counts}, ensure_ascii=False, indent=2))

    def _part(self, name: str) -> Path:
        return self._folder / f".{name}.{os.getpid()}.part"

    def _write(self, name: str, line: str) -> None:
        self._files[name].write(line.encode("utf-8") + b"\n")


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
