"""Tables that need not fit into memory: what a run has to remember of ten million documents.

A database without a name is SQLite's own idea of scratch paper (https://www.sqlite.org/inmemorydb.html): it stays in
memory while it is small, and goes to a file in `/var/tmp` (or where `SQLITE_TMPDIR` or `TMPDIR` say) that has no name
either, so that whatever ends the process removes it. It does not lie beside the output, which may be a slow network.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# Pages kept in memory, in KiB.
_MEMORY = 16_000


class Scratch:
    """A scratch database with some tables; raises OSError if the disk is full."""

    def __init__(self, *tables: str) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        # Nothing of it outlives the process, so nothing need be safe, and all is one transaction.
        for command in (f"PRAGMA cache_size = -{_MEMORY}", "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF"):
            self._database.execute(command)
        self._database.execute("BEGIN")
        for table in tables:
            self._database.execute(f"CREATE TABLE {table}")

    def change(self, command: str, row: Sequence[Any] = ()) -> bool:
        """Run a command on a row; whether it changed something."""
        try:
            return self._database.execute(command, row).rowcount > 0
        except sqlite3.OperationalError as fault:
            raise _told(fault) from None

    def change_all(self, command: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a command on each of many rows."""
        try:
            self._database.executemany(command, rows)
        except sqlite3.OperationalError as fault:
            raise _told(fault) from None

    def rows(self, query: str, row: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield what a query finds."""
        try:
            yield from self._database.execute(query, row)
        except sqlite3.OperationalError as fault:
            raise _told(fault) from None


def _told(fault: sqlite3.OperationalError) -> OSError:
    return OSError(f"temporary files in TMPDIR or /var/tmp: {fault}; make room, or set TMPDIR")
