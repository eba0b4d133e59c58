"""ODT: paragraphs, lists, tables, notes and text boxes of the body; deletions that are tracked are left out.

The names are of OpenDocument (ODF 1.3, part 3). Headers, footers and comments are no text of the document. A note
follows the paragraph or the table that calls it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from pipeline.readers.archive import Archive
from pipeline.readers.converted import Converted, ReaderError, day_in, language_in, title_in
from pipeline.readers.paragraphs import Paragraphs
from pipeline.readers.xml_events import Fields, walk

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    **{f"{_ODF}{name}:1.0": name for name in ("office", "text", "table", "style", "meta", "manifest")},
    f"{_ODF}drawing:1.0": "draw",
    f"{_ODF}svg-compatible:1.0": "svg",
    "http://purl.org/dc/elements/1.1/": "dc",
}
# What was deleted, comments, the marks of notes, descriptions of pictures, patterns of indexes, readings of characters.
_UNREAD = frozenset(
    {
        *("text:tracked-changes", "office:annotation", "text:note-citation", "text:ruby-text", "text:script"),
        *("svg:title", "svg:desc", "office:forms", "office:event-listeners", "table:covered-table-cell"),
        *(f"text:{index}-source" for index in ("table-of-content", "illustration-index", "table-index", "user-index")),
        *(f"text:{index}-source" for index in ("alphabetical-index", "bibliography", "object-index")),
    }
)
_PARAGRAPHS = frozenset({"text:p", "text:h"})
_ASIDES = frozenset({"text:note-body", "draw:text-box"})
# As much as a line holds: a number in the file must not become a million spaces.
_MOST_SPACES = 100


def read(data: bytes) -> Converted:
    """Read a document; raises ReaderError."""
    archive = Archive(data)
    if "META-INF/manifest.xml" in archive:
        walk(archive.chunks("META-INF/manifest.xml"), _PREFIXES, _Manifest())
    body = _Body()
    walk(archive.chunks("content.xml"), _PREFIXES, body)
    meta = Fields("dc:title", "meta:creation-date", "dc:language")
    if "meta.xml" in archive:
        with suppress(ReaderError):  # damage there is no reason to lose the text
            walk(archive.chunks("meta.xml"), _PREFIXES, meta)
    return Converted(
        body.paragraphs.text(),
        title_in(meta.found.get("dc:title")),
        day_in(meta.found.get("meta:creation-date")),
        language_in(meta.found.get("dc:language")),
    )


class _Manifest:
    """Looks whether the document is encrypted."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "manifest:encryption-data":
            raise ReaderError("protected by a password; save it without one")

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...


class _Body:
    """Follows the running text."""

    def __init__(self) -> None:
        self.paragraphs = Paragraphs()
        self._in_text = self._unread = self._paragraphs_open = 0
        self._style = ""
        self._raising: set[str] = set()
        self._spans: list[bool] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._unread or name in _UNREAD:
            self._unread += 1
        elif name == "office:text":
            self._in_text += 1
        elif name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:text-properties" and _raises(attributes.get("style:text-position", "")):
            self._raising.add(self._style)
        elif not self._in_text:
            return
        elif name in _PARAGRAPHS:
            self._paragraphs_open += 1
        elif name == "text:span":
            self._spans.append(attributes.get("text:style-name") in self._raising)
        elif name == "text:s":
            count = attributes.get("text:c", "1")
            self.paragraphs.write_lines(" " * min(_MOST_SPACES, int(count) if count.isdecimal() else 1))
        elif name in ("text:tab", "text:line-break"):
            self.paragraphs.write_lines("\t" if name == "text:tab" else "\n")
        elif name in _ASIDES:
            self.paragraphs.begin_aside()
        elif name == "table:table-row":
            self.paragraphs.begin_row()

    def end(self, name: str) -> None:
        if self._unread:
            self._unread -= 1
        elif not self._in_text:
            return
        elif name == "office:text":
            self._in_text -= 1
        elif name in _PARAGRAPHS:
            self._paragraphs_open -= 1
            self.paragraphs.end()
        elif name == "text:span":
            self._spans.pop()
        elif name in _ASIDES:
            self.paragraphs.end_aside()
        elif name == "table:table-cell":
            self.paragraphs.end_cell()
        elif name == "table:table-row":
            self.paragraphs.end_row()

    def data(self, text: str) -> None:
        if self._paragraphs_open and not self._unread:
            raised = bool(self._spans) and self._spans[-1]
            (self.paragraphs.write_raised if raised else self.paragraphs.write)(text)


def _raises(position: str) -> bool:
    """Whether `super 58%` or `33% 58%`, not `sub …`, `-33% …` or `0% …`."""
    height = position.partition(" ")[0]
    return height == "super" or (height[:1].isdecimal() and height != "0%")
