r"""CoNLL-U Plus (https://universaldependencies.org/ext-format.html): one word a line, one IOB2 column a label.

So mentions of different labels may overlap. The white space after a word is kept as UDPipe writes it (`SpaceAfter=No`,
`SpacesAfter=\n`), so that the text comes back whole; what else is known of a mention is JSON in MISC, under its label,
at its first word; what is known of a document is JSON in a comment.
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
    mention_at,
    notes_of,
)
from pipeline.convert.one_line import one_line
from pipeline.convert.tokens import pieces
from pipeline.json_lines import json_value
from pipeline.records import LABELS, Document, Label
from pipeline.surface import Sentences, fold_text

_COLUMNS = ("ID", "FORM", "MISC", *(f"GLANEUR:{label}" for label in LABELS))
_HEADER = f"# global.columns = {' '.join(_COLUMNS)}"
_DOCUMENT = "# glaneur = "
_ESCAPES = {" ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r", "|": "\\p", "\\": "\\\\"}
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})|\\(.)")
_UNESCAPED = {code[1]: character for character, code in _ESCAPES.items()}
# What separates in MISC and in the readers of CoNLL, besides line ends; a single space separates nothing.
_SEPARATORS = "|=\t"


def write(annotations: Annotations, losses: Losses) -> bytes:
    """Write documents as blocks of words, a block a sentence unless a mention goes on in the next one."""
    lines = [_HEADER]
    for document, mentions in annotations.by_document():
        held = [trimmed for mention in mentions if (trimmed := _trimmed(mention, losses))]
        words = _words(document.text, held)
        if not words:
            losses.add("document without a word: left out")
            continue
        lines += [f"# newdoc id = {' '.join(document.id.split())}", _DOCUMENT + one_line(document_fields(document))]
        lines += _blocks(document.text, words, held)
    return "\n".join([*lines, ""]).encode("utf-8")


def read(path: Path, sources: Path | None, losses: Losses) -> Annotations:
    """Read CoNLL-U Plus with our columns."""
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except UnicodeDecodeError as fault:
        raise ConvertError(f"{path}: not UTF-8 at byte {fault.start}; save it as UTF-8") from None
    if lines[0].strip() != _HEADER:
        raise ConvertError(f"{path}:1: the columns are not those of glaneur; the line should be {_HEADER!r}")
    documents: list[_Reading] = []
    for number, line in enumerate(lines[1:], start=2):
        where = f"{path}:{number}"
        if line.startswith("# newdoc"):
            documents.append(_Reading(where, line.partition("=")[2].strip()))
        elif line.startswith(_DOCUMENT) and documents:
            documents[-1].fields = _json(where, line.removeprefix(_DOCUMENT))
        elif line.strip() and not line.startswith("#"):
            if not documents:
                raise ConvertError(f"{where}: a word before any '# newdoc id = …'; add that line")
            documents[-1].add(where, line.split("\t"))
    found = [placed for document in documents for placed in document.mentions()]
    return Annotations.checked((document.document() for document in documents), found)


def _trimmed(mention: Mention, losses: Losses) -> Mention | None:
    """A mention without white space around it."""
    text = mention.text.strip()
    if text == mention.text:
        return mention
    if not text:
        losses.add("mention of white space only: left out")
        return None
    losses.add("mention that begins or ends with white space: without it")
    start = mention.start + len(mention.text) - len(mention.text.lstrip())
    return mention.model_copy(update={"start": start, "end": start + len(text), "text": text})


def _words(text: str, mentions: list[Mention]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in pieces(text, mentions) if not text[start:end].isspace()]


def _blocks(text: str, words: list[tuple[int, int]], mentions: list[Mention]) -> Iterator[str]:
    breaks = {start for start, _ in Sentences(fold_text(text))}
    first_words = {(mention.start, mention.label): mention for mention in mentions}
    inside: dict[str, int] = dict.fromkeys(LABELS, 0)
    number = 0
    for (start, end), (following, _) in pairwise([*words, (len(text), len(text))]):
        if number and start in breaks and all(last <= start for last in inside.values()):
            yield ""
            number = 0
        number += 1
        misc = [f"SpacesBefore={_escape(text[:start])}"] if start == words[0][0] and start else []
        misc += _space_after(text[end:following])
        tags = []
        for label in LABELS:
            mention = first_words.get((start, label))
            if mention is not None:
                inside[label] = mention.end
                misc += [f"{label}={_note(mention)}"] if mention.notes else []
            tags.append("O" if inside[label] <= start else f"I-{label}" if mention is None else f"B-{label}")
        yield "\t".join([str(number), text[start:end], "|".join(misc) or "_", *tags])
    yield ""


def _note(mention: Mention) -> str:
    # Two spaces separate fields for some readers.
    return one_line(mention.notes, escaped=_SEPARATORS).replace("  ", " \\u0020")


def _space_after(space: str) -> list[str]:
    if space == " ":
        return []
    return [f"SpacesAfter={_escape(space)}"] if space else ["SpaceAfter=No"]


def _escape(space: str) -> str:
    return "".join(_ESCAPES.get(c) or (c if c in "\xa0\u202f" else f"\\u{ord(c):04x}") for c in space)


def _unescape(space: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if m[1] else _UNESCAPED.get(m[2], m[0]), space)


class _Reading:
    """A document while its words are read."""

    def __init__(self, where: str, doc_id: str) -> None:
        self.where = where
        self.fields: dict[str, Any] = {"id": doc_id}
        self.text = ""
        self._open: dict[Label, tuple[str, int, int, dict[str, Any]]] = {}
        self._closed: list[tuple[Label, str, int, int, dict[str, Any]]] = []

    def add(self, where: str, columns: list[str]) -> None:
        """Read the line of a word."""
        if len(columns) != len(_COLUMNS):
            raise ConvertError(f"{where}: {len(columns)} columns instead of {len(_COLUMNS)}; mend the line")
        _, form, written, *tags = columns
        misc = dict(part.partition("=")[::2] for part in written.split("|"))
        self.text += _unescape(misc.get("SpacesBefore", ""))
        start, end = len(self.text), len(self.text) + len(form)
        for label, written_tag in zip(LABELS, tags, strict=True):
            tag = written_tag.strip().removesuffix(f"-{label}")
            if tag == "I" and label in self._open:
                place, first, _, notes = self._open[label]
                self._open[label] = (place, first, end, notes)
            elif tag == "O":
                self._close(label)
            elif tag == "B":
                self._close(label)
                self._open[label] = (where, start, end, _notes(where, misc.get(label)))
            else:
                raise ConvertError(f"{where}: {tag!r} for {label} is not O, nor B, nor I after a B or I; mend it")
        after = "" if misc.get("SpaceAfter") == "No" else " "
        self.text += form + (_unescape(misc["SpacesAfter"]) if "SpacesAfter" in misc else after)

    def document(self) -> Document:
        """The document, once all its words are read."""
        return document_of(self.where, {**self.fields, "text": self.text})

    def mentions(self) -> Iterator[tuple[str, Mention]]:
        """Its mentions, with their places."""
        for label in LABELS:
            self._close(label)
        document = self.document()
        for label, where, start, end, notes in self._closed:
            yield where, mention_at(document, label, start, end, notes)

    def _close(self, label: Label) -> None:
        if label in self._open:
            self._closed.append((label, *self._open.pop(label)))


def _notes(where: str, written: str | None) -> dict[str, Any]:
    return {} if written is None else notes_of(where, _json(where, written))


def _json(where: str, written: str) -> Any:
    try:
        return json_value(written)
    except ValueError:
        raise ConvertError(f"{where}: {written!r} is no JSON; mend it, or remove it") from None
