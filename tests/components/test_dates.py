"""Resolution against the document's date, and warnings; forms and spans are in tests/sentences/dates.txt."""

from __future__ import annotations

import pytest

from pipeline.records import DateRecord
from tests.conftest import Read


@pytest.mark.parametrize(
    ("text", "date", "edtf"),
    [
        ("hier", "2024-03-01", "2024-02-29"),
        ("hier", None, None),
        ("le 7 septembre", None, "XXXX-09-07"),
        ("le 7 octobre", "2024-03-15", "2023-10-07"),  # the nearest
        ("se réunira le 7 septembre", "2024-03-15", "2024-09-07"),  # the words look ahead
        ("depuis décembre", "2024-03-15", "2023-12"),
        ("En 2013, l’adoption du décret du 12 décembre", None, "2013-12-12"),  # the year was said
        ("il y a deux ans", "2024-02-29", "2022"),
        ("il y a dix mille ans", "2024-02-29", None),  # leaves the calendar: no date
        ("février", "9999-01-01", "9999-02"),  # at the end of the calendar
        ("lundi", "2024-03-15", "2024-03-11"),
        ("partira lundi", "2024-03-15", "2024-03-18"),
    ],
)
def test_resolution(read: Read, text: str, date: str | None, edtf: str | None) -> None:
    records = [r for r in read(text, "DATE", date) if isinstance(r, DateRecord)]
    assert [record.value.edtf for record in records][-1:] == ([edtf] if text != "il y a dix mille ans" else [])


@pytest.mark.parametrize("text", ["le 31 juin 2006", "le 29 février 2019", "du 7 au 3 juin 2019", "le 2019-02-30"])
def test_days_that_do_not_exist_are_no_dates(read: Read, text: str) -> None:
    assert read(text, "DATE") == []


def test_a_weekday_that_contradicts_its_date_is_flagged(read: Read) -> None:
    (right,) = read("mardi 8 août 2006", "DATE")
    (wrong,) = read("lundi 8 août 2006", "DATE")
    assert right.warnings == ()
    assert wrong.warnings == ("weekday: 2006-08-08 is a mardi, not a lundi",)
