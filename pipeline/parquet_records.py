"""Records in Parquet, in the columns of `glaneur convert`, and back to the very records that they were; wants pyarrow.

Unlike `convert`, it needs no sources, and goes through any number of records.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pyarrow
import pyarrow.parquet

from pipeline.convert.annotations import Annotations, Losses, mention_of
from pipeline.convert.parquet_table import SCHEMA
from pipeline.convert.records import record_of
from pipeline.convert.rows import mentions, rows
from pipeline.outputs import read_records
from pipeline.records import Record

# Records of a row group.
_ROWS = 10_000


def write(records: Path, table: Path) -> None:
    """Write the table for a `records.jsonl`; raises RecordsError or OSError."""
    found = read_records(records)
    with closing(pyarrow.parquet.ParquetWriter(table, SCHEMA)) as writer:
        while some := tuple(mention_of("", record.model_dump()) for record in islice(found, _ROWS)):
            writer.write_table(pyarrow.Table.from_pylist(list(rows(Annotations((), some))), SCHEMA))


def read(table: Path) -> Iterator[Record]:
    """Yield the records that a table was written for; raises ConvertError or OSError."""
    with pyarrow.parquet.ParquetFile(table) as file:
        for batch in file.iter_batches(_ROWS):
            for _, mention in mentions(((f"{table}", row) for row in batch.to_pylist()), Losses()):
                yield record_of(mention)
