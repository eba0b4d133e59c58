"""The main job: sources in, the output folder out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import IO

from pipeline import __version__
from pipeline.cache import CACHE, Cache, CacheKeeper, program_hash
from pipeline.corpus import Item, find
from pipeline.finishing import Finished, Finisher
from pipeline.garbage import cheap_collections
from pipeline.output_folder import OutputFolder
from pipeline.own_ids import OwnIds
from pipeline.patterns.files import default_patterns, patterns_hash
from pipeline.records import DocumentEntry
from pipeline.shards import Shard
from pipeline.terminal import shown
from pipeline.workers import finish_all


def extract_to_folder(
    sources: Sequence[str],
    out: Path,
    patterns: Path | None = None,
    jobs: int = 1,
    fresh: bool = False,
    shard: Shard | None = None,
) -> Mapping[str, int]:
    """Extract sources to a folder; give the numbers of `documents`, of `failed` ones, and of mentions by label.

    What the cache in the folder knows is not worked again, unless `fresh`; of a `shard`, only its documents. Raises
    SourceError, PatternError, WorkerError or OSError before or instead of writing.
    """
    began = time.perf_counter()
    items = find(sources)
    if shard:
        shard.check_folder(out)
        items = shard.take(items)
    cached = 0
    with OutputFolder(out) as folder, progress_bar() as progress:
        program = program_hash(patterns or default_patterns())
        keeper = CacheKeeper(out / CACHE, program)
        finisher = Finisher(patterns, Cache(out / CACHE, program), look_up=keeper.warm and not fresh)
        if not finisher.look_up:
            finisher.load()
        with _finished(items, finisher, jobs) as batches:
            for batch in batches:
                for document in batch:
                    folder.add(document)
                keeper.keep((d.key, None if d.cached else bytes(d.extraction)) for d in batch if d.key and d.extraction)
                cached += sum(document.cached for document in batch)
                progress(len(batch))
        keeper.trim()
        folder.describe(
            {
                "version": __version__,
                "patterns": patterns_hash(patterns or default_patterns()),
                "program": program.hex(),
                "options": {"sources": list(sources), "out": str(out), "jobs": jobs, "fresh": fresh},
                **({"shard": shard.describe()} if shard else {}),
                "cached": cached,
                "seconds": round(time.perf_counter() - began, 3),
            }
        )
    return folder.counts


def extract_to_stream(sources: Sequence[str], stream: IO[bytes], patterns: Path | None = None, jobs: int = 1) -> int:
    """Extract sources to a stream of records; failures are told on standard error. Gives their number."""
    failed = 0
    items = find(sources)
    finisher = Finisher(patterns)
    finisher.load()
    with _finished(items, finisher, jobs) as batches:
        for document in chain.from_iterable(batches):
            if document.extraction is not None:
                stream.write(document.extraction.records(document.id))
            else:
                failed += 1
                entry = DocumentEntry.model_validate_json(document.line)
                sys.stderr.write(f"{shown(entry.id)}: {shown(entry.reason or '')}\n")
    stream.flush()
    return failed


@contextmanager
def _finished(items: Iterator[Item], finisher: Finisher, jobs: int) -> Iterator[Iterator[list[Finished]]]:
    """The finished documents of sources, batch by batch; workers end with the context, whatever ends it."""
    with cheap_collections(), closing(finish_all(items, finisher, jobs)) as batches:
        yield map(OwnIds().batch, batches)


@contextmanager
def progress_bar() -> Iterator[Callable[[int], object]]:
    """A bar, on a terminal only; gives what moves it by a number of documents."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda documents: None
        return
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its thread would stand in the way of forking
    with tqdm(unit=" documents", desc="extract", leave=False) as bar:
        yield bar.update
