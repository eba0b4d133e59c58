"""Paragraphs as they come in from a file's markup: text, line breaks, cells, notes, raised numbers."""

from __future__ import annotations

import re

from pipeline.readers.converted import writable

# A tab or a line break between cells would be read as a space: `3 | juillet` are two things, `3⏎juillet` is one.
CELLS = " | "
_SPACING = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(r" {2,}")
_AROUND_LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_BLANK_LINES = re.compile(r"\n{2,}")

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A raised number behind one of these is a power; another calls a note, and glued to its word it would only be misread.
_HAS_POWERS = re.compile(r"(?<!\w)(?:[kcdhm]?m|s|10)\Z")
_CALL = re.compile(r"[\[(]?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*[\])]?|[*†‡]{1,3}|[\[(][a-z]{1,2}[\])]")


def raised(before: str, text: str) -> str:
    """What to write for raised text: a power in its own characters, nothing for a note's call, else the text."""
    mark = text.strip()
    if mark.isdecimal() and mark.isascii() and _HAS_POWERS.search(before[-4:]):
        return mark.translate(SUPERSCRIPTS)
    return "" if _CALL.fullmatch(mark) else text


class Paragraphs:
    """Collects a text. Each call takes time in proportion to what it is given, however deep the markup."""

    def __init__(self) -> None:
        self._paragraphs: list[str] = []
        self._pieces: list[str] = []
        # Paragraphs that a note or a box interrupts, and what these hold until the paragraph ends.
        self._interrupted: list[list[str]] = []
        self._held: list[str] = []
        self._rows: list[_Row] = []

    def write(self, text: str) -> None:
        """Add text to the paragraph; white space is as good as a space."""
        self._pieces.append(_SPACING.sub(" ", text))

    def write_lines(self, text: str) -> None:
        """Add text whose line breaks stand."""
        self._pieces.append(text.replace("\r\n", "\n").replace("\r", "\n"))

    def write_raised(self, text: str) -> None:
        """Add what stands above the line."""
        self.write(raised("".join(piece[-4:] for piece in self._pieces[-4:]), text))

    def end(self) -> None:
        """End the paragraph, if there is one; blank lines within make several."""
        text = _SPACES.sub(" ", writable("".join(self._pieces)))
        self._pieces.clear()
        target = self._held if self._interrupted else self._paragraphs
        lines = _AROUND_LINE_BREAK.sub("\n", text).strip()
        target.extend(paragraph for paragraph in _BLANK_LINES.split(lines) if paragraph)
        if not self._interrupted and not self._rows:
            self._release()

    def begin_aside(self) -> None:
        """Begin what stands apart from the running text, as a note or a box: it follows its paragraph or table."""
        self._interrupted.append(self._pieces)
        self._pieces = []

    def end_aside(self) -> None:
        """Go on with the paragraph."""
        if self._interrupted:
            self.end()
            self._pieces = self._interrupted.pop()

    def begin_row(self) -> None:
        """Begin a row of a table."""
        self.end()
        if self._rows:
            self._rows[-1].plain = False
        if not self._interrupted:
            self._rows.append(_Row(len(self._paragraphs)))

    def end_cell(self) -> None:
        """End a cell; a row in which one has several paragraphs is no line of a table but their frame."""
        self.end()
        if self._rows and not self._interrupted:
            row = self._rows[-1]
            row.plain &= len(self._paragraphs) - row.cell <= 1
            row.cell = len(self._paragraphs)

    def end_row(self) -> None:
        """End a row: one paragraph, where its cells are."""
        self.end_cell()
        if self._rows and not self._interrupted:
            row = self._rows.pop()
            if row.plain and len(self._paragraphs) > row.start + 1:
                self._paragraphs[row.start :] = [CELLS.join(self._paragraphs[row.start :])]
            if not self._rows:
                self._release()

    def text(self) -> str:
        """All paragraphs, with a blank line between them."""
        while self._interrupted:
            self.end_aside()
        self._rows.clear()
        self.end()
        return "\n\n".join(self._paragraphs)

    def _release(self) -> None:
        self._paragraphs += self._held
        self._held.clear()


class _Row:
    def __init__(self, start: int) -> None:
        self.start = self.cell = start
        self.plain = True
