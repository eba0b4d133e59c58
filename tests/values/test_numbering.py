"""Years of numbers, and contradictions."""

from __future__ import annotations

import pytest

from pipeline.patterns.collection import Patterns

NUMBERS = [
    ("unsc", "1373", 2001, None, None),
    ("unsc", "1373", 2002, None, "year: UNSC adopted 1373 in 2001, not in 2002"),
    ("unsc", "1386", 2001, None, None),  # the last of its year
    ("unsc", "1387", 2002, None, None),  # the first of the next
    ("unsc", "9999", 2040, None, None),  # still to come
    ("unsc", "9999", 2001, None, "year: UNSC adopted 9999 after 2024, not in 2001"),
    ("unga", "60/288", 2006, None, None),
    ("unga", "60/288", 2008, None, "year: UNGA adopted 60/288 in 2005 or 2006, not in 2008"),
    ("unga", "217 A", 1948, "III", None),
    ("unga", "217 A", 1958, "III", "year: UNGA adopted 217 A in 1948 or 1949, not in 1958"),
    ("unga", "ES-11/1", 2022, None, None),  # special sessions have no year of their own
    ("hrc", "16/18", 2011, None, None),
    ("hrc", "16/18", 2009, None, "year: HRC adopted 16/18 in 2011, not in 2009"),
    ("wha", "WHA64.9", 2010, None, "year: WHA adopted WHA64.9 in 2011, not in 2010"),
    ("iaea", "GC(55)/RES/9", 2011, None, None),
    ("icao", "A39-18", 2016, None, None),
    ("icao", "A39-18", 2019, None, "year: ICAO adopted A39-18 in 2016, not in 2019"),
    ("icao", "A12-5", 1959, None, None),  # sessions that the patterns do not know
    ("imo", "MSC.228", 2006, "82", None),
    ("ecosoc", "2004/20", 2004, None, None),
]


@pytest.mark.parametrize(("entity", "number", "year", "session", "fault"), NUMBERS)
def test_years_of_numbers(
    patterns: Patterns, entity: str, number: str, year: int, session: str | None, fault: str | None
) -> None:
    reader = patterns.resolution_reader
    (adopter,) = [a for a in reader.adopters if a.entity == entity]
    assert reader.year_fault(adopter, {"number": number, "session": session}, year) == fault
