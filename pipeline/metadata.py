"""What `metadata.jsonl` tells of the documents of its folder."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

METADATA = "metadata.jsonl"


class Metadata(BaseModel):
    """One line of `metadata.jsonl`."""

    model_config = ConfigDict(frozen=True, extra="allow")

    file_name: str
    date: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None

    def known(self) -> str:
        """What is known of the document, in JSON, by the names of the fields of Document."""
        return self.model_dump_json(include=_KNOWN, exclude_none=True)

    def faults(self) -> Iterator[str]:
        """Fields that are none, but nearly; others may be of other programs."""
        for key in self.model_extra or ():
            if meant := get_close_matches(key, Metadata.model_fields, n=1):
                yield f"{key}: no such field; is {meant[0]!r} meant?"


_KNOWN = Metadata.model_fields.keys() - {"file_name"}


def read_metadata(path: Path) -> Iterator[tuple[str, Metadata | str]]:
    """Yield (place, line), and (place, what is wrong) for a line that cannot be read."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
                if line.strip():
                    yield f"{METADATA}:{number}", _parsed(line)
    except OSError as fault:
        yield METADATA, f"cannot be read: {fault.strerror}"


def _parsed(line: bytes) -> Metadata | str:
    try:
        return Metadata.model_validate_json(line.decode("utf-8"))
    except UnicodeDecodeError as fault:
        return f"no UTF-8 at byte {fault.start}; save the file as UTF-8"
    except ValidationError as fault:
        first = fault.errors()[0]
        return f"{'.'.join(map(str, first['loc'])) or 'line'}: {first['msg']}; mend the line"
