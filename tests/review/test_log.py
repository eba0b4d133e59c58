"""The decisions file: nothing that was confirmed is ever lost, whatever happens in between."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from pipeline.review.decisions import Closing, Decision
from pipeline.review.log import DecisionLog, DecisionsError


def decision(number: int, doc_id: str = "procès-verbal.txt") -> Decision:
    return Closing(number=number, reviewer="Zoé", doc_id=doc_id, sha256="0", action="finish")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    log = DecisionLog(tmp_path / "new" / "decisions.jsonl")
    for number in (1, 2):
        log.append(decision(number))
    return log.path


def test_one_line_a_decision(path: Path) -> None:
    assert path.read_bytes().count(b"\n") == 2
    assert DecisionLog(path).decisions == [decision(1), decision(2)]
    assert not DecisionLog(path).torn


def test_killed_after_any_byte_it_goes_on(path: Path) -> None:
    data = path.read_bytes()
    first = data.index(b"\n") + 1
    for cut in range(len(data) + 1):
        path.write_bytes(data[:cut])
        log = DecisionLog(path)
        # A line that lacks its end only is whole.
        whole = (cut >= first - 1) + (cut >= len(data) - 1)
        assert len(log.decisions) == whole
        assert log.torn == (cut not in (0, first - 1, first, len(data) - 1, len(data)))
        log.append(decision(whole + 1, doc_id="suite"))
        again = DecisionLog(path)
        assert [d.number for d in again.decisions] == list(range(1, whole + 2))
        assert not again.torn


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"{}\n", ":2: line: "),  # no decision
        (b"\n", ":2: line: "),  # an empty line
        (b'{"action": "undo", "undoes": 0}\n', ":2: undo.number: "),  # says which field
        (decision(3).model_dump_json().encode() + b"\n", ":2: number 3 instead of 2; a line is missing"),
    ],
)
def test_a_bad_line_before_the_last_is_told(path: Path, line: bytes, fault: str) -> None:
    first, last = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + line + last)
    with pytest.raises(DecisionsError) as error:
        DecisionLog(path)
    assert fault in str(error.value)


def test_two_programs_cannot_write_past_each_other(path: Path) -> None:
    ours, theirs = DecisionLog(path), DecisionLog(path)
    theirs.append(decision(3))
    with pytest.raises(DecisionsError, match="another program"):
        ours.append(decision(3))
    assert len(ours.decisions) == 2
    assert len(DecisionLog(path).decisions) == 3


def test_a_second_review_is_kept_off_until_the_first_is_over(path: Path) -> None:
    ours, theirs = DecisionLog(path), DecisionLog(path)
    with ours.held():
        with pytest.raises(DecisionsError, match=r"decisions\.jsonl: already open in another review; close that one"):
            theirs.held().__enter__()
        ours.append(decision(3))  # which opens and closes the file, and keeps the lock
        with pytest.raises(DecisionsError, match="already open"), theirs.held():
            pass
        assert len(DecisionLog(path).decisions) == 3  # reading needs no lock
    with pytest.raises(DecisionsError, match="start the review again"), theirs.held():
        pass  # it has read too early
    with DecisionLog(path).held():
        pass


def test_a_new_file_can_be_held(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "new" / "decisions.jsonl")
    with log.held():
        assert DecisionLog(log.path).decisions == []
        log.append(decision(1))
    assert DecisionLog(log.path).decisions == [decision(1)]


def test_without_locks_it_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)  # as on Windows
    with DecisionLog(path).held(), DecisionLog(path).held():
        DecisionLog(path).append(decision(3))


def test_what_cannot_be_written_is_told_before_any_decision(path: Path) -> None:
    log = DecisionLog(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(DecisionsError, match="cannot be written: Is a directory"), log.held():
        pass


def test_a_full_disk_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, log, write = path.read_bytes(), DecisionLog(path), os.write

    def half(descriptor: int, data: bytes) -> int:
        if len(data) < 20:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, data[: len(data) // 2])

    with monkeypatch.context() as full:
        full.setattr(os, "write", half)
        with pytest.raises(DecisionsError, match="not saved"):
            log.append(decision(3))
    assert path.read_bytes() == before
    log.append(decision(3))
    assert len(DecisionLog(path).decisions) == 3
