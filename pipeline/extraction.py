"""The main job: sources in, the output folder out."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tqdm import tqdm

from pipeline import __version__
from pipeline.corpus import Source, read_sources
from pipeline.outputs import OutputFolder
from pipeline.patterns.files import default_patterns, patterns_hash
from pipeline.run import Extractor


def extract_to_folder(sources: Sequence[str], out: Path, patterns: Path | None = None) -> int:
    """Extract sources to a folder; give the number of documents that failed.

    Raises SourceError, PatternError or OSError before or instead of writing.
    """
    began = time.perf_counter()
    documents = read_sources(sources)
    with OutputFolder(out) as folder, _rare_collections():
        for entry, records in Extractor(patterns).read_all(_with_progress(documents)):
            folder.add(entry, records)
        folder.describe(
            {
                "version": __version__,
                "patterns": patterns_hash(patterns or default_patterns()),
                "options": {"sources": list(sources), "out": str(out)},
                "seconds": round(time.perf_counter() - began, 3),
            }
        )
        return folder.counts["failed"]


def extract_to_stream(sources: Sequence[str], stream: IO[bytes], patterns: Path | None = None) -> int:
    """Extract sources to a stream of records; failures are told on standard error. Gives their number."""
    failed = 0
    for entry, records in Extractor(patterns).read_all(read_sources(sources)):
        for record in records:
            stream.write(record.model_dump_json().encode("utf-8") + b"\n")
        if entry.status == "error":
            failed += 1
            sys.stderr.write(f"{entry.id}: {entry.reason}\n")
    stream.flush()
    return failed


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for cyclic garbage a hundred times less often: a run makes little of it and many objects that stay."""
    usual = gc.get_threshold()
    gc.set_threshold(100 * usual[0], *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _with_progress(documents: Iterable[Source]) -> Iterable[Source]:
    """Show progress, on a terminal only."""
    progress: Iterable[Source] = tqdm(documents, unit=" documents", desc="extract", disable=None, leave=False)
    return progress
