"""Dates that are counted from the document's date: `hier`, `vendredi de la semaine prochaine`, `il y a deux ans`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from pipeline import regexes
from pipeline.patterns.vocabulary import Vocabulary
from pipeline.records import DateValue
from pipeline.values.calendar import Point, point_of, shift, week_of, weekday_near
from pipeline.values.numbers import NumberReader
from pipeline.values.points import Context, Groups, PointReader

# The value of `trimestre` in the class `year_part`.
_QUARTER = 32


class RelativeDates:
    """Computes their values; all are unresolved in a document without a date."""

    def __init__(self, vocabulary: Vocabulary, numbers: NumberReader, points: PointReader) -> None:
        self._vocabulary = vocabulary
        self._numbers = numbers
        self._points = points
        self._more = regexes.compile(vocabulary.expand("{number} {span_unit}"), re.IGNORECASE)
        self.kinds: dict[str, Callable[[Groups, Context], DateValue | None]] = {
            "deictic": self._deictic,
            "this_day": lambda groups, context: self._shifted("day", 0, context),
            "period": self._period,
            "offset": self._offset,
            "part_of_period": self._part_of_period,
            "budget_part": self._budget_part,
            "current_month": self._current_month,
            "day_of_month": self._day_of_month,
            "weekday_of_week": self._weekday_of_week,
            "weekday_in": self._weekday_in,
            "weekday_day": self._weekday_day,
            "nth_weekday": self._nth_weekday,
            "nth_of": self._nth_of,
        }

    def bare_weekday(self, groups: Groups, context: Context, direction: int) -> DateValue:
        """`jeudi`: the last one before the document's date, itself included, or the next if the words look ahead."""
        weekday = self._points.number("weekday", groups)
        if context.today is None or weekday is None:
            return context.unresolved
        if direction == 0 and weekday == context.today.weekday():
            found = context.today
        else:
            found = weekday_near(context.today, weekday, direction or context.direction or -1)
        return context.value_of_day(found)

    def _weekday_of_week(self, groups: Groups, context: Context) -> DateValue | None:
        """`vendredi de la semaine prochaine`."""
        weekday = self._points.weekday(groups)
        if context.today is None or weekday is None:
            return context.unresolved
        week = shift(context.today, "week", self._points.number("direction", groups) or 0)
        return context.value_of_day(week + datetime.timedelta(days=weekday - week.weekday()))

    def _weekday_in(self, groups: Groups, context: Context) -> DateValue | None:
        """`lundi en huit`: a week, or two, after the next one."""
        weekday = self._points.weekday(groups)
        if context.today is None or weekday is None:
            return context.unresolved
        weeks = 1 if groups["weeks"] == "huit" else 2
        return context.value_of_day(shift(weekday_near(context.today, weekday, 1), "week", weeks))

    def _weekday_day(self, groups: Groups, context: Context) -> DateValue | None:
        """`mercredi 13`: the nearest month in which that day is a Wednesday."""
        weekday, day = self._points.weekday(groups), self._points.day(groups)
        if context.today is None or weekday is None or day is None:
            return context.unresolved
        fitting = []
        for count in range(-12, 13):
            month = shift(context.today.replace(day=1), "month", count)
            if Point(month.year, month.month, day).exists and (found := month.replace(day=day)).weekday() == weekday:
                fitting.append((abs((found - context.today).days), found))
        return context.value_of_day(min(fitting)[1]) if fitting else None

    def _nth_weekday(self, groups: Groups, context: Context) -> DateValue | None:
        """`premier vendredi de juillet`, `dernier lundi du mois prochain`."""
        month, weekday = self._month_spoken_of(groups, context), self._points.weekday(groups)
        rank = self._points.number("rank", groups)
        if month is None or month.first is None or month.last is None or weekday is None or rank is None:
            return context.unresolved
        if rank > 0:
            first = datetime.date.fromisoformat(month.first)
            found = first + datetime.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (rank - 1))
        else:
            last = datetime.date.fromisoformat(month.last)
            found = last - datetime.timedelta(days=(last.weekday() - weekday) % 7)
        return context.value_of_day(found) if found.isoformat() <= month.last else None

    def _nth_of(self, groups: Groups, context: Context) -> DateValue | None:
        """`dernier jour d’octobre 2015`, `première semaine de 2027`: the first seven days."""
        period = self._month_spoken_of(groups, context)
        rank = self._points.number("rank", groups)
        if period is None or period.first is None or period.last is None or rank is None:
            return context.unresolved
        size = 7 if groups["rank_unit"] == "semaine" else 1
        if rank > 0:
            first = datetime.date.fromisoformat(period.first) + datetime.timedelta(days=size * (rank - 1))
        else:
            first = datetime.date.fromisoformat(period.last) - datetime.timedelta(days=size - 1)
        if size == 1:
            return context.value_of_day(first)
        end = first + datetime.timedelta(days=size - 1)
        return context.value_between(point_of(first, "day"), point_of(end, "day"))

    def _budget_part(self, groups: Groups, context: Context) -> DateValue | None:
        """`deuxième trimestre de l’exercice 2022-2023`: months from the first of the budget year."""
        year, rank = self._points.year(groups), self._points.number("ordinal", groups)
        if context.budget_month is None or year is None or rank is None:
            return context.unresolved
        size = 3 if self._points.number("year_part", groups) == _QUARTER else 6
        first = shift(datetime.date(year, context.budget_month, 1), "month", size * (rank - 1))
        start, end = point_of(first, "month"), point_of(shift(first, "month", size - 1), "month")
        return context.value_between(start, end)

    def _month_spoken_of(self, groups: Groups, context: Context) -> Point | None:
        """The month or year of `… de juillet 2019`, `… de ce mois`, `… du mois prochain`."""
        point = self._points.point(groups)
        if point.month is None and point.year is None:
            if context.today is None:
                return None
            return point_of(shift(context.today, "month", self._points.number("direction", groups) or 0), "month")
        if point.year is None and context.today:
            return point.nearest_to(context.today, context.direction)
        return point

    def _day_of_month(self, groups: Groups, context: Context) -> DateValue | None:
        """`le 20 du mois prochain`."""
        month, day = self._month_spoken_of({"direction": groups.get("direction")}, context), self._points.day(groups)
        if month is None:
            return context.unresolved
        point = month._replace(day=day)
        return context.value_of(point) if point.exists else None

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
            return context.value_of_day(day)
        return self._shifted("day" if unit == "week" else unit, count * (7 if unit == "week" else 1), context)

    def _current_month(self, groups: Groups, context: Context) -> DateValue | None:
        """`le 12 courant`."""
        if context.today is None:
            return context.unresolved
        point = self._points.point(groups)._replace(year=context.today.year, month=context.today.month)
        return context.value_of(point) if point.exists else None

    def _part_of_period(self, groups: Groups, context: Context) -> DateValue | None:
        """`second semestre de l’an prochain`."""
        if context.today is None:
            return context.unresolved
        year = context.today.year + (self._points.number("direction", groups) or 0)
        point = self._points.point(groups).in_year(year)
        return context.value_of(point)

    def _deictic(self, groups: Groups, context: Context) -> DateValue | None:
        word = self._vocabulary.value("deictic", groups["deictic"] or "")
        unit, count = str(word).split()
        return self._shifted(unit, int(count), context)

    def _period(self, groups: Groups, context: Context) -> DateValue | None:
        unit = str(self._vocabulary.value("period", groups["period"] or ""))
        modifier = self._points.part(groups) or context.modifier
        return self._shifted(unit, self._points.number("direction", groups) or 0, context._replace(modifier=modifier))

    def _shifted(self, unit: str, count: int, context: Context) -> DateValue:
        if context.today is None:
            return context.unresolved
        day = shift(context.today, unit, count)
        if unit == "week":
            return context.value_between(*week_of(day))
        if unit == "decade":
            point = Point(day.year - day.year % 10, precision=3)
        elif unit in ("quarter", "half"):
            size, base = (3, 33) if unit == "quarter" else (6, 40)
            point = Point(day.year, part=base + (day.month - 1) // size)
        else:
            point = point_of(day, unit)
        return context.value_of(point)
