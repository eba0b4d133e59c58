"""The main job: sources in, the output folder out."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tqdm import tqdm

from pipeline import __version__
from pipeline.corpus import Source, read_sources
from pipeline.outputs import OutputFolder
from pipeline.patterns.files import default_patterns, patterns_hash
from pipeline.run import Extractor, with_own_ids
from pipeline.workers import read_batches


def extract_to_folder(
    sources: Sequence[str], out: Path, patterns: Path | None = None, jobs: int = 1
) -> Mapping[str, int]:
    """Extract sources to a folder; give the numbers of `documents`, of `failed` ones, and of mentions by label.

    Raises SourceError, PatternError, WorkerError or OSError before or instead of writing.
    """
    began = time.perf_counter()
    documents = with_own_ids(read_sources(sources))
    with OutputFolder(out) as folder, _cheap_collections():
        for batch in read_batches(_with_progress(documents), jobs, patterns):
            folder.add(batch.documents, batch.records, batch.entities, batch.counts)
        folder.describe(
            {
                "version": __version__,
                "patterns": patterns_hash(patterns or default_patterns()),
                "options": {"sources": list(sources), "out": str(out), "jobs": jobs},
                "seconds": round(time.perf_counter() - began, 3),
            }
        )
    return folder.counts


def extract_to_stream(sources: Sequence[str], stream: IO[bytes], patterns: Path | None = None) -> int:
    """Extract sources to a stream of records; failures are told on standard error. Gives their number."""
    failed = 0
    for entry, records in Extractor(patterns).read_all(with_own_ids(read_sources(sources))):
        for record in records:
            stream.write(record.model_dump_json().encode("utf-8") + b"\n")
        if entry.status == "error":
            failed += 1
            sys.stderr.write(f"{entry.id}: {entry.reason}\n")
    stream.flush()
    return failed


@contextmanager
def _cheap_collections() -> Iterator[None]:
    """Spare the garbage collector the patterns, which stay, and call it less often: a run makes few cycles."""
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _with_progress(documents: Iterable[Source]) -> Iterable[Source]:
    """Show progress, on a terminal only."""
    progress: Iterable[Source] = tqdm(documents, unit=" documents", desc="extract", disable=None, leave=False)
    return progress
