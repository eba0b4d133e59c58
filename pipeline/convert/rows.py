"""Mentions as rows of a table, for CSV and Parquet: one column a field of the values.

A cell that is empty says nothing; what a cell cannot hold, as a field that is null, a field that no value has, or a
number of more digits than a table keeps, stands as JSON in the column `value.other`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.convert.annotations import Annotations, ConvertError, Losses, Mention, known_label, mention_of
from pipeline.json_lines import json_value
from pipeline.records import DateValue, FigureValue, OrganisationValue, ResolutionValue

Cell = str | int | float | None
Row = dict[str, Cell]

# The numbers that every table keeps exactly.
_EXACT = 2**53
_NUMBERS = frozenset({"value", "min", "max"})
_INTEGERS = frozenset({"year"})
_OTHER = "value.other"
_PREFIX = "value."

_MODELS = (OrganisationValue, ResolutionValue, DateValue, FigureValue)
_FIELDS = tuple(dict.fromkeys(field for model in _MODELS for field in model.model_fields))

COLUMNS: dict[str, type[str | int | float]] = {
    "doc_id": str,
    "label": str,
    "start": int,
    "end": int,
    "text": str,
    **{_PREFIX + field: float if field in _NUMBERS else int if field in _INTEGERS else str for field in _FIELDS},
    _OTHER: str,
    "sentence": str,
    "rule": str,
    "warnings": str,
}


def rows(annotations: Annotations) -> Iterator[Row]:
    """Give a row for each mention, with every column."""
    for mention in annotations.mentions:
        cells = mention.model_dump(include={"doc_id", "label", "start", "end", "text", "sentence", "rule"})
        warnings = None if mention.warnings is None else json.dumps(mention.warnings, ensure_ascii=False)
        row = {**cells, **_value_cells(mention.value), "warnings": warnings}
        yield {column: row.get(column) for column in COLUMNS}


def mentions(placed: Iterable[tuple[str, Mapping[str, Cell]]], losses: Losses) -> Iterator[tuple[str, Mention]]:
    """Read rows, each with its place; raises ConvertError."""
    for place, row in placed:
        label = known_label(row.get("label"), losses)
        if label is not None:
            given = ("doc_id", "start", "end", "text", "sentence", "rule")
            fields = {column: row[column] for column in given if row.get(column) is not None}
            notes = {"value": _value(place, row), "warnings": _json(place, "warnings", row)}
            yield place, mention_of(place, {**fields, "label": label, **notes})


def _value_cells(value: dict[str, Any] | None) -> Row:
    if value is None:
        return {}
    held = {field: number for field, number in value.items() if _holds(field, number)}
    other = {field: number for field, number in value.items() if field not in held}
    cells: Row = {_PREFIX + field: number for field, number in held.items()}
    return {**cells, _OTHER: json.dumps(other, ensure_ascii=False)} if other or not held else cells


def _holds(field: str, value: object) -> bool:
    """Whether a cell holds a value so that it comes back as it was."""
    kind = COLUMNS.get(_PREFIX + field)
    if kind is str:
        return isinstance(value, str) and value != ""
    if type(value) is int:
        return kind is not None and abs(value) < _EXACT
    return kind is float and type(value) is float and not value.is_integer()


def _value(place: str, row: Mapping[str, Cell]) -> dict[str, Any] | None:
    other = _json(place, _OTHER, row)
    if other is not None and not isinstance(other, dict):
        raise ConvertError(f"{place}: {_OTHER} is no JSON object; mend the cell")
    cells = ((field, row.get(_PREFIX + field)) for field in _FIELDS)
    held = {field: _whole(cell) for field, cell in cells if cell is not None}
    return None if other is None and not held else {**held, **(other or {})}


def _whole(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _json(place: str, column: str, row: Mapping[str, Cell]) -> Any:
    cell = row.get(column)
    try:
        return None if cell is None else json_value(str(cell))
    except ValueError:
        raise ConvertError(f"{place}: {column}: {cell!r} is no JSON; mend the cell") from None
