"""The files of a folder and of all folders in it, in order, with what the folder's metadata tells of them."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from pipeline.decoding import writable
from pipeline.metadata import METADATA, read_metadata
from pipeline.scratch import Scratch


class Found(NamedTuple):
    """A file: its path, its id (the path in the folder), its size in bytes, what is known of the document."""

    path: str
    doc_id: str
    size: int
    known: dict[str, str]


class Folder:
    """A folder, walked once; hidden files and folders are passed over.

    Links to files of the folder are read; one that leaves it, or leads to a folder, is told and not followed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._inside = f"{os.path.realpath(folder).rstrip(os.sep)}{os.sep}"
        self._unreadable: list[tuple[str, str]] = []
        self._scratch = Scratch("file (doc_id TEXT, path BLOB, size INTEGER, known TEXT)")
        self._scratch.change_all("INSERT INTO file VALUES (?, ?, ?, NULL)", self._walk())

    def faults(self) -> Iterator[tuple[str, str]]:
        """Read the metadata, and yield (place, what is wrong) for what is of no use, and for unreadable folders."""
        self._scratch.change("CREATE INDEX file_by_id ON file (doc_id)")
        if list(self._scratch.rows("SELECT 1 FROM file WHERE doc_id = ?", (METADATA,))):
            for place, line in read_metadata(self._folder / METADATA):
                if isinstance(line, str):
                    yield place, line
                    continue
                yield from ((place, fault) for fault in line.faults())
                told = list(self._scratch.rows("SELECT known FROM file WHERE doc_id = ?", (line.file_name,)))
                if not told:
                    yield place, f"file_name: no file {line.file_name!r} in the folder"
                elif told[0][0] is not None:
                    yield place, f"file_name: a second line for {line.file_name!r}, and the last one counts; keep one"
                self._scratch.change("UPDATE file SET known = ? WHERE doc_id = ?", (line.known(), line.file_name))
        yield from self._unreadable

    def files(self) -> Iterator[Found]:
        """The files, ordered by the names of the folders that they lie in, and their own."""
        for doc_id, path, size, known in self._scratch.rows(
            "SELECT doc_id, path, size, known FROM file ORDER BY rowid"
        ):
            yield Found(str(self._folder / os.fsdecode(path)), doc_id, size, json.loads(known) if known else {})

    def _walk(self) -> Iterator[tuple[str, bytes, int]]:
        ahead = [("", _FOLDER)]
        while ahead:
            path, kind = ahead.pop()
            if kind != _FOLDER:
                yield writable(path), os.fsencode(path), kind
                continue
            try:
                with os.scandir(self._folder / path) as entries:
                    found = [(entry.name, self._kind(entry)) for entry in entries if not entry.name.startswith(".")]
            except OSError as fault:
                self._unreadable.append((path or self._folder.name, f"cannot be read: {fault.strerror}"))
                continue
            prefix = f"{path}/" if path else ""
            found.sort(key=itemgetter(0))
            self._unreadable += [(writable(prefix + name), kind) for name, kind in found if isinstance(kind, str)]
            ahead += [(prefix + name, kind) for name, kind in reversed(found) if isinstance(kind, int)]

    def _kind(self, entry: os.DirEntry[str]) -> int | str:
        """The size of a file, or that it is a folder; or what is wrong with it."""
        try:
            if entry.is_dir(follow_symlinks=False):
                return _FOLDER
            found = entry.stat()
        except OSError:
            return 0  # a link to nowhere, or what may not be looked at: told when it is read
        link = entry.is_symlink()
        if not stat.S_ISREG(found.st_mode):
            kind = next((name for is_kind, name in _KINDS if is_kind(found.st_mode)), "no file")
            remedy = "; name the folder itself as a source" if link and stat.S_ISDIR(found.st_mode) else ""
            return f"is {'a link to ' if link else ''}{kind}, and no document{remedy}"
        if link and not os.path.realpath(entry.path).startswith(self._inside):
            return "is a link that leaves the folder; name the file itself as a source"
        return found.st_size


_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_FOLDER = -1
