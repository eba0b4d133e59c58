"""CSV (RFC 4180, UTF-8): one row a mention, for spreadsheets and pandas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.convert.annotations import Annotations, ConvertError, Losses, documents_in, without_texts
from pipeline.convert.rows import COLUMNS, Cell, mentions, rows

# The reader of the standard library stops at fields longer than this; a sentence of a list may be one.
_LONGEST_FIELD = 2**31 - 1


def write(annotations: Annotations, losses: Losses) -> bytes:
    """Write a row for each mention."""
    without_texts(annotations, losses)
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, COLUMNS)
    writer.writeheader()
    writer.writerows(rows(annotations))
    return table.getvalue().encode("utf-8")


def read(path: Path, sources: Path | None, losses: Losses) -> Annotations:
    """Read rows; the columns may stand in any order."""
    return Annotations.checked(documents_in(sources, path), mentions(_rows(path), losses))


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Cell]]]:
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            _check_columns(path, reader.fieldnames or ())
            for row in reader:
                where = f"{path}:{reader.line_num}"
                if None in row or None in row.values():
                    raise ConvertError(f"{where}: the row has not as many cells as the first one; mend it")
                yield where, {column: _cell(where, column, cell) for column, cell in row.items()}
    except (csv.Error, UnicodeDecodeError) as fault:
        raise ConvertError(f"{path}: no CSV in UTF-8: {fault}; save it anew") from None


def _check_columns(path: Path, columns: Sequence[str]) -> None:
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown:
        raise ConvertError(f"{path}:1: unknown column {unknown[0][:80]!r}; rename it, or remove it")


def _cell(where: str, column: str, written: str) -> Cell:
    kind = COLUMNS[column]
    try:
        return kind(written) if written else None
    except ValueError:
        raise ConvertError(f"{where}: {column}: {written!r} is no number; mend the cell") from None
