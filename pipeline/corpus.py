"""Sources to documents: text files, folders, JSONL, standard input.

Finding is cheap and done in one place; reading what was found is work, and can be done anywhere. Every source yields
documents, or an entry that says why there is none: one bad source never stops the others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import ValidationError

from pipeline import lines, readers
from pipeline.decoding import decode, writable
from pipeline.entries import failed
from pipeline.folders import Folder
from pipeline.json_lines import kind_of
from pipeline.language_check import foreign_language
from pipeline.lines import LARGEST, WHOLE, Stretch
from pipeline.metadata import METADATA
from pipeline.records import Document, DocumentEntry

# Files of a folder that are about its documents, and none themselves.
_NO_DOCUMENTS = frozenset({METADATA, "gold.jsonl", "floors.json"})
_TOO_LARGE = f"more than {LARGEST // 1_000_000} MB: cut it into documents"


class SourceError(ValueError):
    """A source that cannot be used as named on the command line."""


@dataclass(frozen=True)
class File:
    """A file that is one document; `size` in bytes, `known` is what metadata tells of it."""

    path: str
    doc_id: str
    size: int
    known: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """A line of a JSONL source, and its place: `file:line`."""

    data: bytes
    place: str


@dataclass(frozen=True, slots=True)
class Many:
    """A file that holds many documents, or a stretch of it."""

    file: File
    stretch: Stretch


@dataclass(frozen=True)
class Data:
    """The bytes of a document, where no file holds them."""

    data: bytes
    doc_id: str


# What finding gives, and what becomes of it; an entry says why a source cannot be read.
Item = File | Line | Data | DocumentEntry
Source = Document | DocumentEntry


def read_sources(sources: Iterable[str | Path], stdin: IO[bytes] | None = None) -> Iterator[Source]:
    """Yield the documents of files, folders and `-` (standard input), folders in the order of their names.

    Raises SourceError at once for a source that does not exist.
    """
    return map(read, find(sources, stdin))


def find(sources: Iterable[str | Path], stdin: IO[bytes] | None = None) -> Iterator[Item]:
    """Yield what there is to read in files, folders and `-` (standard input), in the order of `read_sources`.

    Raises SourceError at once for a source that does not exist.
    """
    return chain.from_iterable(map(unfold, walk(sources, stdin)))


def walk(sources: Iterable[str | Path], stdin: IO[bytes] | None = None) -> Iterator[Item | Many]:
    """Yield what `find` does, and raise what it raises, but leave files that hold many documents unopened."""
    paths = list(sources)
    for path in paths:
        if str(path) == "":
            raise SourceError("a source has no name; is a variable of the shell empty?")
        if str(path) == "-" and stdin is None and sys.stdin is None:
            raise SourceError("-: standard input is closed")
        if str(path) != "-" and not Path(path).exists():
            raise SourceError(f"{path}: no such file or folder")
    return _walk(paths, stdin)


def _walk(paths: Sequence[str | Path], stdin: IO[bytes] | None) -> Iterator[Item | Many]:
    for path in paths:
        if str(path) == "-":
            yield Data((stdin or sys.stdin.buffer).read(LARGEST), "-")
        elif Path(path).is_dir():
            yield from _walk_folder(Path(path))
        else:
            yield _found(File(str(path), writable(Path(path).name), Path(path).stat().st_size, {}))


def size(item: Item) -> int:
    """About how much there is to read in an item, in bytes."""
    match item:
        case File():
            return item.size
        case Line() | Data():
            return len(item.data)
        case _:
            return 0


def place(item: Item) -> str:
    """The name of an item before it is read."""
    match item:
        case File() | Data():
            return item.doc_id
        case Line():
            return item.place
        case _:
            return item.id


def read(item: Item) -> Source:
    """Read what was found; what is no French text gives an entry with the reason."""
    source = open_source(item)
    return source if isinstance(source, DocumentEntry) else french(source)


def open_source(item: Item) -> Source:
    """Read what was found, in whatever language."""
    match item:
        case File():
            return _read_file(item)
        case Line():
            return _read_line(item)
        case Data():
            return _read_bytes(item.doc_id, item.data, {})
        case _:
            return item


def french(document: Document) -> Source:
    """A document as it is if it is French, or says that it is; else an entry with its language."""
    declared = document.language
    if declared:
        language = None if declared.lower().startswith("fr") else declared
    else:
        language = foreign_language(document.text)
    return failed(document.id, f"not French: {language}") if language else document


def _walk_folder(path: Path) -> Iterator[Item | Many]:
    """What is wrong with the folder comes first."""
    folder = Folder(path)
    yield from (failed(*fault) for fault in folder.faults())
    for found in folder.files():
        if Path(found.path).name not in _NO_DOCUMENTS:
            yield _found(File(*found))


def _found(file: File) -> File | Many:
    return Many(file, WHOLE) if file.path.endswith(lines.ENDINGS) else file


def unfold(found: Item | Many) -> Iterator[Item]:
    """Yield what was found, or, if it is a file of many documents, each of them."""
    if not isinstance(found, Many):
        yield found
        return
    try:
        for number, line in lines.read(found.file.path, found.stretch):
            if line is None:
                yield failed(f"{found.file.doc_id}:{number}", _TOO_LARGE)
            elif line.strip():
                yield Line(line, f"{found.file.doc_id}:{number}")
    except lines.FAULTS as fault:
        yield failed(found.file.doc_id, f"cannot be read: {fault}")


def _read_file(file: File) -> Source:
    if file.size >= LARGEST:
        return failed(file.doc_id, _TOO_LARGE)
    try:
        with Path(file.path).open("rb") as file_:
            data = file_.read() if file.size else file_.read(LARGEST)  # a pipe has no size, and may have no end
    except OSError as fault:
        return failed(file.doc_id, f"cannot be read: {fault.strerror}")
    return _read_bytes(file.doc_id, data, file.known)


def _read_line(line: Line) -> Source:
    try:
        fields = json.loads(line.data)
        if not isinstance(fields, dict):
            return failed(line.place, f"not a JSON object, but {kind_of(fields)}")
        document = Document.model_validate({k: v for k, v in fields.items() if k in _FIELDS and v is not None})
    except ValidationError as fault:
        first = fault.errors()[0]
        return failed(line.place, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
    except (ValueError, AttributeError, RecursionError) as fault:
        return failed(line.place, f"not a JSON object: {fault}")
    return _checked(document)


_FIELDS = frozenset({"id", "text", "date", "title", "url", "language"})


def _read_bytes(doc_id: str, data: bytes, known: Mapping[str, str]) -> Source:
    if len(data) >= LARGEST:
        return failed(doc_id, _TOO_LARGE)
    if not data.strip():
        return failed(doc_id, "empty")
    if PurePosixPath(doc_id).suffix.lower() in readers.SUFFIXES:
        return _converted(doc_id, data, known)
    decoded = decode(data)
    if decoded is None:
        return failed(doc_id, "binary: not a text in any known encoding")
    text, encoding = decoded
    return _document(doc_id, {"text": text, "encoding": encoding, **known})


def _converted(doc_id: str, data: bytes, known: Mapping[str, str]) -> Source:
    """The text of a page, a PDF and so on; what the file says of itself counts where `metadata.jsonl` says nothing."""
    try:
        converted = readers.convert(doc_id, data)
    except readers.ReaderError as fault:
        return failed(doc_id, str(fault))
    said = {"title": converted.title, "date": converted.date}
    # Templates often say that a French text is English, but not the other way round.
    said["language"] = "fr" if (converted.language or "").lower().startswith("fr") else None
    given = {name: value for name, value in said.items() if value is not None}
    return _document(doc_id, {"text": converted.text, "converted": True, **given, **known})


def _document(doc_id: str, fields: Mapping[str, object]) -> Source:
    try:
        document = Document.model_validate({"id": doc_id, **fields})
    except ValidationError as fault:
        first = fault.errors()[0]
        return failed(doc_id, f"{METADATA}: {'.'.join(map(str, first['loc']))}: {first['msg']}")
    return _checked(document)


def _checked(document: Document) -> Source:
    if not document.text.strip():
        return failed(document.id, "empty")
    for field in ("text", "title", "url"):
        try:
            (getattr(document, field) or "").encode("utf-8")
        except UnicodeEncodeError as fault:
            return failed(document.id, f"{field}: half a surrogate pair at offset {fault.start}: no Unicode text")
    return document
