"""What `metadata.jsonl` tells of the documents of its folder."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

METADATA = "metadata.jsonl"

_KNOWN = {"date", "title", "url", "language"}
# What is known of one document, by the names of the fields of Document.
Known = Mapping[str, str]
_NOTHING: Known = {}


class _Line(BaseModel):
    """One line of `metadata.jsonl`."""

    model_config = ConfigDict(frozen=True, extra="allow")

    file_name: str
    date: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None


class Metadata:
    """The metadata of a folder."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}

    def of(self, doc_id: str) -> Known:
        """What is known of a document."""
        return self._known.get(doc_id, _NOTHING)

    def read(self, path: Path, doc_ids: Collection[str]) -> Iterator[tuple[str, str]]:
        """Read the file of a folder that has these documents; yields (place, what is wrong) for what is of no use."""
        try:
            with path.open("rb") as lines:
                for number, line in enumerate(lines, start=1):
                    if line.strip(b"\r\n\t " + codecs.BOM_UTF8):
                        for fault in self._add(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line, doc_ids):
                            yield f"{METADATA}:{number}", fault
        except OSError as fault:
            yield METADATA, f"cannot be read: {fault.strerror}"

    def _add(self, line: bytes, doc_ids: Collection[str]) -> Iterator[str]:
        try:
            entry = _Line.model_validate_json(line)
        except ValidationError as fault:
            first = fault.errors()[0]
            yield f"{'.'.join(map(str, first['loc'])) or 'line'}: {first['msg']}; mend the line"
            return
        for key in entry.model_extra or ():  # others may be of other programs
            if meant := get_close_matches(key, _Line.model_fields, n=1):
                yield f"{key}: no such field; is {meant[0]!r} meant?"
        if entry.file_name not in doc_ids:
            yield f"file_name: no file {entry.file_name!r} in the folder"
        self._known[entry.file_name] = entry.model_dump(
            exclude={"file_name", *(entry.model_extra or ())}, exclude_none=True
        )
