from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values.calendar import Point, shift, week_of, weekday_near

FRIDAY = datetime.date(2024, 3, 15)


@pytest.mark.parametrize(
    ("point", "edtf", "first", "last"),
    [
        (Point(2006, 8, 8), "2006-08-08", "2006-08-08", "2006-08-08"),
        (Point(2018, 9), "2018-09", "2018-09-01", "2018-09-30"),
        (Point(2020, 2), "2020-02", "2020-02-01", "2020-02-29"),  # a leap year
        (Point(2017), "2017", "2017-01-01", "2017-12-31"),
        (Point(1990, precision=3), "199X", "1990-01-01", "1999-12-31"),
        (Point(1800, precision=2), "18XX", "1800-01-01", "1899-12-31"),
        (Point(2021, part=40), "2021-40", "2021-01-01", "2021-06-30"),
        (Point(2021, part=36), "2021-36", "2021-10-01", "2021-12-31"),
        (Point(2019, part=21), "2019-21", "2019-03-01", "2019-05-31"),
        (Point(2019, part=24), "2019-24", None, None),  # winter belongs to two years
        (Point(None, 9, 7), "XXXX-09-07", None, None),
    ],
)
def test_points(point: Point, edtf: str, first: str | None, last: str | None) -> None:
    assert (point.edtf, point.first, point.last) == (edtf, first, last)


@pytest.mark.parametrize(
    "point", [Point(2006, 6, 31), Point(2019, 2, 29), Point(2019, 13), Point(None, 2, 30), Point(2019, 1, 0)]
)
def test_days_that_do_not_exist(point: Point) -> None:
    assert not point.exists


@pytest.mark.parametrize(
    ("point", "direction", "year"),
    [
        (Point(None, 12, 1), 0, 2023),  # the nearest
        (Point(None, 6, 1), 0, 2024),
        (Point(None, 12, 1), 1, 2024),  # ahead
        (Point(None, 6, 1), -1, 2023),  # back
        (Point(None, 3), -1, 2024),  # the month itself
        (Point(None, part=41), 0, 2023),
    ],
)
def test_nearest_year(point: Point, direction: int, year: int) -> None:
    assert point.nearest_to(FRIDAY, direction).year == year


@given(st.dates(min_value=datetime.date(2, 1, 1), max_value=datetime.date(9998, 12, 31)))
def test_every_day_reads_back(day: datetime.date) -> None:
    point = Point(day.year, day.month, day.day)
    assert point.exists
    assert point.edtf == point.first == point.last == day.isoformat()


@pytest.mark.parametrize(
    ("unit", "count", "result"),
    [("day", -1, "2024-03-14"), ("week", 3, "2024-04-05"), ("month", 11, "2025-02-15"), ("year", -2, "2022-03-15")],
)
def test_shift(unit: str, count: int, result: str) -> None:
    assert shift(FRIDAY, unit, count).isoformat() == result


def test_shift_keeps_to_the_calendar() -> None:
    assert shift(datetime.date(2024, 1, 31), "month", 1).isoformat() == "2024-02-29"
    with pytest.raises(OverflowError):
        shift(FRIDAY, "year", 9000)


def test_week_of() -> None:
    assert [point.edtf for point in week_of(FRIDAY)] == ["2024-03-11", "2024-03-17"]


@pytest.mark.parametrize(
    ("weekday", "direction", "day"), [(0, 0, 18), (0, -1, 11), (0, 1, 18), (4, 1, 22), (4, -1, 8), (4, 0, 15)]
)
def test_weekday_near(weekday: int, direction: int, day: int) -> None:
    assert weekday_near(FRIDAY, weekday, direction).day == day
