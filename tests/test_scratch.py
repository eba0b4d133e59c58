from __future__ import annotations

import resource
from pathlib import Path

import pytest

from pipeline.scratch import Scratch


def test_a_row_that_is_there_already_changes_nothing() -> None:
    scratch = Scratch("seen (id TEXT PRIMARY KEY)")
    add = "INSERT OR IGNORE INTO seen VALUES (?)"
    assert [scratch.change(add, (id_,)) for id_ in ("a", "b", "a", "a\0", "A")] == [True, True, False, True, True]
    assert list(scratch.rows("SELECT id FROM seen ORDER BY id")) == [("A",), ("a",), ("a\0",), ("b",)]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="tells of open files under Linux only")
def test_what_outgrows_memory_goes_to_a_file_without_a_name() -> None:
    scratch = Scratch("line (text TEXT)")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scratch.change_all("INSERT INTO line VALUES (?)", (("x" * 10_000,) for _ in range(10_000)))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB, of 100 MB
    files = [str(fd.readlink()) for fd in Path("/proc/self/fd").iterdir() if fd.is_symlink()]
    assert [name for name in files if "etilqs" in name and name.endswith("(deleted)")]


def test_a_full_disk_is_told_with_the_remedy() -> None:
    scratch = Scratch("line (text TEXT)")
    list(scratch.rows("PRAGMA max_page_count = 10"))
    with pytest.raises(OSError, match="disk is full; make room, or set TMPDIR"):
        scratch.change("INSERT INTO line VALUES (?)", ("x" * 1_000_000,))
