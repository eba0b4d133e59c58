"""Bins: each row has the dates of one document, as `start/end`, and the bins as `name within+longer`."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.report.timeline import Bin, timeline
from tests.report.documents import reported, written


def dates(*intervals: str) -> str:
    """Dates by start and end; an end left out is open, and the same day where there is no slash."""
    marked = []
    for interval in intervals:
        start, slash, end = interval.partition("/")
        marked.append(f"[[x|DATE start={start or 'null'}; end={(end if slash else start) or 'null'}]]")
    return " ".join(marked)


def shown(bins: tuple[Bin, ...]) -> list[str]:
    edges = {None: "", "before": "to ", "after": "from "}
    return [f"{edges[b.edge]}{b.name} {len(b.within)}+{len(b.longer)}" for b in bins]


def empty(starts: range) -> list[str]:
    return [f"{start}–{start + starts.step - 1} 0+0" for start in starts]


@pytest.mark.parametrize(
    ("intervals", "bins"),
    [
        ([], []),
        (["2019-03-05"], ["2019-03 1+0"]),
        (["2019-03-05", "2019-05-01/2019-05-31"], ["2019-03 1+0", "2019-04 0+0", "2019-05 1+0"]),
        (["2019-03-05/2019-04-02"], ["2019-03 0+1"]),  # it goes on after the bin that it begins in
        (["2019-12-31", "2020-01-01"], ["2019-12 1+0", "2020-01 1+0"]),
        (["2019-03-05/"], ["2019-03 1+0"]),  # open: where it begins
        (["/2019-03-05"], ["2019-03 1+0"]),  # open: where it ends
        (["2015-01-01", "2019-12-31"], [f"{2015 + n // 12}-{n % 12 + 1:02} {int(n in (0, 59))}+0" for n in range(60)]),
        (["2014-12-31", "2019-12-31"], ["2014 1+0", "2015 0+0", "2016 0+0", "2017 0+0", "2018 0+0", "2019 1+0"]),
        (["1945-06-26", "2005-01-01"], ["1940–1949 1+0", *empty(range(1950, 2000, 10)), "2000–2009 1+0"]),
        # Of twelve dates or more, one in twelve at either end may lie outside.
        (["1648-10-24", *["2019-03-05"] * 10, "2024-01-01"], ["to 2019-02 1+0", "2019-03 10+0", "from 2019-04 1+0"]),
        (["1000-01-01", "1950-01-01"], ["1000–1099 1+0", *empty(range(1100, 1900, 100)), "1900–1999 1+0"]),
    ],
)  # fmt: skip
def test_bins(intervals: list[str], bins: list[str]) -> None:
    assert shown(timeline([reported(dates(*intervals))]).bins) == bins


def test_every_date_is_somewhere_once() -> None:
    drawn = timeline([reported(dates("2019-03-05", "/", "1200-01-01/1299-12-31")), reported(dates("2020-01-01"))])
    assert sorted(" ".join(written(b.places) for b in drawn.bins).split()) == ["0:0", "0:2", "1:0"]
    assert written(drawn.unknown) == "0:1"


def test_labels_are_few_and_apart() -> None:
    years = [f"{year}-01-01" for year in range(1970, 2020) for _ in range(2)]
    bins = timeline([reported(dates("1800-01-01", *years, "2600-01-01"))]).bins
    ticks = [number for number, bin_ in enumerate(bins) if bin_.tick]
    assert len(ticks) <= 14
    assert min(after - before for before, after in pairwise(ticks)) >= 5
    assert [bins[number].name for number in ticks[1:-1]] == [str(year) for year in range(1980, 2011, 5)]
