from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.records import RECORD, DateValue, Document, FigureValue, ResolutionValue

DATE: dict[str, Any] = {
    "doc_id": "a.txt",
    "label": "DATE",
    "start": 3,
    "end": 14,
    "text": "8 août 2006",
    "value": {"edtf": "2006-08-08", "start": "2006-08-08", "end": "2006-08-08", "modifier": None},
    "sentence": "Le 8 août 2006.",
    "rule": "dates/day-month-year",
    "warnings": [],
}


def test_record_survives_json() -> None:
    record = RECORD.validate_python(DATE)
    assert RECORD.validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"end": 15}, ""),  # longer than the text
        ({"start": "3"}, "start"),  # nothing is coerced
        ({"label": "PLACE"}, ""),  # no such label
        ({"rule": ""}, "rule"),
        ({"colour": "red"}, "colour"),  # nothing unknown
        ({"value": {**DATE["value"], "modifier": "perhaps"}}, "modifier"),
        ({"value": {**DATE["value"], "start": "2006-08-09"}}, "value"),  # starts after its end
        ({"value": {**DATE["value"], "end": "2006-08-99"}}, "end"),  # no such day
        ({"value": {**DATE["value"], "edtf": "2006-02-30"}}, "edtf"),
        ({"value": {**DATE["value"], "edtf": "août 2006"}}, "edtf"),  # no EDTF
        ({"value": {**DATE["value"], "edtf": "2006-13"}}, "edtf"),
    ],
)
def test_bad_records_are_refused(change: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        RECORD.validate_python({**DATE, **change})
    assert field in str(error.value)


@pytest.mark.parametrize(
    "edtf",
    ["2006", "199X", "18XX", "2021-21", "2021-33", "2021-41", "XXXX-09-07", "2019-06-03/2019-06-07", "2015/..", None],
)
def test_dates_are_edtf(edtf: str | None) -> None:
    assert DateValue(edtf=edtf, start=None, end=None, modifier=None).edtf == edtf


def test_addresses_are_of_the_web() -> None:
    value: dict[str, Any] = {"body": "UNSC", "number": "1", "year": None, "symbol": None}
    assert ResolutionValue(**value, url="https://undocs.org/fr/S/RES/1").url
    with pytest.raises(ValidationError):
        ResolutionValue(**value, url="javascript:alert(1)")


def test_a_figure_has_a_value_or_a_range() -> None:
    nothing = {"kind": "count", "value": None, "min": None, "max": None, "unit": None, "modifier": None}
    for change in ({}, {"value": 1, "min": 1, "max": 2}, {"min": 1}, {"value": float("nan")}, {"min": 2, "max": 1}):
        with pytest.raises(ValidationError):
            FigureValue.model_validate({**nothing, **change})
    assert FigureValue.model_validate({**nothing, "min": 1, "max": 2}).max == 2


def test_models_do_not_change() -> None:
    value = DateValue(edtf=None, start=None, end=None, modifier=None)
    with pytest.raises(ValidationError):
        value.edtf = "2006"  # type: ignore[misc]


def test_the_hash_is_that_of_the_text() -> None:
    assert Document(id="a", text="é").sha256 == Document(id="b", text="é").sha256
    assert Document(id="a", text="é").sha256 != Document(id="a", text="e\u0301").sha256
