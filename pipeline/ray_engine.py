"""The same work on a Ray cluster: ranges of the corpus in, parts of the output out.

Texts do not pass through the process that starts the run: each task of Ray Data reads the sources of its range, and
writes its part. So all machines must see sources and output by the same paths.

Ray gives the task of a worker that died to another one, without end. A part that several workers died of is therefore
given up, and then its documents are worked each in a task of its own, so that only those fail that are at fault.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import re
import socket
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline import ranges
from pipeline.corpus import Item, walk
from pipeline.extraction import progress_bar
from pipeline.finishing import Finished
from pipeline.parts import Form, Job, Part, PartsError
from pipeline.patterns.files import PatternError
from pipeline.workers import DEATHS, DEATHS_ON_END, WorkerError, available_jobs, deadly

# No reports of usage; and what tasks die of is told by us.
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_IGNORE_UNHANDLED_ERRORS": "1"}
# All that we start listens on this machine only: this variable, in spite of its name, makes Ray do so anywhere.
LOCAL = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
_OBJECT_STORE = 100_000_000
# So many documents are worked one by one at a time.
_AHEAD = 16
# What a task may say of the user's files; it ends the run.
_FAULTS = (PatternError, PartsError, OSError)


class ClusterError(RuntimeError):
    """A cluster that cannot be used; the message says why."""


def extract_with_ray(
    sources: Sequence[str],
    out: Path,
    patterns: Path | None = None,
    jobs: int | None = None,
    address: str | None = None,
    fresh: bool = False,
    form: Form = "jsonl",
) -> Mapping[str, int]:
    """Extract sources to parts in a folder; give counts as `extract_to_folder` does, ids taken twice not among them.

    `address` is that of a running cluster (`auto`: the one of this machine); without it, one is started here for the
    run. Parts that are there are not made again if nothing has changed, unless `fresh`. Raises SourceError,
    PatternError, ClusterError, PartsError, WorkerError or OSError.
    """
    parts = [Part.of(number, range_) for number, range_ in enumerate(ranges.cut(walk(sources)), start=1)]
    job = Job.of(sources, out, patterns, len(parts), form)
    job.clean(parts, fresh)
    counts: Counter[str] = Counter()
    given_up: list[Part] = []
    with _cluster(address, jobs), progress_bar() as progress:
        for number, found in _made(job, parts, jobs):
            if found is None:
                given_up.append(parts[number - 1])
            else:
                counts.update(found)
                progress(found["documents"] + found["failed"])
        for part in given_up:
            counts.update(job.write(part, _one_by_one(job, ranges.unfold(part.range))))
    job.sweep()
    return counts


@contextmanager
def _cluster(address: str | None, jobs: int | None) -> Iterator[None]:
    """Be connected to a cluster, or have one."""
    os.environ.update({**QUIET, **(LOCAL if address is None else {})})
    try:
        import ray
        import ray.data
    except ModuleNotFoundError:
        raise ClusterError("--engine ray wants Ray; install it with pip install 'glaneur[ray]'") from None
    _knock(address)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray").setLevel(logging.ERROR)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    # Sockets have short names, and what Ray writes down of the run goes with it.
    with TemporaryDirectory(prefix="glaneur-", dir="/tmp", ignore_cleanup_errors=True) as logs:
        ours: dict[str, Any] = {
            "num_cpus": jobs or available_jobs(),
            "include_dashboard": False,
            "object_store_memory": _OBJECT_STORE,
            "_temp_dir": logs,
        }
        try:
            ray.init(address or "local", log_to_driver=False, logging_level=logging.ERROR, **({} if address else ours))
        except (ConnectionError, RuntimeError, ValueError) as fault:
            raise ClusterError(f"--address {address}: no Ray cluster to be reached there: {fault}") from None
        try:
            with redirect_stdout(sys.stderr):  # where Ray tells of workers that died
                yield
        finally:
            ray.shutdown()


def _knock(address: str | None) -> None:
    """Raise ClusterError where no one answers; Ray would try for many minutes."""
    match = re.fullmatch(r"\[?(.+?)\]?:(\d+)", address or "")
    if match:
        try:
            socket.create_connection((match[1], int(match[2])), timeout=10).close()
        except (OSError, OverflowError) as fault:
            raise ClusterError(f"--address {address}: no one answers there ({fault}); is the cluster up?") from None


def _made(job: Job, parts: Sequence[Part], jobs: int | None) -> Iterator[tuple[int, Counter[str] | None]]:
    """Make all parts; yield their numbers and counts as they are finished, None for one that was given up."""
    import ray.data
    from ray.exceptions import RayError

    rows = [{"number": part.number, "part": pickle.dumps(part)} for part in parts]
    if not rows:
        return
    tasks = ray.data.from_items(rows, override_num_blocks=len(rows)).map(
        partial(_make_part, job), num_cpus=1, concurrency=jobs and min(jobs, len(rows))
    )
    try:
        for row in tasks.iter_rows():
            if row["fault"]:
                raise PartsError(row["fault"])
            counts = json.loads(row["counts"])
            yield row["number"], counts if counts is None else Counter(counts)
    except RayError as fault:  # as where glaneur is not installed on a machine of the cluster
        raise ClusterError(f"Ray: {str(fault).strip().splitlines()[-1]}") from None


def _make_part(job: Job, row: dict[str, Any]) -> dict[str, Any]:
    """The task; what ends the run is told in its row, since an error would come with a page of Ray's traceback."""
    counts, fault = None, ""
    try:
        counts = job.make(pickle.loads(row["part"]))
    except _FAULTS as told:
        fault = str(told)
    return {"number": row["number"], "counts": json.dumps(counts), "fault": fault}


def _one_by_one(job: Job, items: Iterable[Item]) -> Iterator[Finished]:
    """Finish items in their order, each in a task of its own; one that kills its workers fails."""
    import ray
    from ray.exceptions import OutOfMemoryError, RayTaskError, WorkerCrashedError

    finish = partial(ray.remote(num_cpus=1, max_retries=0)(_finish).remote, job)
    items = iter(items)
    ahead = deque((item, finish(item)) for item in islice(items, _AHEAD))
    on_end = 0
    while ahead:
        item, task = ahead.popleft()
        for _ in range(DEATHS):
            try:
                finished: Finished = ray.get(task)
                on_end = 0
                break
            except RayTaskError as fault:
                raise PartsError(str(fault.cause)) from None
            except (OutOfMemoryError, WorkerCrashedError):
                on_end += 1
                if on_end >= DEATHS_ON_END:
                    raise WorkerError("workers die again and again (out of memory?); give Ray fewer CPUs") from None
                task = finish(item)
        else:
            finished = deadly(item)
        yield finished
        ahead.extend((item, finish(item)) for item in islice(items, 1))


def _finish(job: Job, item: Item) -> Finished:
    (finished,) = job.finish([item])
    return finished
