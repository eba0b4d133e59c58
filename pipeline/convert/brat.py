r"""brat standoff (https://brat.nlplab.org/standoff.html): a folder with a `.txt` and an `.ann` for each document.

brat counts code points of a text whose line ends are one character each, so line ends become `\n` and are put back on
the way back. It knows no mention that crosses a line or a tab: such a mention has a fragment for each line. What else
is known of a mention is JSON in a note of the annotator; what is known of a document goes into `metadata.jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.convert.annotations import (
    Annotations,
    ConvertError,
    Losses,
    Mention,
    document_fields,
    document_of,
    known_label,
    mention_at,
    notes_of,
)
from pipeline.convert.file_names import file_names
from pipeline.convert.line_ends import LineEnds
from pipeline.convert.one_line import one_line
from pipeline.json_lines import json_value
from pipeline.metadata import METADATA
from pipeline.records import LABELS, Document

_CONFIGURATION = "annotation.conf"
# What no fragment may hold: all that some reader takes for the end of a line or of a field.
_BREAK = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SPAN = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)", re.DOTALL)
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)", re.DOTALL)

Spans = list[tuple[int, int]]


def write(annotations: Annotations, losses: Losses) -> dict[str, bytes]:
    """Write a folder that brat can open."""
    names = file_names([document.id for document in annotations.documents], ".txt")
    files = {_CONFIGURATION: _configuration(), METADATA: b""}
    for document, mentions in annotations.by_document():
        name, ends = names[document.id], LineEnds.of(document.text)
        lines = [line for mention in mentions for line in _lines(mention, ends, losses)]
        files[METADATA] += _json_line({"file_name": name, **document_fields(document), **ends.as_fields()})
        files[name] = ends.plain.encode("utf-8")
        files[name.removesuffix(".txt") + ".ann"] = "".join(_numbered(lines)).encode("utf-8")
    return files


def read(path: Path, sources: Path | None, losses: Losses) -> Annotations:
    """Read a folder of brat; a text without an `.ann` has no mention."""
    metadata = _metadata(path / METADATA)
    documents, found = [], []
    files = sorted(path.rglob("*.txt"))
    if not files:
        raise ConvertError(f"{path}: no .txt in this folder; name the folder that brat serves")
    for file in files:
        name = file.relative_to(path).as_posix()
        known = {"id": name, **metadata.get(name, {})}
        ends = LineEnds.from_fields(str(file), _text(file), known)
        document = document_of(f"{path / METADATA}: {name}", {**known, "text": ends.text})
        documents.append(document)
        found += list(_mentions(file.with_suffix(".ann"), document, ends, losses))
    return Annotations.checked(documents, found)


def _configuration() -> bytes:
    return "\n".join(["[entities]", *LABELS, "[relations]", "[events]", "[attributes]", ""]).encode("utf-8")


def _json_line(fields: dict[str, Any]) -> bytes:
    return one_line(fields).encode("utf-8") + b"\n"


def _numbered(lines: list[tuple[str, str]]) -> Iterator[str]:
    for number, (span, note) in enumerate(lines, start=1):
        yield f"T{number}\t{span}\n"
        if note:
            yield f"#{number}\tAnnotatorNotes T{number}\t{note}\n"


def _lines(mention: Mention, ends: LineEnds, losses: Losses) -> Iterator[tuple[str, str]]:
    """What the two lines of a mention say; none for a mention without a character that brat can hold."""
    start, end = ends.to_plain(mention.start), ends.to_plain(mention.end)
    fragments = _fragments(ends.plain, start, end)
    if not fragments:
        losses.add("mention of line ends or tabs only: left out")
        return
    if (ends.from_plain(fragments[0][0]), ends.from_plain(fragments[-1][1])) != (mention.start, mention.end):
        losses.add("mention that begins or ends with a line end or tab: without it")
    offsets = ";".join(f"{first} {last}" for first, last in fragments)
    text = " ".join(ends.plain[first:last] for first, last in fragments)
    yield f"{mention.label} {offsets}\t{text}", one_line(mention.notes) if mention.notes else ""


def _fragments(text: str, start: int, end: int) -> Spans:
    borders = [start, *(b for m in _BREAK.finditer(text, start, end) for b in m.span()), end]
    return [(a, b) for a, b in zip(borders[::2], borders[1::2], strict=True) if a < b]


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as fault:
        raise ConvertError(f"{file}: not UTF-8 at byte {fault.start}; save it as UTF-8") from None


def _metadata(path: Path) -> dict[str, dict[str, Any]]:
    found = {}
    for number, line in enumerate(_text(path).split("\n") if path.exists() else (), start=1):
        if line.strip():
            try:
                fields = json_value(line)
                found[fields.pop("file_name")] = fields
            except (ValueError, KeyError, TypeError, AttributeError):
                raise ConvertError(f"{path}:{number}: no JSON object with a file_name; mend the line") from None
    return found


def _mentions(path: Path, document: Document, ends: LineEnds, losses: Losses) -> Iterator[tuple[str, Mention]]:
    spans: dict[str, tuple[str, re.Match[str]]] = {}
    notes: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(_text(path).split("\n") if path.exists() else (), start=1):
        where, line = f"{path}:{number}", line.removesuffix("\r")
        if span := _SPAN.fullmatch(line):
            spans[span[1]] = (where, span)
        elif note := _NOTE.fullmatch(line):
            notes[note[1]] = _note(where, note[2], losses)
        elif line.startswith("T"):
            raise ConvertError(f"{where}: {line!r} is no text-bound annotation; mend it")
        elif line.strip():
            losses.add(f"line of kind {line[0]}, for which glaneur has no place")
    for key, (where, span) in spans.items():
        label = known_label(span[2], losses)
        place = _place(where, span, ends, losses)
        if label is not None and place is not None:
            yield where, mention_at(document, label, *place, notes.get(key, {}))


def _place(where: str, span: re.Match[str], ends: LineEnds, losses: Losses) -> tuple[int, int] | None:
    """Offsets of a mention whose fragments only line ends, tabs and spaces keep apart."""
    fragments = [(int(a), int(b)) for a, b in (pair.split() for pair in span[3].split(";"))]
    stands = " ".join(ends.plain[a:b] for a, b in fragments)
    if stands.split() != span[4].split():
        raise ConvertError(f"{where}: the text says {stands!r} there, the annotation {span[4]!r}; mend the offsets")
    if any(ends.plain[b:a].strip() for (_, b), (a, _) in pairwise(fragments)):
        losses.add("mention with a gap: left out, for a mention of glaneur is one stretch")
        return None
    return ends.from_plain(fragments[0][0]), ends.from_plain(fragments[-1][1])


def _note(where: str, written: str, losses: Losses) -> dict[str, Any]:
    try:
        notes = json_value(written)
    except ValueError:
        notes = None
    if isinstance(notes, dict):
        return notes_of(where, notes)
    losses.add("note of an annotator that is no JSON object")
    return {}
