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
# The value of `trimestre` in the class `year_part`.
_QUARTER = 32


@dataclass(frozen=True, slots=True)
class Context:
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


class DateReader:
    """Computes the values of date mentions."""

    def __init__(self, vocabulary: Vocabulary, numbers: NumberReader) -> None:
        self._vocabulary = vocabulary
        self._numbers = numbers
        self._more = re.compile(vocabulary.expand("{number} {span_unit}"), re.IGNORECASE)
        self._kinds: dict[str, Callable[[Groups, Context], DateValue | None]] = {
            "point": self._point,
            "deictic": self._deictic,
            "period": self._period,
            "offset": self._offset,
            "half_month": self._half_month,
            "part_of_period": self._part_of_period,
            "current_month": self._current_month,
            "weekday_of_week": self._weekday_of_week,
            "weekday_in": self._weekday_in,
            "weekday_day": self._weekday_day,
            "nth_weekday": self._nth_weekday,
            "nth_of": self._nth_of,
            "day_of_month": self._day_of_month,
            "this_day": lambda groups, context: self._shifted("day", 0, context),
            "budget_part": self._budget_part,
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
            if first.month and (last.month, last.day or 31) < (first.month, first.day or 0):
                last = last.in_year(first.year + 1)
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
        weekday = groups.get("weekday") or groups.get("weekday_short")
        if not weekday or not value.start or value.start != value.end:
            return None
        day = datetime.date.fromisoformat(value.start)
        if day.weekday() == self._weekday(groups):
            return None
        names = {v: k for k, v in self._vocabulary.table("weekday").items()}
        return f"weekday: {day} is a {names[day.weekday()]}, not a {weekday.lower()}"

    def _number(self, name: str, groups: Groups) -> int | None:
        surface = groups.get(name)
        if not surface:
            return None
        value = self._vocabulary.value(name, surface)
        return value if isinstance(value, int) else None

    def _month(self, groups: Groups) -> int | None:
        return self._number("month", groups) or self._number("month_short", groups)

    def _day(self, groups: Groups) -> int | None:
        day = groups.get("day")
        return int(re.sub(r"\D", "", day)) if day else self._number("day_word", groups)

    def _weekday(self, groups: Groups) -> int | None:
        full = self._number("weekday", groups)
        return full if full is not None else self._number("weekday_short", groups)

    def _year(self, groups: Groups) -> int | None:
        if year := groups.get("year") or groups.get("old_year"):
            return int(year)
        if short := groups.get("short_year"):
            return int(short) + (2000 if int(short) <= CENTURY_PIVOT else 1900)
        if words := groups.get("year_word"):
            year_number = self._numbers.read(re.sub(r"(?i)^mil\b|(?<=deux )mil\b", "mille", words))
            return year_number if isinstance(year_number, int) else None
        return None

    def _part(self, groups: Groups) -> DateModifier | None:
        surface = groups.get("part")
        part = self._vocabulary.value("part", surface) if surface else None
        return part if part in ("start", "mid", "end") else None  # type: ignore[return-value]

    def _calendar_point(self, groups: Groups) -> Point:
        month_number = next(
            (groups[f"month_number{i}"] for i in ("", "2", "3") if groups.get(f"month_number{i}")), None
        )
        point = Point(
            year=self._year(groups),
            month=int(month_number) if month_number else self._month(groups),
            day=self._day(groups),
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
        if direction and context.today is None:
            return _value(None, None, None, modifier)
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
        weekday = self._weekday(groups)
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

    def _weekday_of_week(self, groups: Groups, context: Context) -> DateValue | None:
        """`vendredi de la semaine prochaine`."""
        weekday = self._weekday(groups)
        if context.today is None or weekday is None:
            return _value(None, None, None, context.modifier)
        week = shift(context.today, "week", self._number("direction", groups) or 0)
        return _day(week + datetime.timedelta(days=weekday - week.weekday()), context.modifier)

    def _weekday_in(self, groups: Groups, context: Context) -> DateValue | None:
        """`lundi en huit`: a week, or two, after the next one."""
        weekday = self._weekday(groups)
        if context.today is None or weekday is None:
            return _value(None, None, None, context.modifier)
        weeks = 1 if groups["weeks"] == "huit" else 2
        return _day(shift(weekday_near(context.today, weekday, 1), "week", weeks), context.modifier)

    def _weekday_day(self, groups: Groups, context: Context) -> DateValue | None:
        """`mercredi 13`: the nearest month in which that day is a Wednesday."""
        weekday, day = self._weekday(groups), self._day(groups)
        if context.today is None or weekday is None or day is None:
            return _value(None, None, None, context.modifier)
        fitting = []
        for count in range(-12, 13):
            month = shift(context.today.replace(day=1), "month", count)
            if Point(month.year, month.month, day).exists and (found := month.replace(day=day)).weekday() == weekday:
                fitting.append((abs((found - context.today).days), found))
        return _day(min(fitting)[1], context.modifier) if fitting else None

    def _nth_weekday(self, groups: Groups, context: Context) -> DateValue | None:
        """`premier vendredi de juillet`, `dernier lundi du mois prochain`."""
        month, weekday = self._month_spoken_of(groups, context), self._weekday(groups)
        rank = self._number("rank", groups)
        if month is None or month.first is None or month.last is None or weekday is None or rank is None:
            return _value(None, None, None, context.modifier)
        if rank > 0:
            first = datetime.date.fromisoformat(month.first)
            found = first + datetime.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (rank - 1))
        else:
            last = datetime.date.fromisoformat(month.last)
            found = last - datetime.timedelta(days=(last.weekday() - weekday) % 7)
        return _day(found, context.modifier) if found.isoformat() <= month.last else None

    def _nth_of(self, groups: Groups, context: Context) -> DateValue | None:
        """`dernier jour d’octobre 2015`, `première semaine de 2027`: the first seven days."""
        period = self._month_spoken_of(groups, context)
        rank = self._number("rank", groups)
        if period is None or period.first is None or period.last is None or rank is None:
            return _value(None, None, None, context.modifier)
        size = 7 if groups["rank_unit"] == "semaine" else 1
        if rank > 0:
            first = datetime.date.fromisoformat(period.first) + datetime.timedelta(days=size * (rank - 1))
        else:
            first = datetime.date.fromisoformat(period.last) - datetime.timedelta(days=size - 1)
        if size == 1:
            return _day(first, context.modifier)
        start, end = first.isoformat(), (first + datetime.timedelta(days=size - 1)).isoformat()
        return _value(f"{start}/{end}", start, end, context.modifier)

    def _budget_part(self, groups: Groups, context: Context) -> DateValue | None:
        """`deuxième trimestre de l’exercice 2022-2023`: months from the first of the budget year."""
        year, rank = self._year(groups), self._number("ordinal", groups)
        if context.budget_month is None or year is None or rank is None:
            return _value(None, None, None, context.modifier)
        size = 3 if self._number("year_part", groups) == _QUARTER else 6
        first = shift(datetime.date(year, context.budget_month, 1), "month", size * (rank - 1))
        start, end = point_of(first, "month"), point_of(shift(first, "month", size - 1), "month")
        return _value(f"{start.edtf}/{end.edtf}", start.first, end.last, context.modifier)

    def _month_spoken_of(self, groups: Groups, context: Context) -> Point | None:
        """The month or year of `… de juillet 2019`, `… de ce mois`, `… du mois prochain`."""
        point = self._calendar_point(groups)
        if point.month is None and point.year is None:
            if context.today is None:
                return None
            return point_of(shift(context.today, "month", self._number("direction", groups) or 0), "month")
        if point.year is None and context.today:
            return point.nearest_to(context.today, _direction(context))
        return point

    def _day_of_month(self, groups: Groups, context: Context) -> DateValue | None:
        """`le 20 du mois prochain`."""
        month, day = self._month_spoken_of({"direction": groups.get("direction")}, context), self._day(groups)
        if month is None:
            return _value(None, None, None, context.modifier)
        point = replace(month, day=day)
        return _value(point.edtf, point.first, point.last, context.modifier) if point.exists else None

    def _offset(self, groups: Groups, context: Context) -> DateValue | None:
        """`il y a deux ans`, `dans 8 semaines et 2 jours`."""
        parts = [(groups["number"] or "", groups["span_unit"] or "")]
        parts += [(more["number"], more["span_unit"]) for more in self._more.finditer(groups.get("more") or "")]
        sign = -1 if groups.get("ago") else 1
        steps: list[tuple[str, int]] = []
        for number, span_unit in parts:
            count = self._numbers.read(number)
            if not isinstance(count, int):
                return None
            steps.append((str(self._vocabulary.value("span_unit", span_unit)), sign * count))
        unit, count = steps[0]
        if context.today and (groups.get("to_the_day") or len(steps) > 1):
            day = context.today
            for step in steps:
                day = shift(day, *step)
            return _day(day, context.modifier)
        return self._shifted("day" if unit == "week" else unit, count * (7 if unit == "week" else 1), context)

    def _shifted(self, unit: str, count: int, context: Context) -> DateValue:
        if context.today is None:
            return _value(None, None, None, context.modifier)
        day = shift(context.today, unit, count)
        if unit == "week":
            first, last = week_of(day)
            return _value(f"{first.edtf}/{last.edtf}", first.first, last.last, context.modifier)
        if unit == "decade":
            point = Point(day.year - day.year % 10, precision=3)
        elif unit in ("quarter", "half"):
            size, base = (3, 33) if unit == "quarter" else (6, 40)
            point = Point(day.year, part=base + (day.month - 1) // size)
        else:
            point = point_of(day, unit)
        return _value(point.edtf, point.first, point.last, context.modifier)


def _direction(context: Context) -> int:
    """Where a date without a year lies by its context: -1 before the document's date, 1 after it, 0 the nearest."""
    if context.modifier == "until":
        return 1
    return int(context.ahead) - int(context.back)


def _day(day: datetime.date, modifier: DateModifier | None) -> DateValue:
    point = point_of(day, "day")
    return _value(point.edtf, point.first, point.last, modifier)


def _value(edtf: str | None, start: str | None, end: str | None, modifier: DateModifier | None) -> DateValue:
    return DateValue(edtf=edtf, start=start, end=end, modifier=modifier)
