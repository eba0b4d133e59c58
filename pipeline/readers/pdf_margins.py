"""Running headers, footers and page numbers of a PDF: what repeats from page to page at the same place."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from pipeline.readers.pdf_lines import Line

# Rows at the top and at the bottom that may be running ones.
_ROWS = 4
# Right and left pages may differ.
_NEIGHBOURS = (-2, -1, 1, 2)
# In points.
_SAME_PLACE = 1.5
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[-–— ]*[ivxlcdm]{1,7}[-–— ]*", re.IGNORECASE)
# Longer numbers count no pages.
_DIGITS = 5

_Row = list[Line]


def without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Leave out of each page what others have at the same place, numbers counted on, from the outside in."""
    rows = [_rows(page) for page in pages]
    numbers = Counter(
        _page_number(row, at)
        for at, page in enumerate(rows)
        for row in (page if len(page) <= 2 * _ROWS else page[:_ROWS] + page[-_ROWS:])
    )
    del numbers[None]
    kept: list[list[Line]] = []
    for at, page in enumerate(pages):
        running: set[int] = set()
        for edge in (1, -1):
            for row in rows[at][::edge][:_ROWS]:
                if not (numbers[_page_number(row, at)] > 1 or _runs_on(row, at, rows, edge)):
                    break
                running.update(line.order for line in row)
        kept.append([line for line in page if line.order not in running])
    return kept


def _rows(page: list[Line]) -> list[_Row]:
    """The lines that stand upright, by their height, from the top."""
    upright = sorted((line for line in page if line.turn == 0), key=lambda line: (-round(line.base), line.left))
    return [list(row) for _, row in groupby(upright, key=lambda line: round(line.base))]


def _text(row: _Row) -> str:
    return " ".join(line.text for line in row)


def _page_number(row: _Row, at: int) -> tuple[int, int] | None:
    """The place of a row that is but a number, and how far the number is from that of the page."""
    text = _text(row).strip("-–— ")
    return (round(row[0].base), int(text) - at) if text.isdecimal() and len(text) <= _DIGITS else None


def _runs_on(row: _Row, at: int, rows: list[list[_Row]], edge: int) -> bool:
    return any(
        _repeats(row, other, apart)
        for apart in _NEIGHBOURS
        if 0 <= at + apart < len(rows)
        for other in rows[at + apart][::edge][:_ROWS]
    )


def _repeats(row: _Row, other: _Row, pages_on: int) -> bool:
    if abs(row[0].base - other[0].base) > _SAME_PLACE:
        return False
    mine, theirs = _text(row), _text(other)
    if mine == theirs or (_ROMAN.fullmatch(mine) and _ROMAN.fullmatch(theirs)):
        return True
    if _NUMBER.sub("#", mine) != _NUMBER.sub("#", theirs):
        return False
    numbers = zip(_NUMBER.findall(mine), _NUMBER.findall(theirs), strict=True)
    return all(a == b or (max(len(a), len(b)) <= _DIGITS and int(b) - int(a) == pages_on) for a, b in numbers)
