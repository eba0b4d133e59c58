"""Documents in Parquet, one a row: columns `id`, `text` and, where there are, `date`, `title`, `url`, `language`.

A row is handed on as the line that it would be in JSONL, so that it is read and checked in one place; wants pyarrow
(the extra `convert`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyarrow import DataType, RecordBatch
    from pyarrow.parquet import ParquetFile

_COLUMNS = ("id", "text", "date", "title", "url", "language")
_ROWS = 256


def read(path: str, start: int = 0) -> Iterator[bytes]:
    """Yield rows as lines of JSON, from the row `start` on; raises OSError."""
    with _opened(path) as file:
        columns = [name for name in _COLUMNS if name in file.schema_arrow.names]
        groups: list[int] = []
        for group in range(file.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            if groups or start < rows:
                groups.append(group)
            else:
                start -= rows
        for batch in file.iter_batches(_ROWS, row_groups=groups, columns=columns):
            skipped, start = min(start, len(batch)), max(start - len(batch), 0)
            for row in _as_bytes(batch.slice(skipped)).to_pylist():
                yield json.dumps(row, default=_plain).encode()


def cut(path: str, size: Callable[[], int]) -> Iterator[tuple[int, int | None, int]]:
    """Yield (first row, number of rows, bytes) of stretches of about `size()` bytes; the last goes to the end."""
    try:
        with _opened(path) as file:
            rows = file.metadata.num_rows
            groups = (file.metadata.row_group(group).total_byte_size for group in range(file.num_row_groups))
            row_size = max(sum(groups) // max(rows, 1), 1)
    except OSError:
        yield 0, None, 0  # told when it is read
        return
    start = 0
    while (count := max(size() // row_size, 1)) < rows - start:
        yield start, count, count * row_size
        start += count
    yield start, None, (rows - start) * row_size


def _as_bytes(batch: RecordBatch) -> RecordBatch:
    """Texts as bytes: Parquet does not see to it that they are UTF-8, and one that is not must not stop the others."""
    import pyarrow

    fields = [f.with_type(pyarrow.large_binary()) if _is_text(f.type) else f for f in batch.schema]
    return batch.cast(pyarrow.schema(fields))


def _is_text(kind: DataType) -> bool:
    from pyarrow.types import is_large_string, is_string

    return bool(is_string(kind) or is_large_string(kind))


def _plain(value: object) -> str:
    """A text (what is no UTF-8 is told when the line is read), or a day or a time as JSONL has it."""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


@contextmanager
def _opened(path: str) -> Iterator[ParquetFile]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError:
        raise OSError("Parquet wants pyarrow; install it with pip install 'glaneur[convert]'") from None
    try:
        with pyarrow.parquet.ParquetFile(path, pre_buffer=False) as file:
            yield file
    except pyarrow.ArrowException as fault:
        raise OSError(f"no Parquet, or damaged: {fault}") from None
