"""One-to-one matching of two sets of mentions on half-open code-point offsets.

Touching spans do not overlap. Exact pairs come first; what is left is paired by overlap, the largest first.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
        """Whether both stand at the same place."""
        return (
            self.left is not None
            and self.right is not None
            and (self.left.start, self.left.end) == (self.right.start, self.right.end)
        )


def match(left: Iterable[A], right: Iterable[B]) -> list[Pair[A, B]]:
    """Pair the mentions of each document and label; every mention is in exactly one pair."""
    groups: dict[tuple[str, Label], tuple[list[A], list[B]]] = defaultdict(lambda: ([], []))
    for a in left:
        groups[a.doc_id, a.label][0].append(a)
    for b in right:
        groups[b.doc_id, b.label][1].append(b)
    return [pair for key in sorted(groups) for pair in _match_group(*groups[key])]


def _match_group(left: Sequence[A], right: Sequence[B]) -> list[Pair[A, B]]:
    overlaps = sorted(
        (_distance(a, b), i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if a.start < b.end and b.start < a.end
    )
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    pairs: list[Pair[A, B]] = []
    for _, i, j in overlaps:
        if i in free_left and j in free_right:
            free_left.remove(i)
            free_right.remove(j)
            pairs.append(Pair(left[i], right[j]))
    pairs += [Pair(left[i], None) for i in free_left] + [Pair(None, right[j]) for j in free_right]
    return sorted(pairs, key=_place)


def _distance(a: Span, b: Span) -> tuple[bool, int]:
    """Exact first, then by how much they share."""
    return (a.start, a.end) != (b.start, b.end), max(a.start, b.start) - min(a.end, b.end)


def _place(pair: Pair[A, B]) -> tuple[int, int]:
    span: Span | None = pair.left if pair.left is not None else pair.right
    assert span is not None
    return span.start, span.end


def wrong_fields(vouched: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """The fields of `vouched` that `found` does not have so; apostrophes and the last digits of fractions are free."""
    return sorted(key for key, value in vouched.items() if key not in found or not _same(value, found[key]))


def _same(a: object, b: object) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return fold_text(a) == fold_text(b)
    if isinstance(a, float) or isinstance(b, float):
        return isinstance(a, (int, float)) and isinstance(b, (int, float)) and math.isclose(a, b, rel_tol=1e-3)
    return a == b
