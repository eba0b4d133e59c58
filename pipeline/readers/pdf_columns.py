"""The lines of a PDF page in reading order: columns from left to right, tables row by row.

Lines that cross the gutter between two columns cut the page into bands; in each band the left side is read before the
right one. Cells of a table stand beside each other too: the order in which the file draws, and how full the lines are,
tell them from columns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from statistics import median

from pipeline.readers.pdf_lines import Line

# Fewer lines on a side make no column.
_LINES = 3
# A gutter in heights of letters; each side has so much of the width.
_GUTTER, _SIDE = 0.5, 0.2
# Lines of columns fill them.
_FILLED = 0.75
# Drawn column by column, with a box or a note between: so often the side may change.
_CHANGES = 3
# Columns in columns in columns are a table.
_DEPTH = 4
# Stretches that are drawn out of place: boxes, notes. More of them, and the file draws in no order at all.
_STRETCHES = 50

Column = list[Line]


def reading_order(page: list[Line]) -> list[Column]:
    """The columns of a page one after another; text that is turned comes after what stands upright."""
    columns: list[Column] = []
    for turn in sorted({line.turn for line in page}):
        columns += _columns([line for line in page if line.turn == turn], _DEPTH)
    return columns


def _columns(lines: list[Line], depth: int) -> list[Column]:
    gutter = _gutter(lines) if depth else None
    if gutter is None:
        return [_in_order(lines)] if lines else []
    columns: list[Column] = []
    across: list[Line] = []
    for is_across, band in _bands(lines, *gutter):
        left = [line for line in band if line.right <= gutter[0]]
        right = [line for line in band if line.left >= gutter[1]]
        if is_across or not _are_columns(left, right):
            across += band
            continue
        columns += [_in_order(across)] if across else []
        across = []
        columns += _columns(left, depth - 1) + _columns(right, depth - 1)
    return columns + ([_in_order(across)] if across else [])


def _gutter(lines: list[Line]) -> tuple[float, float] | None:
    """Between which places two columns are parted: where most lines end before or begin behind."""
    if len(lines) < 2 * _LINES:
        return None
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    width = median(line.size for line in lines) * _GUTTER
    first, last = lefts[0], rights[-1]
    best, place = (0, 0), None
    for end in rights:
        if not _SIDE <= (end - first) / max(1.0, last - first) <= 1 - _SIDE:
            continue
        before, behind = bisect_right(rights, end), len(lines) - bisect_left(lefts, end + width)
        if min(before, behind) >= _LINES and (min(before, behind), before + behind) > best:
            best, place = (min(before, behind), before + behind), (end, end + width)
    return place


def _bands(lines: list[Line], end: float, begin: float) -> list[tuple[bool, list[Line]]]:
    """Stretches of the page from the top, each of lines that cross the gutter or of lines that do not."""
    bands: list[tuple[bool, list[Line]]] = []
    for line in sorted(lines, key=lambda line: (-line.base, line.left)):
        is_across = not (line.right <= end or line.left >= begin)
        if not bands or bands[-1][0] != is_across:
            bands.append((is_across, []))
        bands[-1][1].append(line)
    return bands


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    if min(len(left), len(right)) < _LINES:
        return False
    sides = [side for _, side in sorted([(line.order, 0) for line in left] + [(line.order, 1) for line in right])]
    if sum(one != other for one, other in pairwise(sides)) <= _CHANGES:
        return True
    return all(_fill(side) >= _FILLED for side in (left, right))


def _fill(lines: list[Line]) -> float:
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return median(line.right - line.left for line in lines) / max(1.0, width)


def _in_order(lines: list[Line]) -> Column:
    """Lines as the file draws them, but those that it draws out of place, which go where they stand."""
    stretches: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.order):
        if not stretches or line.base > stretches[-1][0].base + line.size / 2:
            stretches.append([])
        stretches[-1].append(line)
    if len(stretches) > _STRETCHES:
        return sorted(lines, key=lambda line: (-line.base, line.left))
    ordered: list[Line] = []
    for stretch in sorted(stretches, key=lambda stretch: -stretch[0].base):
        top = stretch[0].base
        at = next((index for index, line in enumerate(ordered) if line.base < top), len(ordered))
        ordered[at:at] = stretch
    return ordered
