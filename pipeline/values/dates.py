"""From the groups of a date rule to its value.

The groups are named after the classes of `patterns/vocabulary/calendar.jsonl`; which of them matched says what kind
of point it is. An interval has the groups `from` and `to`, whose surfaces are read by the rules for points.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pipeline.patterns.vocabulary import Vocabulary
from pipeline.records import DateModifier, DateValue
from pipeline.values.calendar import Point, point_of, shift, week_of, weekday_near, years_around
from pipeline.values.numbers import NumberReader

Groups = Mapping[str, str | None]

# Two digits of a year: up to this many they are of this century, `12.3.18`.
CENTURY_PIVOT = 50


@dataclass(frozen=True, slots=True)
class Context:
    """What a date is resolved against.

    `today` is the document's date, `year` an explicit year said before in the same sentence, `modifier` what stands
    around the mention, `ahead` and `back` whether the sentence speaks of what is to come or has been.
    """

    today: datetime.date | None = None
    year: int | None = None
    modifier: DateModifier | None = None
    ahead: bool = False
    back: bool = False


class DateReader:
    """Computes the values of date mentions."""

    def __init__(self, vocabulary: Vocabulary, numbers: NumberReader) -> None:
        self._vocabulary = vocabulary
        self._numbers = numbers
        self._kinds: dict[str, Callable[[Groups, Context], DateValue | None]] = {
            "point": self._point,
            "deictic": self._deictic,
            "period": self._period,
            "offset": self._offset,
            "half_month": self._half_month,
            "part_of_period": self._part_of_period,
            "current_month": self._current_month,
        }

    def read(self, kind: str, groups: Groups, context: Context) -> DateValue | None:
        """Give the value of a mention, None where the calendar has no such day (`31 juin`)."""
        try:
            return self._kinds[kind](groups, context)
        except OverflowError:  # it leaves the years 1 to 9999
            return None

    def interval(self, start: Groups, end: Groups, context: Context) -> DateValue | None:
        """Give the value of an interval from the groups of both ends; the first lacks what the second shares."""
        last = self._calendar_point(end)
        first = self._calendar_point(start)
        if start.get("weekday") and first == last == Point():
            return self._weekdays(start, end, context)
        if first.month is None and first.day is not None:
            first = replace(first, month=last.month)
        if first.year is None and last.year is not None:
            first = first.in_year(last.year)
            if (first.month or 0) > (last.month or 12):
                first = first.in_year(last.year - 1)
        if last.year is None and first.year is not None and last.month is not None:
            last = last.in_year(first.year)
        if not (first.exists and last.exists):
            return None
        if last.year is None and (today := context.today):
            first = first.nearest_to(today, _direction(context)) if first.month else first
            last = last.in_year(first.year) if first.year else last.nearest_to(today, _direction(context))
            if first.year and (last.month or 12, last.day or 31) < (first.month or 0, first.day or 0):
                last = last.in_year(first.year + 1)
            first = first if first.year or last.year is None else first.in_year(last.year)
        if not (first.exists and last.exists) or (first.first and last.last and first.first > last.last):
            return None
        return _value(f"{first.edtf}/{last.edtf}", first.first, last.last, context.modifier)

    def _weekdays(self, start: Groups, end: Groups, context: Context) -> DateValue:
        """`lundi à mardi`: the second is resolved like a bare weekday, the first is the last one before it."""
        last = self._bare_weekday(end, context, 0)
        weekday = self._number("weekday", start)
        if last.start is None or weekday is None:
            return last
        first = weekday_near(datetime.date.fromisoformat(last.start), weekday, -1).isoformat()
        return _value(f"{first}/{last.edtf}", first, last.end, context.modifier)

    def weekday_fault(self, groups: Groups, value: DateValue) -> str | None:
        """Say so where the weekday contradicts the date."""
        weekday = groups.get("weekday")
        if not weekday or not value.start or value.start != value.end:
            return None
        day = datetime.date.fromisoformat(value.start)
        if day.weekday() == self._vocabulary.value("weekday", weekday):
            return None
        names = {v: k for k, v in self._vocabulary.table("weekday").items()}
        return f"weekday: {day} is a {names[day.weekday()]}, not a {weekday.lower()}"

    def _number(self, name: str, groups: Groups) -> int | None:
        surface = groups.get(name)
        if not surface:
            return None
        value = self._vocabulary.value(name, surface)
        return value if isinstance(value, int) else None

    def _part(self, groups: Groups) -> DateModifier | None:
        surface = groups.get("part")
        part = self._vocabulary.value("part", surface) if surface else None
        return part if part in ("start", "mid", "end") else None  # type: ignore[return-value]

    def _calendar_point(self, groups: Groups) -> Point:
        day = groups.get("day")
        month_number = next(
            (groups[f"month_number{i}"] for i in ("", "2", "3") if groups.get(f"month_number{i}")), None
        )
        point = Point(
            year=_year(groups),
            month=int(month_number) if month_number else self._number("month", groups),
            day=int(re.sub(r"\D", "", day)) if day else None,
            part=self._number("season", groups),
        )
        if groups.get("year_part"):
            part = (self._number("year_part", groups) or 0) + (self._number("ordinal", groups) or 0)
            point = replace(point, part=part if part in (33, 34, 35, 36, 40, 41) else 41)
        if decade := groups.get("decade_year"):
            point = Point(int(decade), precision=3)
        elif (short := groups.get("decade_digits")) or groups.get("decade"):
            tens = int(short) if short else self._number("decade", groups) or 0
            point = Point(1900 + tens, precision=3)
        century = self._number("century_roman", groups) or self._number("century_word", groups)
        if number := groups.get("century_digits"):
            century = int(number)
        return Point((century - 1) * 100, precision=2) if century else point

    def _point(self, groups: Groups, context: Context) -> DateValue | None:
        point = self._calendar_point(groups)
        if not point.exists:
            return None
        modifier = self._part(groups) or context.modifier
        direction = self._number("direction", groups) or 0
        if point == Point():
            return self._bare_weekday(groups, context, direction)
        if point.year is None:
            if context.today:
                point = self._in_year_of_weekday(groups, point, context.today) or point.nearest_to(
                    context.today, direction or _direction(context)
                )
            elif direction == 0 and context.year is not None:
                point = point.in_year(context.year)
        if not point.exists:  # 29 février, in the year that it was given
            return None
        return _value(point.edtf, point.first, point.last, modifier)

    def _in_year_of_weekday(self, groups: Groups, point: Point, today: datetime.date) -> Point | None:
        """`lundi 19 juin`: of the years around, the nearest in which that day is a Monday."""
        weekday = self._number("weekday", groups)
        if weekday is None or point.day is None or point.month is None:
            return None
        fitting = []
        for year in years_around(today, 2):
            dated = point.in_year(year)
            if dated.exists and (day := datetime.date(year, point.month, point.day)).weekday() == weekday:
                fitting.append((abs((day - today).days), dated))
        return min(fitting, key=lambda pair: pair[0])[1] if fitting else None

    def _bare_weekday(self, groups: Groups, context: Context, direction: int) -> DateValue:
        weekday = self._number("weekday", groups)
        if context.today is None or weekday is None:
            return _value(None, None, None, context.modifier)
        if direction == 0 and weekday == context.today.weekday():
            found = context.today
        else:
            found = weekday_near(context.today, weekday, direction or _direction(context) or -1)
        day = point_of(found, "day")
        return _value(day.edtf, day.first, day.last, context.modifier)

    def _half_month(self, groups: Groups, context: Context) -> DateValue | None:
        whole = self._point(groups, context)
        if whole is None or whole.edtf is None:
            return whole
        first, last = ("01", "15") if self._number("half_month", groups) == 1 else ("16", None)
        last = last or (whole.end or "31")[-2:]
        start, end = (f"{whole.start[:8]}{first}", f"{whole.start[:8]}{last}") if whole.start else (None, None)
        return _value(f"{whole.edtf}-{first}/{whole.edtf}-{last}", start, end, whole.modifier)

    def _current_month(self, groups: Groups, context: Context) -> DateValue | None:
        """`le 12 courant`."""
        if context.today is None:
            return _value(None, None, None, context.modifier)
        point = replace(self._calendar_point(groups), year=context.today.year, month=context.today.month)
        return _value(point.edtf, point.first, point.last, context.modifier) if point.exists else None

    def _part_of_period(self, groups: Groups, context: Context) -> DateValue | None:
        """`second semestre de l’an prochain`."""
        if context.today is None:
            return _value(None, None, None, context.modifier)
        year = context.today.year + (self._number("direction", groups) or 0)
        point = self._calendar_point(groups).in_year(year)
        return _value(point.edtf, point.first, point.last, context.modifier)

    def _deictic(self, groups: Groups, context: Context) -> DateValue | None:
        word = self._vocabulary.value("deictic", groups["deictic"] or "")
        unit, count = str(word).split()
        return self._shifted(unit, int(count), context)

    def _period(self, groups: Groups, context: Context) -> DateValue | None:
        unit = str(self._vocabulary.value("period", groups["period"] or ""))
        modifier = self._part(groups) or context.modifier
        return self._shifted(unit, self._number("direction", groups) or 0, replace(context, modifier=modifier))

    def _offset(self, groups: Groups, context: Context) -> DateValue | None:
        unit = str(self._vocabulary.value("span_unit", groups["span_unit"] or ""))
        count = self._numbers.read(groups["number"] or "")
        if count is None or not isinstance(count, int):
            return None
        sign = -1 if groups.get("ago") else 1
        point_unit = "day" if unit in ("day", "week") else unit
        if groups.get("to_the_day") and context.today:
            day = point_of(shift(context.today, unit, sign * count), "day")
            return _value(day.edtf, day.first, day.last, context.modifier)
        return self._shifted(point_unit, sign * count * (7 if unit == "week" else 1), context)

    def _shifted(self, unit: str, count: int, context: Context) -> DateValue:
        if context.today is None:
            return _value(None, None, None, context.modifier)
        day = shift(context.today, unit, count)
        if unit == "week":
            first, last = week_of(day)
            return _value(f"{first.edtf}/{last.edtf}", first.first, last.last, context.modifier)
        if unit in ("quarter", "half"):
            size, base = (3, 33) if unit == "quarter" else (6, 40)
            point = Point(day.year, part=base + (day.month - 1) // size)
        else:
            point = point_of(day, unit)
        return _value(point.edtf, point.first, point.last, context.modifier)


def _direction(context: Context) -> int:
    """Where a date without a year lies by its context: -1 before the document's date, 1 after it, 0 the nearest."""
    if context.modifier in ("since", "until"):
        return -1 if context.modifier == "since" else 1
    return int(context.ahead) - int(context.back)


def _year(groups: Groups) -> int | None:
    if year := groups.get("year"):
        return int(year)
    if short := groups.get("short_year"):
        return int(short) + (2000 if int(short) <= CENTURY_PIVOT else 1900)
    return None


def _value(edtf: str | None, start: str | None, end: str | None, modifier: DateModifier | None) -> DateValue:
    return DateValue(edtf=edtf, start=start, end=end, modifier=modifier)
