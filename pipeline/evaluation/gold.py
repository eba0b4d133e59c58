"""Gold sets: a folder with `gold.jsonl` and the documents beside it, or elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.corpus import read_sources
from pipeline.json_lines import LineError, json_object, numbered_lines
from pipeline.records import Document, Label

GOLD = "gold.jsonl"
DOCUMENTS = "docs.jsonl"


class GoldError(ValueError):
    """A fault in a gold set; the message names file, line and remedy."""


class GoldMention(BaseModel):
    """One line of gold. `value` holds only the fields that the annotator vouches for."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    doc_id: str
    label: Label
    start: int
    end: int
    text: str
    value: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Documents and the mentions in them; a document without a mention has none."""

    documents: tuple[Document, ...]
    mentions: tuple[GoldMention, ...]

    @classmethod
    def read(cls, folder: Path, sources: Path | None = None) -> Self:
        """Read and check a gold set; raises GoldError for anything that does not fit the texts."""
        documents = {d.id: d for d in _documents(folder, sources)}
        mentions = tuple(_mentions(folder / GOLD, documents))
        return cls(tuple(documents.values()), mentions)


def gold_hash(folder: Path) -> str:
    """Hash of a gold file: pinned scores belong to exactly this gold."""
    return hashlib.sha256((folder / GOLD).read_bytes()).hexdigest()


def _documents(folder: Path, sources: Path | None) -> Iterable[Document]:
    if not (folder / GOLD).is_file():
        raise GoldError(f"{folder}: no {GOLD} in this folder")
    if sources is not None:
        source = sources
    else:
        source = folder / DOCUMENTS if (folder / DOCUMENTS).is_file() else folder
    found: set[str] = set()
    for document in read_sources([source]):
        if isinstance(document, Document):
            if document.id in found:
                raise GoldError(f"{_second(source, document.id)}: id {document.id!r} twice; rename one of them")
            found.add(document.id)
            yield document
        elif document.id.endswith(".txt") or source.is_file():
            # What a file has no id for is named by the file itself, and its line.
            named = source.is_file() and document.id.split(":")[0] == source.name
            where = source.with_name(document.id) if named else f"{source}: {document.id}"
            raise GoldError(f"{where}: {document.reason}")
    if not found:
        raise GoldError(f"{folder}: no documents; say with --sources where they lie")


def _second(source: Path, doc_id: str) -> str:
    """Where an id stands for the second time: file and line, where the source is a JSONL file."""
    if not source.is_file() or source.suffix != ".jsonl":
        return str(source)
    with source.open("rb") as lines:
        numbers = (n for n, line in enumerate(lines, start=1) if line.strip() and json.loads(line)["id"] == doc_id)
        _, second = islice(numbers, 2)
    return f"{source}:{second}"


def _mentions(path: Path, documents: dict[str, Document]) -> Iterable[GoldMention]:
    seen: Counter[tuple[str, str, int, int]] = Counter()
    last: dict[tuple[str, str], list[tuple[int, int]]] = {}
    number = 0
    try:
        for number, line in numbered_lines(path):
            mention = GoldMention.model_validate(json_object(line))
            fault = _fault(mention, documents, last.setdefault((mention.doc_id, mention.label), []))
            if fault:
                raise GoldError(f"{path}:{number}: {fault}")
            seen[mention.doc_id, mention.label, mention.start, mention.end] += 1
            yield mention
    except ValidationError as fault_:
        first = fault_.errors()[0]
        raise GoldError(f"{path}:{number}: {'.'.join(map(str, first['loc'])) or 'line'}: {first['msg']}") from None
    except LineError as fault_:
        raise GoldError(f"{path}:{number}: {fault_}") from None
    except OSError as fault_:
        raise GoldError(f"{path}: cannot be read: {fault_.strerror}") from None


def _fault(mention: GoldMention, documents: dict[str, Document], spans: list[tuple[int, int]]) -> str | None:
    document = documents.get(mention.doc_id)
    if document is None:
        return f"no document {mention.doc_id!r}; is --sources right?"
    stands = document.text[mention.start : mention.end]
    if not mention.start < mention.end or stands != mention.text:
        return f"the text says {stands!r} at {mention.start}-{mention.end}, the gold {mention.text!r}; mend the offsets"
    if any(start < mention.end and mention.start < end for start, end in spans):
        return f"{mention.text!r} overlaps another {mention.label} of {mention.doc_id}"
    spans.append((mention.start, mention.end))
    return None
