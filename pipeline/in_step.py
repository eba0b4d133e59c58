"""Several pieces of work in step: each does its first stage, then each its second, and so on.

What a stage needs, its automata and tables, stays in the caches of the processor from one document to the next.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TypeVar

T = TypeVar("T")
# Work that pauses between its stages.
Stages = Generator[None, None, T]


def in_step(works: Iterable[Stages[T]]) -> list[T]:
    """Do all works in step; give their results in their order. What one raises ends them all."""
    results: dict[int, T] = {}
    under_way = list(enumerate(works))
    while under_way:
        paused = []
        for number, work in under_way:
            try:
                next(work)
            except StopIteration as end:
                results[number] = end.value
            else:
                paused.append((number, work))
        under_way = paused
    return [results[number] for number in sorted(results)]


def by_itself(work: Stages[T]) -> T:
    """Do one work without pause."""
    return in_step([work])[0]
