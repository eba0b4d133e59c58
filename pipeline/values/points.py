"""From the groups of a date rule to a point of the calendar, and what it is resolved against.

The groups are named after the classes of `patterns/vocabulary/calendar.jsonl`; which of them matched says what kind
of point it is.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.patterns.vocabulary import Vocabulary
from pipeline.records import DateModifier, DateValue
from pipeline.values.calendar import Point, point_of
from pipeline.values.numbers import NumberReader

Groups = Mapping[str, str | None]

# Two digits of a year: up to this many they are of this century, `12.3.18`.
CENTURY_PIVOT = 50


class Context(NamedTuple):
    """What a date is resolved against.

    `today` is the document's date, `year` an explicit year said before in the same sentence, `modifier` what stands
    around the mention, `ahead` and `back` whether the sentence speaks of what is to come or has been; `budget_month` is
    the first month of a budget year, where the text tells.
    """

    today: datetime.date | None = None
    year: int | None = None
    modifier: DateModifier | None = None
    ahead: bool = False
    back: bool = False
    budget_month: int | None = None

    @property
    def direction(self) -> int:
        """Where a date without a year lies: -1 before the document's date, 1 after it, 0 the nearest."""
        if self.modifier == "until":
            return 1
        return int(self.ahead) - int(self.back)

    @property
    def unresolved(self) -> DateValue:
        """The value of a relative date in a document without one."""
        return DateValue(edtf=None, start=None, end=None, modifier=self.modifier)

    def value_of(self, point: Point) -> DateValue:
        """The value of a resolved point; raises OverflowError where it leaves the years 1 to 9999."""
        _require(point)
        return DateValue(edtf=point.edtf, start=point.first, end=point.last, modifier=self.modifier)

    def value_of_day(self, day: datetime.date) -> DateValue:
        """The value of a day."""
        return self.value_of(point_of(day, "day"))

    def value_between(self, first: Point, last: Point) -> DateValue:
        """The value of an interval with both ends; raises OverflowError where one leaves the years 1 to 9999."""
        _require(first)
        _require(last)
        edtf = f"{first.edtf}/{last.edtf}"
        return DateValue(edtf=edtf, start=first.first, end=last.last, modifier=self.modifier)


def _require(point: Point) -> None:
    if not point.exists:
        raise OverflowError(f"{point} is not in the calendar")


class PointReader:
    """Reads the groups of a rule."""

    def __init__(self, vocabulary: Vocabulary, numbers: NumberReader) -> None:
        self._vocabulary = vocabulary
        self._numbers = numbers

    def number(self, name: str, groups: Groups) -> int | None:
        """The value of a class that a rule names, where it is an integer."""
        surface = groups.get(name)
        if not surface:
            return None
        value = self._vocabulary.value(name, surface)
        return value if isinstance(value, int) else None

    def month(self, groups: Groups) -> int | None:
        """1 to 12."""
        return self.number("month", groups) or self.number("month_short", groups)

    def day(self, groups: Groups) -> int | None:
        """1 to 31, from digits or words."""
        day = groups.get("day")
        return int(re.sub(r"\D", "", day)) if day else self.number("day_word", groups)

    def weekday(self, groups: Groups) -> int | None:
        """0 Monday to 6 Sunday."""
        full = self.number("weekday", groups)
        return full if full is not None else self.number("weekday_short", groups)

    def year(self, groups: Groups) -> int | None:
        """In four digits, two, or words."""
        if year := groups.get("year") or groups.get("old_year"):
            return int(year)
        if short := groups.get("short_year"):
            return int(short) + (2000 if int(short) <= CENTURY_PIVOT else 1900)
        if words := groups.get("year_word"):
            year_number = self._numbers.read(re.sub(r"(?i)^mil\b|(?<=deux )mil\b", "mille", words))
            return year_number if isinstance(year_number, int) else None
        return None

    def part(self, groups: Groups) -> DateModifier | None:
        """Whether the mention begins with `début`, `mi-` or `fin`."""
        surface = groups.get("part")
        part = self._vocabulary.value("part", surface) if surface else None
        return part if part in ("start", "mid", "end") else None  # type: ignore[return-value]

    def point(self, groups: Groups) -> Point:
        """All that the groups say of a point; empty for a weekday."""
        month_number = next(
            (groups[f"month_number{i}"] for i in ("", "2", "3") if groups.get(f"month_number{i}")), None
        )
        point = Point(
            year=self.year(groups),
            month=int(month_number) if month_number else self.month(groups),
            day=self.day(groups),
            part=self.number("season", groups),
        )
        if groups.get("year_part"):
            part = (self.number("year_part", groups) or 0) + (self.number("ordinal", groups) or 0)
            point = point._replace(part=part if part in (33, 34, 35, 36, 40, 41) else 41)
        if decade := groups.get("decade_year"):
            point = Point(int(decade), precision=3)
        elif (short := groups.get("decade_digits")) or groups.get("decade"):
            tens = int(short) if short else self.number("decade", groups) or 0
            point = Point(1900 + tens, precision=3)
        century = self.number("century_roman", groups) or self.number("century_word", groups)
        if number := groups.get("century_digits"):
            century = int(number)
        return Point((century - 1) * 100, precision=2) if century else point
