"""A value as cells: what a cell holds so that it comes back, and what goes into `value.other`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.convert.annotations import Annotations
from pipeline.convert.rows import rows
from tests.convert.sets import mention


@pytest.mark.parametrize(
    ("value", "cells"),
    [
        (None, {}),
        ({}, {"value.other": {}}),
        ({"number": "1373", "year": 2001}, {"value.number": "1373", "value.year": 2001}),
        ({"value": 4.5, "unit": "%"}, {"value.value": 4.5, "value.unit": "%"}),
        ({"value": 12, "modifier": None}, {"value.value": 12, "value.other": {"modifier": None}}),
        ({"value": 2.0}, {"value.other": {"value": 2.0}}),  # would come back as 2
        ({"value": 2**60}, {"value.other": {"value": 2**60}}),
        ({"value": True}, {"value.other": {"value": True}}),
        ({"year": 2001.5}, {"value.other": {"year": 2001.5}}),
        ({"edtf": ""}, {"value.other": {"edtf": ""}}),
        ({"number": 1373}, {"value.other": {"number": 1373}}),
        ({"confidence": "haute"}, {"value.other": {"confidence": "haute"}}),
    ],
)
def test_cells(value: dict[str, Any] | None, cells: dict[str, Any]) -> None:
    (row,) = rows(Annotations((), (mention("a", "12 pays", "FIGURE", "12 pays", value=value),)))
    found = {column: cell for column, cell in row.items() if column.startswith("value.") and cell is not None}
    if "value.other" in found:
        found["value.other"] = json.loads(str(found["value.other"]))
    assert found == cells
