"""One-to-one matching of two sets of mentions on half-open code-point offsets.

Touching spans do not overlap. Exact pairs come first; what is left is paired by overlap, the largest first.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from pipeline.records import Label
from pipeline.surface import fold_text


class Span(Protocol):
    """What is matched: a labelled stretch of a document."""

    @property
    def doc_id(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> Label: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


A = TypeVar("A", bound=Span)
B = TypeVar("B", bound=Span)


@dataclass(frozen=True, slots=True)
class Pair(Generic[A, B]):
    """A mention of each side; None where the other side has none."""

    left: A | None
    right: B | None

    @property
    def exact(self) -> bool:
        """Whether both stand at the same place under the same label."""
        return (
            self.left is not None
            and self.right is not None
            and (self.left.start, self.left.end, self.left.label)
            == (self.right.start, self.right.end, self.right.label)
        )


def match(left: Iterable[A], right: Iterable[B]) -> list[Pair[A, B]]:
    """Pair the mentions of each document and label; every mention is in exactly one pair."""
    groups: dict[tuple[str, Label], tuple[list[A], list[B]]] = defaultdict(lambda: ([], []))
    for a in left:
        groups[a.doc_id, a.label][0].append(a)
    for b in right:
        groups[b.doc_id, b.label][1].append(b)
    return [pair for key in sorted(groups) for pair in _match_group(*groups[key])]


def match_over_labels(left: Iterable[A], right: Iterable[B]) -> list[Pair[A, B]]:
    """As `match`; then what it leaves alone is paired with what overlaps it under another label."""
    pairs = match(left, right)
    alone: dict[str, tuple[list[A], list[B]]] = defaultdict(lambda: ([], []))
    for pair in pairs:
        if pair.right is None and pair.left is not None:
            alone[pair.left.doc_id][0].append(pair.left)
        elif pair.left is None and pair.right is not None:
            alone[pair.right.doc_id][1].append(pair.right)
    both = [pair for pair in pairs if pair.left is not None and pair.right is not None]
    return both + [pair for key in sorted(alone) for pair in _match_group(*alone[key])]


def _match_group(left: Sequence[A], right: Sequence[B]) -> list[Pair[A, B]]:
    left, right = sorted(left, key=_order), sorted(right, key=_order)
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    pairs: list[Pair[A, B]] = []
    for _, i, j in sorted(_overlaps(left, right)):
        if i in free_left and j in free_right:
            free_left.remove(i)
            free_right.remove(j)
            pairs.append(Pair(left[i], right[j]))
    pairs += [Pair(left[i], None) for i in free_left] + [Pair(None, right[j]) for j in free_right]
    return sorted(pairs, key=_place)


def _overlaps(left: Sequence[Span], right: Sequence[Span]) -> Iterator[tuple[tuple[bool, int], int, int]]:
    """Yield (distance, index in `left`, index in `right`) of all that overlap; both stand in the order of starts."""
    first = 0
    for i, a in enumerate(left):
        while first < len(right) and right[first].end <= a.start:
            first += 1
        for j in range(first, len(right)):
            b = right[j]
            if b.start >= a.end:
                break
            if a.start < b.end:
                yield _distance(a, b), i, j


def _distance(a: Span, b: Span) -> tuple[bool, int]:
    """Exact first, then by how much they share."""
    return (a.start, a.end) != (b.start, b.end), max(a.start, b.start) - min(a.end, b.end)


def _order(span: Span) -> tuple[int, int, Label]:
    return span.start, span.end, span.label


def _place(pair: Pair[A, B]) -> tuple[int, int, Label]:
    span: Span | None = pair.left if pair.left is not None else pair.right
    assert span is not None
    return _order(span)


def wrong_fields(vouched: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """The fields of `vouched` that `found` does not have so; apostrophes and the last digits of fractions are free."""
    return sorted(key for key, value in vouched.items() if key not in found or not _same(value, found[key]))


def _same(a: object, b: object) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return a == b or fold_text(a) == fold_text(b)
    if isinstance(a, float) or isinstance(b, float):
        return isinstance(a, (int, float)) and isinstance(b, (int, float)) and math.isclose(a, b, rel_tol=1e-3)
    return a == b
