"""Points and stretches of the calendar: EDTF strings with their first and last day.

EDTF is the Library of Congress' Extended Date/Time Format (https://www.loc.gov/standards/datetime/): `2018-09`,
`199X`, `18XX`, `2021-21` (spring), `2021-33` (first quarter), `2021-40` (first half), `XXXX-09-07`, `A/B`.
"""

from __future__ import annotations

import calendar
import datetime
from typing import NamedTuple

# First and last month of the parts of a year, by EDTF code; winter begins in December of the year before or of the
# year itself, so its days are left open.
_PART_MONTHS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip
UNKNOWN_YEAR = "XXXX"


class Point(NamedTuple):
    """A day, month, part of a year (`part`, an EDTF code), year, decade or century.

    `precision` counts the digits of the year that are known: 4, or 3 for a decade, 2 for a century.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: int | None = None
    precision: int = 4

    @property
    def exists(self) -> bool:
        """Whether the calendar has such a point: `31 juin` and `29 février 2019` are none."""
        if self.year is not None and not datetime.MINYEAR <= self.year <= datetime.MAXYEAR:
            return False
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None or self.month is None:
            return self.day is None
        return 1 <= self.day <= calendar.monthrange(self.year or 2000, self.month)[1]

    @property
    def edtf(self) -> str:
        """The point in EDTF."""
        if self.year is None:
            text = UNKNOWN_YEAR
        else:
            text = f"{self.year:04d}"[: self.precision] + "X" * (4 - self.precision)
        for field in (self.part, self.month, self.day):
            if field is not None:
                text += f"-{field:02d}"
        return text

    @property
    def first(self) -> str | None:
        """First day, ISO 8601, None if unknown."""
        if self.year is None:
            return None
        if self.part is not None:
            months = _PART_MONTHS.get(self.part)
            return f"{self.year:04d}-{months[0]:02d}-01" if months else None
        year = self.year - self.year % 10 ** (4 - self.precision)
        return f"{year:04d}-{self.month or 1:02d}-{self.day or 1:02d}"

    @property
    def last(self) -> str | None:
        """Last day, ISO 8601, None if unknown."""
        if self.year is None:
            return None
        month = self.month or 12
        if self.part is not None:
            months = _PART_MONTHS.get(self.part)
            if months is None:
                return None
            month = months[1]
        span = 10 ** (4 - self.precision)
        year = self.year - self.year % span + span - 1
        return f"{year:04d}-{month:02d}-{self.day or calendar.monthrange(year, month)[1]:02d}"

    def in_year(self, year: int) -> Point:
        """The same point in a given year."""
        return self._replace(year=year)

    def nearest_to(self, day: datetime.date, direction: int = 0) -> Point:
        """Give a yearless point the year that brings it nearest to `day`; -1 looks back only, 1 ahead only."""
        month, monthday = self.month, self.day or 15
        if self.part is not None:
            month = sum(_PART_MONTHS.get(self.part, (12, 13))) // 2
        if month is None or self.year is not None:
            return self
        years = []
        for year in years_around(day, 1):
            last = calendar.monthrange(year, month)[1]
            distance = (datetime.date(year, month, min(monthday, last)) - day).days
            whole_month_now = self.day is None and abs(distance) < 31
            if self.in_year(year).exists and (direction * distance >= 0 or whole_month_now):
                years.append((abs(distance), year))
        return self.in_year(min(years)[1]) if years else self


def years_around(day: datetime.date, distance: int) -> range:
    """The years up to so many before and after a day, within the calendar."""
    return range(max(datetime.MINYEAR, day.year - distance), min(datetime.MAXYEAR, day.year + distance) + 1)


def point_of(day: datetime.date, unit: str) -> Point:
    """The day, month or year that holds `day`; a week is given as its Monday's day by `week_of` instead."""
    if unit == "year":
        return Point(day.year)
    if unit == "month":
        return Point(day.year, day.month)
    return Point(day.year, day.month, day.day)


def shift(day: datetime.date, unit: str, count: int) -> datetime.date:
    """Move a day by so many days, weeks, months, years; the day of the month is kept where it exists.

    Raises OverflowError where the result leaves the years 1 to 9999.
    """
    if unit in ("day", "week"):
        return day + datetime.timedelta(days=count * (7 if unit == "week" else 1))
    months = (
        day.year * 12 + day.month - 1 + count * {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}[unit]
    )
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"{day} moved by {count} {unit} leaves the calendar")
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_of(day: datetime.date) -> tuple[Point, Point]:
    """Monday and Sunday of the week that holds `day`."""
    monday = day - datetime.timedelta(days=day.weekday())
    return point_of(monday, "day"), point_of(monday + datetime.timedelta(days=6), "day")


def weekday_near(day: datetime.date, weekday: int, direction: int) -> datetime.date:
    """The weekday (0 Monday) before (-1) or after (1) `day`, or within three days of it (0)."""
    ahead = (weekday - day.weekday()) % 7
    if direction > 0:
        return day + datetime.timedelta(days=ahead or 7)
    if direction < 0:
        return day - datetime.timedelta(days=(7 - ahead) % 7 or 7)
    return day + datetime.timedelta(days=ahead if ahead <= 3 else ahead - 7)
