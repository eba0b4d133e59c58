"""DOCX: paragraphs, lists, tables, notes and text boxes of the body; deletions that are tracked are left out.

The names are of Office Open XML (ECMA-376, part 1, chapter 17). Headers, footers and comments are no text of the
document. A note follows the paragraph or the table that calls it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from contextlib import suppress

from pipeline.readers.archive import Archive
from pipeline.readers.converted import Converted, ReaderError, day_in, language_in, title_in
from pipeline.readers.paragraphs import Paragraphs
from pipeline.readers.xml_events import Fields, walk

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",  # "strict" documents
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
}
# What is deleted, moved away, a field's code, or the same again for old programs.
_UNREAD = frozenset({"w:del", "w:moveFrom", "w:instrText", "w:delText", "w:delInstrText", "mc:Fallback", "w:rt"})
_CHARACTERS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}
_OFF = frozenset({"0", "false", "off"})


def read(data: bytes) -> Converted:
    """Read a document; raises ReaderError."""
    archive = Archive(data)
    package = _Relations("", archive)
    main = package.named("officeDocument") or "word/document.xml"
    relations = _Relations(main, archive)
    notes: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        part = relations.named(f"{kind}s")
        if part and part in archive:
            walk(archive.chunks(part), _PREFIXES, _Notes(kind, notes))
    body = _Body(notes)
    walk(archive.chunks(main), _PREFIXES, body)
    properties = Fields("dc:title", "dcterms:created", "dc:language")
    core = package.named("core-properties")
    if core and core in archive:
        with suppress(ReaderError):  # damage there is no reason to lose the text
            walk(archive.chunks(core), _PREFIXES, properties)
    found = properties.found
    return Converted(
        body.paragraphs.text(),
        title_in(found.get("dc:title")),
        day_in(found.get("dcterms:created")),
        language_in(found.get("dc:language")),
    )


class _Relations:
    """The parts that a part names, by their kind."""

    def __init__(self, part: str, archive: Archive) -> None:
        self._folder = posixpath.dirname(part)
        self._targets: dict[str, str] = {}
        relations = posixpath.join(self._folder, "_rels", posixpath.basename(part) + ".rels")
        if relations in archive:
            walk(archive.chunks(relations), _PREFIXES, self)
        elif not part:
            raise ReaderError("no DOCX document; save it anew as .docx")

    def named(self, kind: str) -> str | None:
        return self._targets.get(kind)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "rel:Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.join("/", self._folder, attributes.get("Target", ""))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self._targets.setdefault(kind, posixpath.normpath(target).lstrip("/"))

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...


class _Body:
    """Follows the running text."""

    def __init__(self, notes: dict[str, str]) -> None:
        self.paragraphs = Paragraphs()
        self._notes = notes
        self._unread = 0
        self._in_text = self._raised = self._hidden = self._goes_on = False
        self._properties = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("w:rPr", "w:pPr"):
            self._properties += 1
        elif self._properties:
            self._property(name, attributes)
        elif self._unread or name in _UNREAD:
            self._unread += 1
        elif name in _CHARACTERS:
            self.paragraphs.write_lines("" if self._hidden else _CHARACTERS[name])
        elif name in ("w:t", "m:t"):
            self._in_text = True
        elif name == "w:r":
            self._raised = self._hidden = False
        elif name == "w:tr":
            self.paragraphs.begin_row()
        elif name == "w:txbxContent":
            self.paragraphs.begin_aside()
        elif name in ("w:footnoteReference", "w:endnoteReference"):
            self._note(name[2 : -len("Reference")] + attributes.get("w:id", ""))

    def end(self, name: str) -> None:
        if name in ("w:rPr", "w:pPr"):
            self._properties -= 1
        elif self._properties:
            return
        elif self._unread:
            self._unread -= 1
        elif name in ("w:t", "m:t"):
            self._in_text = False
        elif name == "w:p":
            if not self._goes_on:
                self.paragraphs.end()
            self._goes_on = False
        elif name == "w:tc":
            self.paragraphs.end_cell()
        elif name == "w:tr":
            self.paragraphs.end_row()
        elif name == "w:txbxContent":
            self.paragraphs.end_aside()

    def data(self, text: str) -> None:
        if self._in_text and not self._unread and not self._hidden:
            (self.paragraphs.write_raised if self._raised else self.paragraphs.write)(text)

    def _property(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("w:val", "")
        if name == "w:vertAlign":
            self._raised = value == "superscript"
        elif name == "w:vanish":
            self._hidden = value not in _OFF
        elif name == "w:del":  # the end of the paragraph is deleted: it goes on in the next one
            self._goes_on = True

    def _note(self, key: str) -> None:
        if note := self._notes.pop(key, None):  # once, however often it is called
            self.paragraphs.begin_aside()
            self.paragraphs.write_lines(note)
            self.paragraphs.end_aside()


class _Notes(_Body):
    """Reads the notes: each is a small text of its own."""

    def __init__(self, kind: str, notes: dict[str, str]) -> None:
        super().__init__({})
        self._kind, self._read, self._key = kind, notes, ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == f"w:{self._kind}":
            self.paragraphs = Paragraphs()
            # Lines that part the notes from the text have a type.
            self._key = "" if attributes.get("w:type") else self._kind + attributes.get("w:id", "")
        super().start(name, attributes)

    def end(self, name: str) -> None:
        super().end(name)
        if name == f"w:{self._kind}" and self._key:
            self._read[self._key] = self.paragraphs.text()
