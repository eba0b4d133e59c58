from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from pipeline import workers
from pipeline.corpus import Data
from pipeline.extraction import extract_to_folder
from pipeline.finishing import Finished, Finisher
from pipeline.in_step import Stages
from pipeline.records import Document
from pipeline.run import Extractor, Found
from pipeline.workers import WorkerError, finish_all
from tests.conftest import ROOT

FILES = ("records.jsonl", "documents.jsonl", "entities.jsonl")
ITEMS = [Data(f"INTERPOL compte {n} pays.".encode(), f"{n}.txt") for n in range(2, 40)]


@pytest.fixture(autouse=True)
def many_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_DOCUMENTS", 3)


@pytest.fixture(scope="module")
def finisher() -> Finisher:
    finisher = Finisher()
    finisher.load()
    return finisher


@pytest.fixture
def no_orphans() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


def finish(finisher: Finisher, jobs: int = 2) -> list[Finished]:
    return list(chain.from_iterable(finish_all(ITEMS, finisher, jobs)))


def on(condition: Callable[[Document], bool], act: Callable[[], None]) -> Callable[..., Stages[Found]]:
    """`Extractor.find`, but for the documents to which something happens."""
    find = Extractor.find

    def finds(self: Extractor, document: Document) -> Stages[Found]:
        if condition(document):
            act()
        return find(self, document)

    return finds


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods()[:2])
def test_all_cores_give_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: [method])
    for jobs in (1, 2):
        extract_to_folder([str(ROOT / "corpus")], tmp_path / str(jobs), jobs=jobs)
    for name in FILES:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


@pytest.mark.usefixtures("no_orphans")
def test_only_the_document_that_kills_fails(monkeypatch: pytest.MonkeyPatch, finisher: Finisher) -> None:
    whole = finish(finisher, jobs=1)
    monkeypatch.setattr(Extractor, "find", on(lambda document: document.id == "9.txt", die))
    found = finish(finisher)
    (bad,) = [f for f, w in zip(found, whole, strict=True) if f != w]
    assert (bad.id, bad.extraction) == ("9.txt", None)
    assert "3 worker processes died of it" in json.loads(bad.line)["reason"]


@pytest.mark.usefixtures("no_orphans")
def test_a_worker_that_is_killed_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, finisher: Finisher, tmp_path: Path
) -> None:
    def die_once() -> None:
        (tmp_path / "died").mkdir()  # fails the second time
        die()

    whole = finish(finisher, jobs=1)
    killed = on(lambda document: document.id in {"5.txt", "20.txt"} and not (tmp_path / "died").exists(), die_once)
    monkeypatch.setattr(Extractor, "find", killed)
    assert finish(finisher) == whole


@pytest.mark.usefixtures("no_orphans")
def test_where_all_workers_die_the_run_ends(monkeypatch: pytest.MonkeyPatch, finisher: Finisher) -> None:
    monkeypatch.setattr(Extractor, "find", on(lambda document: True, die))
    with pytest.raises(WorkerError, match="die again and again"):
        finish(finisher)


@pytest.mark.usefixtures("no_orphans")
def test_a_run_that_is_left_ends_its_workers(finisher: Finisher) -> None:
    batches = finish_all(ITEMS, finisher, 2)
    next(batches)
    assert len(multiprocessing.active_children()) == 2
    batches.close()


@pytest.mark.usefixtures("no_orphans")
def test_workers_make_room_for_others(monkeypatch: pytest.MonkeyPatch, finisher: Finisher) -> None:
    monkeypatch.setattr(workers, "RETIRES", 100)
    assert finish(finisher) == finish(finisher, jobs=1)


def test_a_slow_document_keeps_others_waiting_only_so_long(monkeypatch: pytest.MonkeyPatch, finisher: Finisher) -> None:
    """What is finished ahead of its turn stays in memory, so there is an end to it."""
    taken = 0

    def counted() -> Iterator[Data]:
        nonlocal taken
        for item in ITEMS:
            taken += 1
            yield item

    batches = finish_all(counted(), finisher, 2)
    next(batches)
    assert taken <= (2 * workers._AHEAD + 2) * 3
    batches.close()
    taken = 0
    monkeypatch.setattr(workers, "_AHEAD_BYTES", 1)  # as if each were large
    batches = finish_all(counted(), finisher, 2)
    next(batches)
    assert taken <= (2 + 2) * 3
    batches.close()
