"""What was extracted before, by text: an unchanged one is not worked again.

It lies with the results, as `.cache.sqlite` in the output folder: what is known of confidential texts stays in the
one folder that was named for it, goes where the folder goes, and is gone with it. A result belongs to a text and its
date, and to the program: version, code, patterns, libraries. It is written as the documents are finished, so that a
run that was killed is taken up by the next, and stays until two runs on end had no use for it.

A cache only saves time, so whatever is wrong with it is told, and the run goes on without: SQLite keeps it whole when
a run is killed or the disk is full, and lets two runs use it at once; and each result carries a hash of itself.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sqlite3
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import __version__
from pipeline.patterns.files import patterns_hash
from pipeline.records import Document

CACHE = ".cache.sqlite"

# That the file is ours ("glan"), and which form it has.
_APPLICATION = 0x676C616E
_FORM = 1
_TABLES = (
    "CREATE TABLE result (key BLOB PRIMARY KEY, used INTEGER, value BLOB)",
    "CREATE TABLE run (number INTEGER PRIMARY KEY, program BLOB)",
)
# Seconds to wait for another run that is writing.
_PATIENCE = 10
# More bytes than this are not kept: SQLite takes no more than a thousand million, and they are worked fast enough.
_LARGEST = 256_000_000
# From so many bytes on a result is written piece by piece.
_LARGE = 1 << 20
# Bytes of the hash that stands before each result.
_HASH = 16
# The libraries that results depend on.
_LIBRARIES = ("spacy", "pydantic", "pydantic_core", "numpy")


def program_hash(patterns: Path) -> bytes:
    """Hash of all that turns a text into records, but for the text."""
    digest = hashlib.sha256(f"{_FORM} {__version__} {patterns_hash(patterns)}".encode())
    digest.update(f"{platform.python_implementation()} {sys.version} {unicodedata.unidata_version}".encode())
    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)}".encode())
    code = Path(__file__).parent
    for path in sorted(code.rglob("*.py")):
        digest.update(path.relative_to(code).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


class Cache:
    """Looks results up, in any process; what cannot be read, or is not what was written, is not there."""

    def __init__(self, path: Path, program: bytes) -> None:
        self._path = path
        self._program = program
        self._reader: tuple[int, sqlite3.Connection] | None = None

    def __reduce__(self) -> tuple[type[Cache], tuple[Path, bytes]]:
        """Another process opens the file itself."""
        return Cache, (self._path, self._program)

    def key(self, document: Document) -> bytes:
        """The key of a document: its name has no part in it, nor what is told of it but for the date.

        A declared language counts: it is taken for granted, and a text without one is only kept if it is French.
        """
        text = f"{document.sha256} {document.date} {document.language}"
        return hashlib.sha256(self._program + text.encode()).digest()

    def get(self, key: bytes) -> bytes | None:
        """The result that was kept under a key."""
        try:
            rows = self._connection().execute("SELECT value FROM result WHERE key = ?", (key,)).fetchall()
        except sqlite3.Error:
            return None
        for (value,) in rows:
            if isinstance(value, bytes) and value[:_HASH] == _hash(key, value[_HASH:]):
                return value[_HASH:]
        return None

    def _connection(self) -> sqlite3.Connection:
        # That of the process from which this one was forked is not to be touched.
        if self._reader is None or self._reader[0] != os.getpid():
            self._reader = os.getpid(), sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        return self._reader[1]


class CacheKeeper:
    """Puts results in, for one run; faults are told on standard error, and the run goes on."""

    def __init__(self, path: Path, program: bytes) -> None:
        self._path = path
        self._program = program
        self._on = True
        self._run = 1
        # Whether there is something of this program.
        self.warm = False
        if not path.exists():
            return
        with self._told(), self._transaction() as database:
            ((last,),) = database.execute("SELECT coalesce(max(number), 0) FROM run")
            self._run = last + 1
            self.warm = bool(database.execute("SELECT 1 FROM run WHERE program = ?", (program,)).fetchall())

    def keep(self, results: Iterable[tuple[bytes, bytes | None]]) -> None:
        """Keep what was found under these keys; None for what was looked up, which is noted as used."""
        rows = list(results)
        new = [(key, value) for key, value in rows if value is not None and len(value) <= _LARGEST]
        used = [(self._run, key) for key, value in rows if value is None]
        if not rows or not self._on:
            return
        with self._told(), self._transaction() as database:
            database.execute("INSERT OR IGNORE INTO run VALUES (?, ?)", (self._run, self._program))
            database.executemany(
                "INSERT OR REPLACE INTO result VALUES (?, ?, ?)",
                ((key, self._run, _hash(key, value) + value) for key, value in new if len(value) < _LARGE),
            )
            for key, value in new:
                if len(value) >= _LARGE:
                    self._put_in_place(database, key, value)
            database.executemany("UPDATE result SET used = ? WHERE key = ?", used)

    def _put_in_place(self, database: sqlite3.Connection, key: bytes, value: bytes) -> None:
        """Write a large result where it will stand: as a parameter SQLite would copy it, and copy it again."""
        place = database.execute(
            "INSERT OR REPLACE INTO result VALUES (?, ?, zeroblob(?))", (key, self._run, _HASH + len(value))
        ).lastrowid
        assert place is not None
        with database.blobopen("result", "value", place) as blob:
            blob.write(_hash(key, value))
            for start in range(0, len(value), _LARGE):
                blob.write(value[start : start + _LARGE])

    def trim(self) -> None:
        """At the end of a whole run: drop what neither it nor the one before had a use for."""
        if not self._on:
            return
        with self._told(), self._transaction() as database:
            database.execute("DELETE FROM result WHERE used < ?", (self._run - 1,))
            database.execute("DELETE FROM run WHERE number < ?", (self._run - 1,))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """The file, open for one transaction: never while a process is forked, which would share its locks."""
        with closing(sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)) as database:
            database.execute("PRAGMA synchronous = OFF")  # what a failing system may tear, the hashes find
            database.execute("BEGIN IMMEDIATE")
            self._check(database)
            yield database
            database.execute("COMMIT")

    def _check(self, database: sqlite3.Connection) -> None:
        ((application,),) = database.execute("PRAGMA application_id")
        ((form,),) = database.execute("PRAGMA user_version")
        ((tables,),) = database.execute("SELECT count(*) FROM sqlite_master")
        if not (application or form or tables):
            for command in (*_TABLES, f"PRAGMA application_id = {_APPLICATION}", f"PRAGMA user_version = {_FORM}"):
                database.execute(command)
        elif (application, form) != (_APPLICATION, _FORM):
            raise _NotOursError("not a cache of this version of glaneur")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as fault:
            self._on = False
            remedy = "the run goes on without a cache"
            if isinstance(fault, _NotOursError) or getattr(fault, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
                remedy = self._set_aside() or remedy
            sys.stderr.write(f"glaneur: {self._path}: {fault}; {remedy}\n")

    def _set_aside(self) -> str | None:
        aside = self._path.with_name(f"{self._path.name}.damaged")
        try:
            # Its journal would be taken for that of the file that comes next.
            self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
            self._path.replace(aside)
        except OSError:
            return None
        self._on = True
        return f"it was set aside as {aside.name}"


class _NotOursError(sqlite3.DatabaseError):
    pass


_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _hash(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_HASH, key=key).digest()
