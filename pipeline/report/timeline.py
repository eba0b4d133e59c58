"""When: the dates in bins of a month, a year, a decade or a century."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.records import DateRecord, DateValue
from pipeline.report.documents import Place, ReportedDocument, located

Edge = Literal["before", "after"]

# More bins than this make bars too thin to tell apart.
_MOST_BINS = 60
# One date in twelve at either end may lie outside the bins, so that old dates do not flatten the recent years.
_TAIL = 12
# A label at every so many bins, the first that leaves few enough of them.
_MOST_TICKS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """A length of time: the number of the one that a day (YYYY-MM-DD) lies in, its name, and where labels may stand."""

    number: Callable[[str], int]
    name: Callable[[int], str]
    every: tuple[int, ...]


STEPS = (
    Step(lambda day: 12 * int(day[:4]) + int(day[5:7]) - 1, lambda n: f"{n // 12:04}-{n % 12 + 1:02}", (1, 3, 6, 12)),
    Step(lambda day: int(day[:4]), lambda n: f"{n:04}", (1, 2, 5, 10)),
    Step(lambda day: int(day[:3]), lambda n: f"{10 * n:04}–{10 * n + 9:04}", (1, 2, 5, 10)),
    Step(lambda day: int(day[:2]), lambda n: f"{100 * n:04}–{100 * n + 99:04}", (1, 2, 5, 10)),
)


@dataclass(frozen=True, slots=True)
class Bin:
    """Dates that begin in one stretch of time: those that end there too, and those that go on.

    With an edge, the bin holds all that begins before it ends, or after it begins. `tick` says that it bears a label.
    """

    name: str
    edge: Edge | None
    within: tuple[Place, ...]
    longer: tuple[Place, ...]
    tick: bool = True

    @property
    def places(self) -> tuple[Place, ...]:
        """All of them, in the order of the documents."""
        return tuple(sorted(self.within + self.longer, key=lambda place: (place.document, place.mentions)))


@dataclass(frozen=True, slots=True)
class Timeline:
    """All bins from the first to the last, empty ones too, and the dates that have no place in time."""

    bins: tuple[Bin, ...]
    unknown: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Dated:
    first: str
    last: str
    place: Place


def timeline(documents: Sequence[ReportedDocument]) -> Timeline:
    """Put every date into the bin that it begins in; one with an open beginning, into that of its end."""
    dated, unknown = [], []
    for place, record in located(documents):
        if isinstance(record, DateRecord):
            ends = _ends(record.value)
            if ends:
                dated.append(_Dated(*ends, place))
            else:
                unknown.append(place)
    return Timeline(tuple(_bins(dated)), tuple(unknown))


def _ends(value: DateValue) -> tuple[str, str] | None:
    first, last = value.start or value.end, value.end or value.start
    return (first, last) if first and last else None


def _bins(dates: Sequence[_Dated]) -> list[Bin]:
    if not dates:
        return []
    firsts = sorted(date.first for date in dates)
    tail = len(firsts) // _TAIL
    low, high = firsts[tail], firsts[-1 - tail]
    step = next((s for s in STEPS if s.number(high) - s.number(low) < _MOST_BINS), STEPS[-1])
    first, last = step.number(low), step.number(high)
    by_bin: dict[int, list[_Dated]] = defaultdict(list)
    for date in dates:
        by_bin[min(max(step.number(date.first), first - 1), last + 1)].append(date)
    every = next((n for n in step.every if last - first < n * _MOST_TICKS), step.every[-1])
    before = [_bin(step, first - 1, by_bin[first - 1], "before")] if by_bin[first - 1] else []
    after = [_bin(step, last + 1, by_bin[last + 1], "after")] if by_bin[last + 1] else []
    # The edges bear labels: those beside them stand as far off as from one another.
    ticks = range(first - 1 + every if before else first, last + 2 - every if after else last + 1)
    bins = (
        _bin(step, number, by_bin[number], None, number in ticks and number % every == 0)
        for number in range(first, last + 1)
    )
    return [*before, *bins, *after]


def _bin(step: Step, number: int, dates: Sequence[_Dated], edge: Edge | None, tick: bool = True) -> Bin:
    within = tuple(date.place for date in dates if step.number(date.first) == step.number(date.last))
    longer = tuple(date.place for date in dates if step.number(date.first) != step.number(date.last))
    return Bin(step.name(number), edge, within, longer, tick)
