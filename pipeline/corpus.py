"""Sources to documents: text files, folders, JSONL, standard input.

Every source yields documents, or an entry that says why there is none: one bad source never stops the others.
"""

from __future__ import annotations

import codecs
import gzip
import json
import os
import sys
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import IO

from charset_normalizer import from_bytes
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.language_check import foreign_language
from pipeline.records import Document, DocumentEntry

METADATA = "metadata.jsonl"
# Files of a folder that are about its documents, and none themselves.
_NO_DOCUMENTS = frozenset({METADATA, "gold.jsonl"})
_JSONL = (".jsonl", ".jsonl.gz")

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Source = Document | DocumentEntry


class SourceError(ValueError):
    """A source that cannot be used as named on the command line."""


class Metadata(BaseModel):
    """One line of `metadata.jsonl`."""

    model_config = ConfigDict(frozen=True, extra="allow")

    file_name: str
    date: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None


def read_sources(sources: Iterable[str | Path], stdin: IO[bytes] | None = None) -> Iterator[Source]:
    """Yield the documents of files, folders and `-` (standard input), folders in the order of their names.

    Raises SourceError, before anything is read, for a source that does not exist.
    """
    paths = list(sources)
    for path in paths:
        if str(path) == "":
            raise SourceError("a source has no name; is a variable of the shell empty?")
        if str(path) == "-" and stdin is None and sys.stdin is None:
            raise SourceError("-: standard input is closed")
        if str(path) != "-" and not Path(path).exists():
            raise SourceError(f"{path}: no such file or folder")
    for path in paths:
        if str(path) == "-":
            yield read_bytes("-", (stdin or sys.stdin.buffer).read(), {})
        elif Path(path).is_dir():
            yield from _read_folder(Path(path))
        else:
            yield from _read_file(Path(path), _writable(Path(path).name), {})


def _read_folder(folder: Path) -> Iterator[Source]:
    unreadable: list[OSError] = []
    walked = os.walk(folder, onerror=unreadable.append)
    paths = sorted(Path(root) / name for root, _, names in walked for name in names)
    found = [p for p in paths if not _hidden(p.relative_to(folder)) and (p.is_file() or p.is_symlink())]
    ids = {path: _writable(path.relative_to(folder).as_posix()) for path in found}
    metadata, faults = _read_metadata(folder / METADATA, frozenset(ids.values()))
    yield from faults
    for fault in unreadable:
        place = Path(fault.filename).relative_to(folder).as_posix()
        yield _failed(folder.name if place == "." else place, f"cannot be read: {fault.strerror}")
    for path, doc_id in ids.items():
        if path.name not in _NO_DOCUMENTS:
            yield from _read_file(path, doc_id, metadata.get(doc_id, {}))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read_file(path: Path, doc_id: str, metadata: dict[str, str | None]) -> Iterator[Source]:
    if path.name.endswith(_JSONL):
        yield from _read_jsonl(path, doc_id)
        return
    try:
        data = path.read_bytes()
    except OSError as fault:
        yield _failed(doc_id, f"cannot be read: {fault.strerror}")
        return
    yield read_bytes(doc_id, data, metadata)


def _read_metadata(path: Path, doc_ids: frozenset[str]) -> tuple[dict[str, dict[str, str | None]], list[DocumentEntry]]:
    """What is known of the documents of a folder, and an entry for each line that cannot be used."""
    if path.name not in doc_ids:
        return {}, []
    found: dict[str, dict[str, str | None]] = {}
    faults: list[DocumentEntry] = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (UnicodeDecodeError, OSError) as fault:
        return {}, [_failed(METADATA, f"cannot be read: {fault}")]
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = Metadata.model_validate_json(line)
        except ValidationError as fault:
            first = fault.errors()[0]
            where = ".".join(map(str, first["loc"])) or "line"
            faults.append(_failed(f"{METADATA}:{number}", f"{where}: {first['msg']}; mend the line"))
            continue
        for key in entry.model_extra or ():  # others may be of other programs
            if meant := get_close_matches(key, Metadata.model_fields, n=1):
                faults.append(_failed(f"{METADATA}:{number}", f"{key}: no such field; is {meant[0]!r} meant?"))
        if entry.file_name not in doc_ids:
            faults.append(_failed(f"{METADATA}:{number}", f"file_name: no file {entry.file_name!r} in the folder"))
        found[entry.file_name] = entry.model_dump(include={"date", "title", "url", "language"})
    return found, faults


def _read_jsonl(path: Path, doc_id: str) -> Iterator[Source]:
    try:
        with gzip.open(path, "rb") if path.name.endswith(".gz") else path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _read_line(line, f"{doc_id}:{number}")
    except (OSError, EOFError) as fault:
        yield _failed(doc_id, f"cannot be read: {fault}")


def _read_line(line: bytes, where: str) -> Source:
    try:
        fields = json.loads(line)
        document = Document.model_validate({k: v for k, v in fields.items() if k in _FIELDS and v is not None})
    except ValidationError as fault:
        first = fault.errors()[0]
        return _failed(where, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
    except (ValueError, AttributeError, RecursionError) as fault:
        return _failed(where, f"not a JSON object: {fault}")
    return _checked(document)


_FIELDS = frozenset({"id", "text", "date", "title", "url", "language"})


def read_bytes(doc_id: str, data: bytes, metadata: dict[str, str | None]) -> Source:
    """Decode a source and check that it is French text; what is not gives an entry with the reason."""
    if not data.strip():
        return _failed(doc_id, "empty")
    decoded = decode(data)
    if decoded is None:
        return _failed(doc_id, "binary: not a text in any known encoding")
    text, encoding = decoded
    try:
        document = Document.model_validate({"id": doc_id, "text": text, "encoding": encoding, **_given(metadata)})
    except ValidationError as fault:
        first = fault.errors()[0]
        return _failed(doc_id, f"{METADATA}: {'.'.join(map(str, first['loc']))}: {first['msg']}")
    return _checked(document)


def _given(metadata: dict[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in metadata.items() if value is not None}


def decode(data: bytes) -> tuple[str, str] | None:
    """Decode bytes to (text, encoding); None for what is no text. Nothing is altered, line ends included."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), "utf-8" if encoding == "utf-8-sig" else encoding
            except UnicodeDecodeError:
                return None
    if b"\0" not in data:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    best = from_bytes(data, cp_isolation=["cp1252", "utf_16_le", "utf_16_be", "mac_roman", "cp850"]).best()
    if best is None:
        return None
    text = str(best)
    if "\0" in text or sum(c.isprintable() or c.isspace() for c in text) < 0.9 * len(text):
        return None
    return text, best.encoding.replace("_", "-")


def _checked(document: Document) -> Source:
    if not document.text.strip():
        return _failed(document.id, "empty")
    for field in ("text", "title", "url"):
        try:
            (getattr(document, field) or "").encode("utf-8")
        except UnicodeEncodeError as fault:
            return _failed(document.id, f"{field}: half a surrogate pair at offset {fault.start}: no Unicode text")
    declared = document.language
    language = declared if declared and not declared.lower().startswith("fr") else None
    language = language or (None if declared else foreign_language(document.text))
    return _failed(document.id, f"not French: {language}") if language else document


def _failed(doc_id: str, reason: str) -> DocumentEntry:
    return DocumentEntry(id=_writable(doc_id), status="error", reason=_writable(reason))


def _writable(name: str) -> str:
    """A name that can be written as UTF-8, as file names need not be: what is no character becomes `�`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not name.isascii() else name
