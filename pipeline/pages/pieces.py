"""A text cut at the borders of its spans, so that spans that nest or cross can be marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")


def pieces(text: str, spans: Iterable[tuple[int, int, T]]) -> Iterator[tuple[str, list[T]]]:
    """Yield each piece of the text with what covers it, in the order of `spans`; they are (start, end, what).

    `"".join(piece for piece, _ in pieces(text, spans)) == text`.
    """
    opening: dict[int, list[tuple[int, T]]] = defaultdict(list)
    borders = {0, len(text)}
    for start, end, what in spans:
        if start < end:
            opening[start].append((end, what))
            borders |= {start, end}
    covering: list[tuple[int, T]] = []
    for start, after in pairwise(sorted(borders)):
        covering = [(end, what) for end, what in covering if end > start] + opening[start]
        yield text[start:after], [what for _, what in covering]
