"""A corpus cut into consecutive ranges, each enough work for a task; texts stay where they are, if they are in files.

The first ranges are small, so that a small corpus keeps many workers busy, and each is as long as a certain part of all
that comes before it, up to a limit, so that a large corpus makes no more of them than can be handled: some 330 for a
gigabyte, 32,000 for a terabyte. Where the cuts are depends on the sources alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from pipeline import corpus, lines
from pipeline.corpus import File, Item, Many

Range = tuple[Item | Many, ...]

# Bytes of a range.
_LEAST, _MOST = 250_000, 32_000_000
# A range is this part of what comes before it.
_SHARE = 64
# Opening a file is work, whatever it holds; this counts as so many bytes.
_OVERHEAD = 200


def cut(found: Iterable[Item | Many]) -> Iterator[Range]:
    """Yield consecutive ranges of what `corpus.walk` found."""
    before, filled = 0, 0
    range_: list[Item | Many] = []

    def missing() -> int:
        return min(max(before // _SHARE, _LEAST), _MOST) - filled

    for piece, size in _pieces(found, missing):
        range_.append(piece)
        filled += size + _OVERHEAD
        if missing() <= 0:
            yield tuple(range_)
            before, filled, range_ = before + filled, 0, []
    if range_:
        yield tuple(range_)


def _pieces(found: Iterable[Item | Many], missing: Callable[[], int]) -> Iterator[tuple[Item | Many, int]]:
    for one in found:
        if isinstance(one, Many):
            for stretch, size in lines.cut(one.file.path, missing):
                yield replace(one, stretch=stretch), size
        else:
            yield one, corpus.size(one)


def unfold(range_: Range) -> Iterator[Item]:
    """Yield what there is to read in a range."""
    return chain.from_iterable(map(corpus.unfold, range_))


def files(range_: Range) -> Iterator[str]:
    """The paths of the files that a range is read from."""
    for found in range_:
        match found:
            case Many():
                yield found.file.path
            case File():
                yield found.path
