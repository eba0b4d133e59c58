"""The same work on one core or on all: batches of documents in, finished lines out, in order.

A batch comes back as bytes and counts, not as records: passing thousands of objects between processes costs more than
making them. Workers are forked from a process that has read the patterns, so that they start at once.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from pipeline.corpus import Source
from pipeline.outputs import Entities
from pipeline.records import Document
from pipeline.run import Extractor

# A batch is full when it has so many characters or so many documents.
_CHARACTERS = 200_000
_DOCUMENTS = 500
# Batches under way for each worker: enough to keep it busy, few enough to keep memory flat.
_AHEAD = 3


class WorkerError(RuntimeError):
    """A worker process died; nothing was written."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some documents: lines for `documents.jsonl` and `records.jsonl`, entities, counts."""

    documents: bytes
    records: bytes
    entities: Entities
    counts: Counter[str]


def read_batch(extractor: Extractor, sources: Sequence[Source]) -> Batch:
    """Read some documents."""
    documents: list[str] = []
    lines: list[str] = []
    entities = Entities()
    counts: Counter[str] = Counter()
    for entry, records in extractor.read_all(sources):
        documents.append(entry.model_dump_json())
        counts["documents" if entry.status == "ok" else "failed"] += 1
        for record in records:
            lines.append(record.model_dump_json())
            entities.add(record)
            counts[record.label] += 1
    return Batch(_joined(documents), _joined(lines), entities, counts)


def read_batches(sources: Iterable[Source], jobs: int, patterns: Path | None = None) -> Iterator[Batch]:
    """Read documents with `jobs` processes; batches come back in the order of the sources.

    A single batch is read here, whatever `jobs`. Raises WorkerError if a worker dies, and PatternError.
    """
    extractor = Extractor(patterns)
    batches = _batches(sources)
    first = list(islice(batches, 2))
    if jobs == 1 or len(first) < 2:
        for batch in chain(first, batches):
            yield read_batch(extractor, batch)
        return
    yield from _in_processes(extractor, chain(first, batches), jobs, patterns)


def available_jobs() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _batches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    characters = 0
    for source in sources:
        batch.append(source)
        characters += len(source.text) if isinstance(source, Document) else 0
        if characters >= _CHARACTERS or len(batch) >= _DOCUMENTS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _in_processes(
    extractor: Extractor, batches: Iterator[list[Source]], jobs: int, patterns: Path | None
) -> Iterator[Batch]:
    global _extractor
    _extractor = extractor
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    under_way: deque[Future[Batch]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(patterns,)) as executor:
        try:
            for batch in batches:
                under_way.append(executor.submit(_work, batch))
                if len(under_way) >= _AHEAD * jobs:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        except BrokenProcessPool:
            raise WorkerError("a worker process died (out of memory?); try fewer --jobs; nothing was written") from None
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


# In a worker: its extractor, inherited by fork or made by `_start`.
_extractor: Extractor | None = None


def _start(patterns: Path | None) -> None:
    global _extractor
    if _extractor is None:
        _extractor = Extractor(patterns)


def _work(batch: list[Source]) -> Batch:
    assert _extractor is not None
    return read_batch(_extractor, batch)


def _joined(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")
