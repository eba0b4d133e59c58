"""Parquet: one row a mention, for pandas, polars and DuckDB; wants pyarrow (the extra `convert`)."""

from __future__ import annotations

import io
from pathlib import Path

from pipeline.convert.annotations import Annotations, ConvertError, Losses, documents_in, without_texts
from pipeline.convert.rows import COLUMNS, mentions, rows

try:
    import pyarrow
    import pyarrow.parquet
except ModuleNotFoundError:
    raise ConvertError("Parquet wants pyarrow; install it with pip install 'glaneur[convert]'") from None

_TYPES = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
SCHEMA = pyarrow.schema([(column, _TYPES[kind]) for column, kind in COLUMNS.items()])


def write(annotations: Annotations, losses: Losses) -> bytes:
    """Write a row for each mention."""
    without_texts(annotations, losses)
    data = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(list(rows(annotations)), SCHEMA), data)
    return data.getvalue()


def read(path: Path, sources: Path | None, losses: Losses) -> Annotations:
    """Read rows; the columns may stand in any order."""
    documents = documents_in(sources, path)
    try:
        table = pyarrow.parquet.read_table(path)
        table = table.select([column for column in COLUMNS if column in table.column_names])
        table = table.cast(pyarrow.schema([SCHEMA.field(column) for column in table.column_names]))
    except (pyarrow.ArrowException, ValueError) as fault:
        raise ConvertError(f"{path}: no table of glaneur in Parquet: {fault}; write it anew") from None
    placed = ((f"{path}: row {number}", row) for number, row in enumerate(table.to_pylist(), start=1))
    return Annotations.checked(documents, mentions(placed, losses))
