"""The same work on one core or on all: batches of items in, finished documents out, in order.

Each worker is a process with a pipe of its own, so that one that dies takes nothing along but the batch it had, and
that batch is worked again. Workers are forked from a process that has read the patterns, where the system can fork.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from threading import Thread

from pipeline.corpus import Item, place, size
from pipeline.finishing import Finished, Finisher
from pipeline.interrupts import held_back, let_through

# A batch is full when it has so many bytes or so many documents: large enough that what each stage needs stays at hand,
# small enough that no worker waits long for another at the end.
_BYTES = 500_000
_DOCUMENTS = 500
# Batches under way for each worker: enough to keep it busy while a long one is worked, few enough to keep memory flat.
_AHEAD = 6
# … and bytes, once each worker has something: a few documents may be as large as thousands of others.
_AHEAD_BYTES = 20_000_000
# A worker makes room after so many bytes: the words that it has seen fill its memory.
RETIRES = 50_000_000
# A document by itself fails when so many workers died of it: one may have been killed for another reason.
DEATHS = 3
# So many deaths on end, and nothing finished in between, are no fault of the documents.
DEATHS_ON_END = 10 * DEATHS


class WorkerError(RuntimeError):
    """Workers die whatever they are given."""


def available_jobs() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def finish_all(items: Iterable[Item], finisher: Finisher, jobs: int = 1) -> Generator[list[Finished]]:
    """Finish items with `jobs` processes; batches come back in the order of the items.

    A single batch is worked here, whatever `jobs`, as starting a worker takes time, and one job works here as long as
    memory allows. Raises WorkerError if workers die again and again, and PatternError.
    """
    batches = batches_of(items)
    first = list(islice(batches, 2))
    batches = chain(first, batches)
    if jobs == 1 or len(first) < 2:
        yield from _finish_here(finisher, batches)
    yield from _Pool(finisher, jobs).finish(batches)


def _finish_here(finisher: Finisher, batches: Iterator[list[Item]]) -> Iterator[list[Finished]]:
    worked = 0
    for batch in batches:
        yield finisher.finish(batch)
        worked += sum(map(size, batch))
        if worked >= RETIRES:
            return


def batches_of(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Cut items into batches, which a worker is given as one and works in step."""
    batch: list[Item] = []
    filled = 0
    for item in items:
        batch.append(item)
        filled += size(item)
        if filled >= _BYTES or len(batch) >= _DOCUMENTS:
            yield batch
            batch, filled = [], 0
    if batch:
        yield batch


@dataclass(eq=False)
class _Task:
    """A batch on its way; `deaths` counts the workers that died of it."""

    items: list[Item]
    finished: list[Finished] | None = None
    deaths: int = 0
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = sum(map(size, self.items))


class _Worker:
    """A process that finishes one batch after the other; `others` are the workers that were there before it."""

    def __init__(self, context: BaseContext, finisher: Finisher, others: Sequence[_Worker]) -> None:
        self.pipe, theirs = context.Pipe()
        # A forked process has the ends of all pipes, and as long as it holds them, their workers wait for more.
        inherited = [other.pipe for other in (*others, self)] if context.get_start_method() == "fork" else []
        self.process = context.Process(target=_work, args=(theirs, finisher, inherited), daemon=True)  # type: ignore[attr-defined]
        with held_back():
            self.process.start()
        theirs.close()
        self.task: _Task | None = None
        self.worked = 0

    def give(self, task: _Task) -> None:
        """Send a batch; a worker that has died meanwhile is found out when its answer is awaited."""
        self.task = task
        self.worked += task.size
        with suppress(OSError):
            self.pipe.send(task.items)

    def take(self) -> list[Finished] | None:
        """The finished batch, or None if the worker has died; raises what the worker raised."""
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError):
            return None
        if isinstance(answer, BaseException):
            raise answer
        assert isinstance(answer, list)
        return answer

    def end(self) -> None:
        """End the process, if need be in the middle of its work."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Pool:
    """Workers and the batches that they are at."""

    def __init__(self, finisher: Finisher, jobs: int) -> None:
        self._finisher = finisher
        self._jobs = jobs
        self._context = multiprocessing.get_context(
            "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        )
        self._workers: list[_Worker] = []
        self._tasks: deque[_Task] = deque()  # in the order of the items; the first is given back next
        self._waiting: deque[_Task] = deque()  # those among them that no worker has
        self._deaths = 0

    def finish(self, batches: Iterator[list[Item]]) -> Iterator[list[Finished]]:
        """Finish batches, each in its turn; when left in the middle, ends all workers."""
        try:
            while True:
                self._feed(batches)
                while self._tasks and (finished := self._tasks[0].finished) is not None:
                    self._tasks.popleft()
                    yield finished
                    self._feed(batches)
                if not self._tasks:
                    return
                self._await()
        finally:
            for worker in self._workers:
                worker.end()

    def _feed(self, batches: Iterator[list[Item]]) -> None:
        """Give each worker that has nothing to do a batch."""
        while task := self._next(batches):
            worker = next((w for w in self._workers if w.task is None), None)
            if worker is None:
                worker = _Worker(self._context, self._finisher, self._workers)
                self._workers.append(worker)
            worker.give(task)

    def _next(self, batches: Iterator[list[Item]]) -> _Task | None:
        if sum(w.task is not None for w in self._workers) >= self._jobs:
            return None
        if self._waiting:
            return self._waiting.popleft()
        if len(self._tasks) >= self._jobs and (
            len(self._tasks) >= _AHEAD * self._jobs or sum(task.size for task in self._tasks) >= _AHEAD_BYTES
        ):
            return None
        batch = next(batches, None)
        if batch is None:
            return None
        self._tasks.append(task := _Task(batch))
        return task

    def _await(self) -> None:
        """Wait for workers, and take what they have finished."""
        ready = wait([worker.pipe for worker in self._workers if worker.task])
        for worker in [w for w in self._workers if w.pipe in ready]:
            task, worker.task = worker.task, None
            assert task is not None
            task.finished = worker.take()
            if task.finished is not None:
                self._deaths = 0
                task.items = []
            else:
                self._bury(task)
            if task.finished is None or worker.worked >= RETIRES:
                self._workers.remove(worker)
                worker.end()

    def _bury(self, task: _Task) -> None:
        """A worker died of a batch: have it worked again, document by document, until it is known which one kills."""
        self._deaths += 1
        if self._deaths >= DEATHS_ON_END:
            raise WorkerError("worker processes die again and again (out of memory?); try fewer --jobs")
        if len(task.items) > 1:
            single = [_Task([item]) for item in task.items]
            at = self._tasks.index(task)
            self._tasks.remove(task)
            for offset, one in enumerate(single):
                self._tasks.insert(at + offset, one)
            self._waiting.extendleft(reversed(single))
            return
        task.deaths += 1
        if task.deaths < DEATHS:
            self._waiting.appendleft(task)
        else:
            task.finished = [deadly(task.items[0])]


def deadly(item: Item) -> Finished:
    """What becomes of an item of which workers die."""
    reason = f"{DEATHS} worker processes died of it (out of memory?); extract it by itself, or cut it up"
    return Finished.failed(place(item), reason)


def _work(pipe: Connection, finisher: Finisher, inherited: Sequence[Connection]) -> None:
    """The life of a worker: it ends when there is no more to do, and at once when the main process ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process is told as well, and ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    let_through()
    for other in inherited:
        other.close()
    Thread(target=_leave_with_parent, daemon=True).start()
    try:
        while True:
            pipe.send(_answer(finisher, pipe.recv()))
    except (EOFError, OSError):
        return


def _answer(finisher: Finisher, items: Sequence[Item]) -> list[Finished] | Exception:
    try:
        return finisher.finish(items)
    except Exception as fault:  # of the patterns; raised again in the main process
        return fault


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
