"""What is converted: documents and the mentions in them, whatever the format; checked once, for all formats."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.corpus import read_sources
from pipeline.records import LABELS, Document, Label


class ConvertError(ValueError):
    """What cannot be converted; the message names file, place and remedy."""


class Notes(BaseModel):
    """What is said of a mention besides its label and place; gold has at most the value, a record has them all."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    value: dict[str, Any] | None = None
    sentence: str | None = None
    rule: str | None = None
    warnings: tuple[str, ...] | None = Field(default=None, strict=False)

    @field_validator("value")
    @classmethod
    def _is_json(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        """Refuse what no file can hold: NaN, and half a surrogate pair (UnicodeEncodeError is a ValueError)."""
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
        return value

    @property
    def notes(self) -> dict[str, Any]:
        """The notes that there are."""
        return self.model_dump(include=set(Notes.model_fields), exclude_defaults=True)


class Mention(Notes):
    """A mention of gold or of a record; half-open offsets in code points."""

    doc_id: str
    label: Label
    start: int
    end: int
    text: str


@dataclass
class Losses:
    """What a format cannot hold, with the number of times."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, what: str, times: int = 1) -> None:
        """Note a loss; no times is none."""
        if times:
            self.counts[what] += times

    def lines(self) -> Iterator[str]:
        """What was lost, in the order in which it was met."""
        for what, times in self.counts.items():
            yield f"{times} × {what}"


@dataclass(frozen=True, slots=True)
class Annotations:
    """Documents in the order of their ids, and mentions in the order of records: document, start, label."""

    documents: tuple[Document, ...]
    mentions: tuple[Mention, ...]

    @classmethod
    def checked(cls, documents: Iterable[Document], found: Iterable[tuple[str, Mention]]) -> Self:
        """Put mentions, each with the place where it was read, in order; raises ConvertError if one does not fit."""
        by_id: dict[str, Document] = {}
        for document in sorted(documents, key=lambda d: d.id.split("/")):
            if by_id.setdefault(document.id, document) is not document:
                raise ConvertError(f"two documents have the id {document.id!r}; rename one of them")
        order = {doc_id: number for number, doc_id in enumerate(by_id)}
        placed = list(found)
        for where, mention in placed:
            _check(where, mention, by_id)
        placed.sort(key=lambda p: (order[p[1].doc_id], p[1].start, p[1].label, p[1].end))
        last: dict[tuple[str, str], int] = {}
        for where, mention in placed:
            if last.get((mention.doc_id, mention.label), 0) > mention.start:
                raise ConvertError(
                    f"{where}: {mention.text!r} overlaps another {mention.label} of {mention.doc_id}; keep one of them"
                )
            last[mention.doc_id, mention.label] = mention.end
        return cls(tuple(by_id.values()), tuple(mention for _, mention in placed))

    def by_document(self) -> Iterator[tuple[Document, list[Mention]]]:
        """Each document with its mentions."""
        mentions: dict[str, list[Mention]] = {document.id: [] for document in self.documents}
        for mention in self.mentions:
            mentions[mention.doc_id].append(mention)
        for document in self.documents:
            yield document, mentions[document.id]


def _check(where: str, mention: Mention, documents: dict[str, Document]) -> None:
    document = documents.get(mention.doc_id)
    if document is None:
        raise ConvertError(f"{where}: no document {mention.doc_id!r}; is --sources right?")
    stands = document.text[mention.start : mention.end]
    if not 0 <= mention.start < mention.end or stands != mention.text:
        span = f"{mention.start}-{mention.end}"
        raise ConvertError(
            f"{where}: the text of {mention.doc_id} says {stands!r} at {span}, the annotation {mention.text!r}; "
            "mend the offsets"
        )


def known_label(label: object, losses: Losses) -> Label | None:
    """A label of ours; another is lost."""
    for known in LABELS:
        if label == known:
            return known
    losses.add(f"mention labelled {label!r}, which glaneur does not know (it has {', '.join(LABELS)})")
    return None


def notes_of(where: str, notes: object) -> dict[str, Any]:
    """Notes as read from another format, checked; raises ConvertError."""
    try:
        return Notes.model_validate(notes).notes
    except ValidationError as fault:
        raise ConvertError(f"{where}: {first_fault(fault)}; mend it, or remove it") from None


def mention_of(where: str, fields: object) -> Mention:
    """A mention from its fields; raises ConvertError."""
    try:
        return Mention.model_validate(fields)
    except ValidationError as fault:
        raise ConvertError(f"{where}: {first_fault(fault)}; mend it") from None


def mention_at(document: Document, label: Label, start: int, end: int, notes: dict[str, Any]) -> Mention:
    """A mention at a place of a document, with notes that were checked."""
    return Mention(doc_id=document.id, label=label, start=start, end=end, text=document.text[start:end], **notes)


def documents_in(sources: Path | None, path: Path) -> list[Document]:
    """The documents of a format that holds no texts; raises ConvertError or SourceError."""
    if sources is None:
        raise ConvertError(f"{path}: holds no texts; say with --sources where the documents lie")
    return [source for source in read_sources([sources]) if isinstance(source, Document)]


def without_texts(annotations: Annotations, losses: Losses) -> None:
    """Say that a format holds no texts."""
    losses.add(
        "the text and description of a document (keep the documents: they are the --sources of the way back)",
        len(annotations.documents),
    )


def document_fields(document: Document) -> dict[str, str]:
    """What is known of a document besides its text, as JSON holds it."""
    return document.model_dump(mode="json", exclude={"text", "encoding"}, exclude_none=True)


def document_of(where: str, fields: dict[str, Any]) -> Document:
    """A document from its fields, what is no field of a document aside; raises ConvertError."""
    known = Document.model_fields.keys() - {"encoding"}
    try:
        return Document.model_validate({k: v for k, v in fields.items() if k in known and v is not None})
    except ValidationError as fault:
        raise ConvertError(f"{where}: {first_fault(fault)}; mend it") from None


def first_fault(error: ValidationError) -> str:
    """The first thing that a model found wrong, with its field."""
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or 'it'}: {first['msg']}"
