"""Records: a `records.jsonl`, or the output folder of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from pipeline.by_id import first_by_id
from pipeline.convert.annotations import (
    Annotations,
    ConvertError,
    Losses,
    Mention,
    documents_in,
    first_fault,
    mention_of,
    without_texts,
)
from pipeline.outputs import DOCUMENTS, RECORDS, parse_record, read_documents
from pipeline.records import RECORD, Document, DocumentEntry, Record

# Where a run keeps the texts of sources that are not plain text.
_TEXTS = "text"


def write(annotations: Annotations, losses: Losses) -> bytes:
    """Write records; raises ConvertError for a mention that is none."""
    without_texts(annotations, losses)
    return b"".join(RECORD.dump_json(record_of(mention)) + b"\n" for mention in annotations.mentions)


def read(path: Path, sources: Path | None, losses: Losses) -> Annotations:
    """Read records, and their texts from `sources` or from the run itself."""
    records = path / RECORDS if path.is_dir() else path
    entries = list(read_documents(records.with_name(DOCUMENTS))) if records.name == RECORDS else []
    kept = records.parent / _TEXTS
    given = documents_in(sources, records) if sources is not None or not kept.is_dir() else []
    documents = list(_described(entries, first_by_id(given), kept)) if entries else given
    return Annotations.checked(documents, _mentions(records))


def record_of(mention: Mention) -> Record:
    """The record of a mention; raises ConvertError if it makes none."""
    try:
        return RECORD.validate_python(mention.model_dump(exclude_defaults=True))
    except ValidationError as fault:
        place = f"{mention.doc_id}:{mention.start}-{mention.end} {mention.text!r}"
        raise ConvertError(
            f"{place} is no record: {first_fault(fault)}; write a gold set instead (--to gold)"
        ) from None


def _mentions(path: Path) -> Iterator[tuple[str, Mention]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            record, faults = parse_record(line)
            if record is None:
                raise ConvertError(f"{path}:{number}: {'; '.join(faults)}; extract anew")
            yield f"{path}:{number}", mention_of(f"{path}:{number}", record.model_dump())


def _described(entries: list[DocumentEntry], given: dict[str, Document], kept: Path) -> Iterator[Document]:
    """The documents of a run, with the texts that it kept or that are given."""
    for entry in entries:
        file = kept / f"{entry.id}.txt"
        if entry.status == "error":
            continue
        if file.is_file():
            text = file.read_bytes().decode("utf-8")
        elif entry.id in given:
            text = given[entry.id].text
        else:
            raise ConvertError(f"{entry.id}: the run read it, and it is not there; is --sources right?")
        language = given[entry.id].language if entry.id in given else None
        document = Document(
            id=entry.id, text=text, date=entry.date, title=entry.title, url=entry.url, language=language
        )
        if document.sha256 != entry.sha256:
            raise ConvertError(f"{entry.id}: the source is not the text that was extracted; extract anew")
        yield document
