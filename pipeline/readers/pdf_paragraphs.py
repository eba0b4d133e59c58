"""The lines of a PDF as paragraphs.

A paragraph ends where the distance to the next line is wider than usual, where the size of the letters changes, at an
indentation, a bullet, or a line that is left unfinished; it goes on over columns and pages. Small print stands apart:
it follows the paragraph that it interrupts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from pipeline.readers.paragraphs import CELLS
from pipeline.readers.pdf_lines import Line

# Letters so much smaller than those of the text are of a note or a caption; so much larger or smaller is another style.
_SMALL, _OTHER_SIZE = 0.92, 0.08
# Line distances and indentations, compared with the usual distance and with the size of the letters.
_WIDE, _INDENTED = 1.2, 0.8
# A line that ends so far before its column does is unfinished, even without a full stop.
_UNFINISHED = 0.4
_ENDS = (".", "!", "?", ":", ";", "»", "”", "…")
_BULLET = re.compile(r"[•▪■◦●○➢–—-]\s")
_ENUMERATED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)°]\s")
_NOTE = re.compile(r"(?:\d{1,3}|[*†])\s?(?=[^\W\d_])")
_STARTS_NEW_ONE = (_BULLET, _ENUMERATED)

Column = Sequence[Line]


def paragraphs(pages: Sequence[Sequence[Column]]) -> str:
    """The text of pages, each of columns in reading order."""
    columns = [column for page in pages for column in page]
    body = _usual(line.size for line in chain.from_iterable(columns) for _ in line.text)
    flow = _Flow(_usual_distances(columns))
    small = _Flow(flow.distances)
    written: list[str] = []
    for column in columns:
        right = max((line.right for line in column), default=0.0)
        left = min((line.left for line in column), default=0.0)
        for line in column:
            if line.size < _SMALL * body:
                small.add(line, column, left, right)
            elif flow.add(line, column, left, right):
                written += [*flow.finished(), *small.all()]
    return "\n\n".join([*written, *flow.all(), *small.all()])


class _Flow:
    """Lines that become paragraphs."""

    def __init__(self, distances: dict[int, float]) -> None:
        self.distances = distances
        self._paragraphs: list[list[str]] = []
        self._last: Line | None = None
        self._column: Column | None = None
        self._right = 0.0
        self._first: Line | None = None
        self._has_cells = False

    def add(self, line: Line, column: Column, left: float, right: float) -> bool:
        """Add a line; say whether it begins a paragraph."""
        last, same_column = self._last, column is self._column
        begins = True
        if last is not None and self._first is not None:
            if same_column and _beside(last, line):
                self._paragraphs[-1].append(CELLS + line.text)
                self._has_cells, begins = True, False
            elif same_column:
                begins = self._breaks(last, line, left)
            else:
                begins = not self._goes_on(last, line)
        if begins:
            self._paragraphs.append([line.text])
            self._first, self._has_cells = line, False
        elif last is not None and not (same_column and _beside(last, line)):
            self._paragraphs[-1].append("\n" + line.text)
        self._last, self._column, self._right = line, column, right
        return begins

    def finished(self) -> Iterator[str]:
        """Give the paragraphs before the last one, and forget them."""
        finished, self._paragraphs = self._paragraphs[:-1], self._paragraphs[-1:]
        return map("".join, finished)

    def all(self) -> Iterator[str]:
        """Give all paragraphs, and forget them."""
        finished, self._paragraphs, self._last, self._first = self._paragraphs, [], None, None
        return map("".join, finished)

    def _breaks(self, last: Line, line: Line, left: float) -> bool:
        """Whether a paragraph ends between two lines of a column."""
        distance = last.base - line.base
        usual = self.distances.get(_key(last), last.size * _WIDE)
        if not 0 < distance <= _WIDE * usual or _differ(last, line):
            return True
        if self._has_cells and line.left < last.left - last.size:
            return True
        if last.text.endswith("-") and line.text[:1].islower():
            return False
        ended = last.text.endswith(_ENDS)
        if _BULLET.match(line.text) or (ended and (_ENUMERATED.match(line.text) or _NOTE.match(line.text))):
            return True
        first_of_item = self._first is last and any(start.match(last.text) for start in _STARTS_NEW_ONE)
        if line.left - last.left > _INDENTED * line.size and not first_of_item and ended:
            return True
        room = self._right - last.right
        if room <= line.first_word + last.size / 2:
            return False
        return ended or (not line.text[:1].islower() and room > _UNFINISHED * (self._right - left))

    def _goes_on(self, last: Line, line: Line) -> bool:
        """Whether a paragraph goes on in the next column or on the next page."""
        if _differ(last, line) or self._has_cells or any(start.match(line.text) for start in _STARTS_NEW_ONE):
            return False
        if last.text.endswith("-") or line.text[:1].islower():
            return not last.text.endswith((".", "!", "?"))
        return not last.text.endswith(_ENDS) and self._right - last.right <= line.first_word + last.size


def _beside(last: Line, line: Line) -> bool:
    return line.left >= last.right and line.base > last.base - last.size / 2


def _differ(last: Line, line: Line) -> bool:
    return abs(last.size - line.size) > _OTHER_SIZE * last.size or last.turn != line.turn


def _key(line: Line) -> int:
    return round(line.size * 2)


def _usual_distances(columns: Sequence[Column]) -> dict[int, float]:
    """The distance between lines that is most common for each size of letters, in half points."""
    found: dict[int, Counter[float]] = {}
    for column in columns:
        for last, line in pairwise(column):
            distance = last.base - line.base
            if _key(last) == _key(line) and last.size / 2 < distance < 3 * last.size:
                found.setdefault(_key(line), Counter())[round(distance * 2) / 2] += 1
    return {key: min(counter, key=lambda d: (-counter[d], d)) for key, counter in found.items()}


def _usual(sizes: Iterator[float]) -> float:
    counter = Counter(round(size * 2) / 2 for size in sizes)
    return min(counter, key=lambda size: (-counter[size], size)) if counter else 0.0
