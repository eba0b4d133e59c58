"""The text of a page, or of one part of it, as paragraphs."""

from __future__ import annotations

from pipeline.readers.html_main import is_unseen
from pipeline.readers.paragraphs import Paragraphs

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary "
    "table tbody tfoot thead ul".split()
)
_CELLS = frozenset({"td", "th"})
# A note's call and its link, a power, an ordinal's ending: what is longer is text in small letters.
_LONGEST_RAISED = 12


class Writer:
    """Follows a page and writes the text of a part (the whole for None) without some elements, all by their numbers."""

    def __init__(self, part: int | None, left_out: frozenset[int]) -> None:
        self.paragraphs = Paragraphs()
        self._left_out = left_out
        self._part = part
        self._depth = self._count = self._preformatted = 0
        # Depths at which an element that is not written began, and the part that is.
        self._unwritten_at: int | None = None
        self._part_at: int | None = -1 if part is None else None
        self._raised: list[str] | None = None
        self._raised_at = 0
        self._is_call = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        number = self._count
        self._count += 1
        self._depth += 1
        if number == self._part:
            self._part_at = self._depth
        if self._unwritten_at is not None:
            return
        if number in self._left_out or is_unseen(tag, attributes):
            self._unwritten_at = self._depth
            self.paragraphs.write(" ")
        elif self._part_at is not None:
            self._begin(tag, attributes)

    def data(self, text: str) -> None:
        """Write text."""
        if self._unwritten_at is not None or self._part_at is None:
            return
        if self._raised is not None:
            self._raised.append(text)
        elif self._preformatted:
            self.paragraphs.write_lines(text)
        else:
            self.paragraphs.write(text)

    def end(self, tag: str) -> None:
        """End an element."""
        if self._unwritten_at is None and self._part_at is not None:
            self._end(tag)
        if self._unwritten_at == self._depth:
            self._unwritten_at = None
        if self._part_at == self._depth:
            self.paragraphs.end()
            self._part_at = None
        self._depth -= 1

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sup" and self._raised is None:
            self._raised, self._raised_at, self._is_call = [], self._depth, False
        elif tag == "a" and attributes.get("role") == "doc-noteref":
            self._raised = [] if self._raised is None else self._raised
            self._raised_at, self._is_call = self._depth, True
        elif tag == "a" and self._raised is not None:
            self._is_call |= attributes.get("href", "").startswith("#")
        elif tag == "br":
            self.paragraphs.write_lines("\n")
        elif tag == "tr":
            self._lower()
            self.paragraphs.begin_row()
        elif tag in _BLOCKS:
            self._lower()
            self.paragraphs.end()
            self._preformatted += tag == "pre"

    def _end(self, tag: str) -> None:
        if self._raised is not None and self._depth == self._raised_at:
            self._lower()
        elif tag in _CELLS:
            self._lower()
            self.paragraphs.end_cell()
        elif tag == "tr":
            self.paragraphs.end_row()
        elif tag in _BLOCKS:
            self._lower()
            self.paragraphs.end()
            self._preformatted -= tag == "pre"

    def _lower(self) -> None:
        """Write what was raised."""
        if self._raised is None:
            return
        text = "".join(self._raised)
        self._raised = None
        if len(text) > _LONGEST_RAISED:
            self.paragraphs.write(text)
        elif not self._is_call:
            self.paragraphs.write_raised(text)
