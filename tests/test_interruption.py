"""Whatever ends a run: nothing is half written, nothing lost or twice, and the next run goes on."""

from __future__ import annotations

import errno
import hashlib
import json
import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline import workers
from pipeline.extraction import extract_to_folder
from pipeline.finishing import Finisher
from pipeline.in_step import Stages
from pipeline.records import Document
from pipeline.run import Extractor, Found
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="wants fork")

FILES = ("records.jsonl", "documents.jsonl", "entities.jsonl")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, extractor: Extractor) -> None:
    """The patterns are read once for all these tests; there are many batches."""
    monkeypatch.setattr(Finisher, "load", lambda self: extractor)
    monkeypatch.setattr(workers, "_DOCUMENTS", 4)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    for n in range(40):
        text = f"INTERPOL compte {n} bureaux depuis le {n % 28 + 1} mai 1999. Elle cite la résolution 1373 (2001)."
        (tmp_path / "corpus" / f"{n:02}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "corpus"


@pytest.fixture
def whole(corpus: Path, tmp_path: Path) -> list[bytes]:
    """What an undisturbed run gives."""
    extract_to_folder([str(corpus)], tmp_path / "whole")
    return outputs(tmp_path / "whole")


def outputs(out: Path) -> list[bytes]:
    return [(out / name).read_bytes() for name in FILES]


def in_a_process(act: Callable[[], object]) -> int:
    """Run in a process and a process group of its own; give its exit status. None of the group must survive it."""
    pid = os.fork()
    if pid == 0:
        os.setpgrp()
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    nobody_is_left(pid)
    return status


def nobody_is_left(group: int) -> None:
    """Wait until the workers have noticed that their main process is gone."""
    for _ in range(200):
        if not living(group):
            return
        time.sleep(0.02)
    raise AssertionError("workers outlived the main process")


def living(group: int) -> list[int]:
    """The processes of a group, but for those that are dead and only wait for init to take note."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, of_group = stat.read_text("utf-8").rpartition(")")[2].split()[:3]
            threads = len(list((stat.parent / "task").iterdir()))
            if int(of_group) == group and (state != "Z" or threads > 1):
                found.append(int(stat.parent.name))
    return found


def count_events(act: Callable[[], object], at: int = 0) -> None:
    """Act, and be killed at the n-th look at the file system or change in it; else write down how many there were."""
    seen = 0
    me = os.getpid()

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if os.getpid() == me and event in {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect"}:
            seen += 1
            if seen == at:
                os.kill(me, signal.SIGKILL)

    sys.addaudithook(hook)
    act()
    Path(os.environ["EVENTS"]).write_text(str(seen), encoding="utf-8")


def check(out: Path) -> None:
    """A folder that has a run.json has the files of that run, and no others that look like results."""
    names = {path.name for path in out.iterdir() if not path.name.startswith(".")} if out.exists() else set()
    assert names <= {*FILES, "run.json"}
    if "run.json" in names:
        for name, file in json.loads((out / "run.json").read_bytes())["files"].items():
            data = (out / name).read_bytes()
            assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_any_point(
    corpus: Path, whole: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setenv("EVENTS", str(tmp_path / "events"))
    out = tmp_path / "out"

    def extract() -> None:
        extract_to_folder([str(corpus)], out, jobs=jobs)

    assert in_a_process(lambda: count_events(extract)) == 0
    events = int((tmp_path / "events").read_text())
    end = range(events - 9, events + 1)  # the files are moved one by one
    text = (corpus / "00.txt").read_text("utf-8")
    for at in [*random.Random(jobs).sample(range(1, events - 9), 15), *end]:
        # What the run before has left in the folder differs from what this one puts there.
        (corpus / "00.txt").write_text(f"{text} Et la résolution {at} (2021).", encoding="utf-8")
        killed = in_a_process(lambda at=at: count_events(extract, at))  # type: ignore[misc]
        assert killed == -signal.SIGKILL
        check(out)
        (corpus / "00.txt").write_text(text, encoding="utf-8")
        extract()
        assert outputs(out) == whole
        check(out)
        assert [path.name for path in out.iterdir() if path.name.startswith(".run-")] == []


def test_a_killed_run_is_taken_up(corpus: Path, whole: list[bytes], tmp_path: Path) -> None:
    def killed() -> None:
        find = Extractor.find

        def finds(self: Extractor, document: Document) -> Stages[Found]:
            if document.id == "29.txt":
                os.kill(os.getpid(), signal.SIGKILL)
            return find(self, document)

        Extractor.find = finds  # type: ignore[method-assign]
        extract_to_folder([str(corpus)], tmp_path / "out")

    assert in_a_process(killed) == -signal.SIGKILL
    extract_to_folder([str(corpus)], tmp_path / "out")
    assert outputs(tmp_path / "out") == whole
    assert json.loads((tmp_path / "out" / "run.json").read_bytes())["cached"] == 28


def test_a_disk_that_fills_up(corpus: Path, whole: list[bytes], tmp_path: Path) -> None:
    """The limit on the size of a file stands for the disk: it, too, is only met when data are written."""
    out = tmp_path / "out"
    extract_to_folder([str(corpus)], out)
    (corpus / "00.txt").write_text("La résolution 2610 (2021).", encoding="utf-8")
    for limit in (1_000, 6_000, 15_000):

        def extract(limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            with pytest.raises(OSError, match=rf"out/\w+.jsonl: cannot be written: {os.strerror(errno.EFBIG)}"):
                extract_to_folder([str(corpus)], out, fresh=True)

        assert in_a_process(extract) == 0
        assert outputs(out) == whole
        check(out)
        assert [path.name for path in out.iterdir() if path.name.startswith(".run-")] == []


def test_two_runs_at_once(corpus: Path, whole: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither takes what the other has begun for that of a dead one."""
    out = tmp_path / "out"
    find = Extractor.find
    other: list[list[bytes]] = []

    def finds(self: Extractor, document: Document) -> object:
        if document.id == "20.txt" and not other:
            other.append([])
            extract_to_folder([str(corpus)], out)
            other[0] = outputs(out)
        return find(self, document)

    monkeypatch.setattr(Extractor, "find", finds)
    extract_to_folder([str(corpus)], out)
    assert other == [whole]
    assert outputs(out) == whole
    check(out)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("until", ["out", "out/.cache.sqlite"])
def test_the_command_stops_when_told(tmp_path: Path, stop: signal.Signals, until: str) -> None:
    text = (ROOT / "corpus" / "seance-et-votes.txt").read_text("utf-8")
    lines = (json.dumps({"id": str(n), "text": f"{n} pays. {text}"}) + "\n" for n in range(3000))
    (tmp_path / "docs.jsonl").write_text("".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", "extract", "docs.jsonl", "--out", "out", "--jobs", "2"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # ignored in the background
    )  # fmt: skip
    while not (tmp_path / until).exists() and process.poll() is None:
        time.sleep(0.01)
    if stop == signal.SIGINT:
        os.killpg(process.pid, stop)  # as a terminal does
    else:
        process.send_signal(stop)
    _, message = process.communicate(timeout=30)
    assert process.returncode == 128 + stop
    assert message == (
        "glaneur: stopped; out is as it was, and the same command goes on from here\n" if stop == signal.SIGINT else ""
    )
    assert living(process.pid) == []
    assert {path.name for path in (tmp_path / "out").iterdir()} <= {".cache.sqlite"}
