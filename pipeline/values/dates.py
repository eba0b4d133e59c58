"""From the groups of a date rule to its value.

An interval has the groups `from` and `to`, whose surfaces are read by the rules for points.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

from pipeline.patterns.vocabulary import Vocabulary
from pipeline.records import DateValue
from pipeline.values.calendar import Point, point_of, weekday_near, years_around
from pipeline.values.numbers import NumberReader
from pipeline.values.points import Context, Groups, PointReader
from pipeline.values.relative_dates import RelativeDates


class DateReader:
    """Computes the values of date mentions."""

    def __init__(self, vocabulary: Vocabulary, numbers: NumberReader) -> None:
        self._vocabulary = vocabulary
        self._points = PointReader(vocabulary, numbers)
        self._relative = RelativeDates(vocabulary, numbers, self._points)
        self._kinds = {"point": self._point, "half_month": self._half_month, **self._relative.kinds}
        # What the value of a rule may be.
        self.kinds = frozenset({*self._kinds, "interval"})
        # The same few dates stand again and again.
        self._read_once = lru_cache(maxsize=1 << 14)(self._read)

    def read(self, kind: str, groups: Groups, context: Context) -> DateValue | None:
        """Give the value of a mention, None where the calendar has no such day (`31 juin`)."""
        return self._read_once(kind, tuple(groups.items()), context)

    def _read(self, kind: str, items: tuple[tuple[str, str | None], ...], context: Context) -> DateValue | None:
        try:
            return self._kinds[kind](dict(items), context)
        except OverflowError:  # it leaves the years 1 to 9999
            return None

    def interval(self, start: Groups, end: Groups, context: Context) -> DateValue | None:
        """Give the value of an interval from the groups of both ends; the first lacks what the second shares.

        None where the calendar has no such days.
        """
        try:
            return self._interval(start, end, context)
        except OverflowError:
            return None

    def _interval(self, start: Groups, end: Groups, context: Context) -> DateValue | None:
        last = self._points.point(end)
        first = self._points.point(start)
        if start.get("weekday") and first == last == Point():
            return self._weekdays(start, end, context)
        if first.month is None and first.day is not None:
            first = first._replace(month=last.month)
        if first.year is None and last.year is not None:
            first = first.in_year(last.year)
            if (first.month or 0) > (last.month or 12):
                first = first.in_year(last.year - 1)
        if last.year is None and first.year is not None and last.month is not None:
            last = last.in_year(first.year)
            if first.month and (last.month, last.day or 31) < (first.month, first.day or 0):
                last = last.in_year(first.year + 1)
        if not (first.exists and last.exists):
            return None
        if last.year is None and (today := context.today):
            first = first.nearest_to(today, context.direction) if first.month else first
            last = last.in_year(first.year) if first.year else last.nearest_to(today, context.direction)
            if first.year and (last.month or 12, last.day or 31) < (first.month or 0, first.day or 0):
                last = last.in_year(first.year + 1)
            first = first if first.year or last.year is None else first.in_year(last.year)
        if not (first.exists and last.exists) or (first.first and last.last and first.first > last.last):
            return None
        return context.value_between(first, last)

    def _weekdays(self, start: Groups, end: Groups, context: Context) -> DateValue:
        """`lundi à mardi`: the second is resolved like a bare weekday, the first is the last one before it."""
        last = self._relative.bare_weekday(end, context, 0)
        weekday = self._points.number("weekday", start)
        if last.start is None or weekday is None:
            return last
        to = datetime.date.fromisoformat(last.start)
        return context.value_between(point_of(weekday_near(to, weekday, -1), "day"), point_of(to, "day"))

    def weekday_fault(self, groups: Groups, value: DateValue) -> str | None:
        """Say so where the weekday contradicts the date."""
        weekday = groups.get("weekday") or groups.get("weekday_short")
        if not weekday or not value.start or value.start != value.end:
            return None
        day = datetime.date.fromisoformat(value.start)
        if day.weekday() == self._points.weekday(groups):
            return None
        names = {v: k for k, v in self._vocabulary.table("weekday").items()}
        return f"weekday: {day} is a {names[day.weekday()]}, not a {weekday.lower()}"

    def _point(self, groups: Groups, context: Context) -> DateValue | None:
        point = self._points.point(groups)
        if not point.exists:
            return None
        context = context._replace(modifier=self._points.part(groups) or context.modifier)
        direction = self._points.number("direction", groups) or 0
        if point == Point():
            return self._relative.bare_weekday(groups, context, direction)
        if direction and context.today is None:
            return context.unresolved
        if point.year is None:
            if context.today:
                point = self._in_year_of_weekday(groups, point, context.today) or point.nearest_to(
                    context.today, direction or context.direction
                )
            elif direction == 0 and context.year is not None:
                point = point.in_year(context.year)
        if not point.exists:  # 29 février, in the year that it was given
            return None
        return context.value_of(point)

    def _in_year_of_weekday(self, groups: Groups, point: Point, today: datetime.date) -> Point | None:
        """`lundi 19 juin`: of the years around, the nearest in which that day is a Monday."""
        weekday = self._points.weekday(groups)
        if weekday is None or point.day is None or point.month is None:
            return None
        fitting = []
        for year in years_around(today, 2):
            dated = point.in_year(year)
            if dated.exists and (day := datetime.date(year, point.month, point.day)).weekday() == weekday:
                fitting.append((abs((day - today).days), dated))
        return min(fitting, key=lambda pair: pair[0])[1] if fitting else None

    def _half_month(self, groups: Groups, context: Context) -> DateValue | None:
        """`première quinzaine de juin`: the first fifteen days, or the others."""
        whole = self._point(groups, context)
        if whole is None or whole.edtf is None:
            return whole
        first, last = (
            ("01", "15") if self._points.number("half_month", groups) == 1 else ("16", (whole.end or "31")[-2:])
        )
        start, end = (f"{whole.start[:8]}{first}", f"{whole.start[:8]}{last}") if whole.start else (None, None)
        edtf = f"{whole.edtf}-{first}/{whole.edtf}-{last}"
        return DateValue(edtf=edtf, start=start, end=end, modifier=whole.modifier)
