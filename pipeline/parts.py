"""A part of a run: a folder with the output for one range of the corpus, which `merge` puts together with the others.

Any process may be told to make a part, more than once and after others died of it: it is written beside its name and
renamed when it is whole, and who finds it there has nothing to do. How often it was begun is noted beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import socket
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from pipeline import __version__, ranges
from pipeline.cache import program_hash
from pipeline.corpus import Item, size
from pipeline.finishing import Finished, Finisher
from pipeline.garbage import cheap_collections
from pipeline.output_folder import OutputFolder
from pipeline.outputs import RECORDS, RECORDS_TABLE, RUN, beside
from pipeline.own_ids import OwnIds
from pipeline.patterns.files import default_patterns, patterns_hash
from pipeline.ranges import Range
from pipeline.workers import DEATHS, RETIRES, batches_of

_PART = re.compile(r"part-\d{5,}")
_BESIDE = re.compile(r"\.part-\d{5,}\..*")


# What the records of a part are written in.
Form = Literal["jsonl", "parquet"]


class PartsError(RuntimeError):
    """Parts that would not belong together; the message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part to make; numbers start with 1. The hash is of all that it depends on but for the program."""

    number: int
    range: Range
    hash: str

    @classmethod
    def of(cls, number: int, range_: Range) -> Part:
        """The part for a range, as its sources are now."""
        digest = hashlib.sha256(repr(range_).encode("utf-8", "surrogatepass"))
        for path in ranges.files(range_):
            with suppress(OSError):  # told when it is read
                digest.update(f"{Path(path).stat().st_mtime_ns} ".encode())
        return cls(number, range_, digest.hexdigest())

    @property
    def name(self) -> str:
        """The name of its folder."""
        return f"part-{self.number:05}"


@dataclass(frozen=True, slots=True)
class Job:
    """What all parts of a run have in common; sources are named as from `folder`."""

    sources: tuple[str, ...]
    folder: Path
    out: Path
    patterns: Path | None
    parts: int
    form: Form
    program: bytes

    @classmethod
    def of(cls, sources: Iterable[str], out: Path, patterns: Path | None, parts: int, form: Form = "jsonl") -> Job:
        """A job that is told here, to be done anywhere."""
        patterns = patterns and patterns.absolute()
        return cls(tuple(sources), Path.cwd(), out.absolute(), patterns, parts, form, _program(patterns))

    def clean(self, parts: Sequence[Part], fresh: bool = False) -> None:
        """Remove what an earlier run left, but for parts that are whole and would be made again; `fresh`: all."""
        self.out.mkdir(parents=True, exist_ok=True)
        wanted = {} if fresh else {part.name: part for part in parts}
        for path in self.out.iterdir():
            if _PART.fullmatch(path.name) and not (path.name in wanted and self._is_whole(wanted[path.name])):
                shutil.rmtree(path)
        self.sweep()

    def sweep(self) -> None:
        """Remove what workers left that died, when none is at work."""
        for path in self.out.iterdir():
            if _BESIDE.fullmatch(path.name):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def make(self, part: Part) -> Counter[str] | None:
        """Make a part, and give its counts; None after too many workers died of it.

        Raises PatternError; PartsError where this is another program than that which told the job; OSError.
        """
        if self._is_whole(part):
            return Counter(self._run(part)["counts"])
        if not self._may_begin(part):
            return None
        _Worker.of(self)  # goes to the folder from which sources are named
        with cheap_collections():
            return self.write(part, chain.from_iterable(map(self.finish, batches_of(ranges.unfold(part.range)))))

    def finish(self, items: Sequence[Item]) -> list[Finished]:
        """Finish items."""
        return _Worker.of(self).finish(items)

    def write(self, part: Part, documents: Iterable[Finished]) -> Counter[str]:
        """Write a part, and give its counts."""
        began = time.perf_counter()
        own_ids = OwnIds()
        with beside(self.out / part.name) as draft:
            with OutputFolder(draft) as folder:
                for document in documents:
                    folder.add(own_ids.one(document))
                folder.describe(
                    {
                        "version": __version__,
                        "patterns": patterns_hash(self.patterns or default_patterns()),
                        "program": self.program.hex(),
                        "options": {"sources": self.sources, "out": str(self.out), "engine": "ray", "parts": self.form},
                        "shard": {
                            "number": part.number,
                            "of": self.parts,
                            "consecutive": True,
                            "hash": self._hash(part),
                        },
                        "cached": 0,
                        "seconds": round(time.perf_counter() - began, 3),
                    }
                )
            if self.form == "parquet":
                self._to_parquet(draft)
        self._tries(part).unlink(missing_ok=True)
        return folder.counts

    def _to_parquet(self, draft: Path) -> None:
        from pipeline import parquet_records  # wants pyarrow

        parquet_records.write(draft / RECORDS, draft / RECORDS_TABLE)
        (draft / RECORDS).unlink()
        run = json.loads((draft / RUN).read_bytes())
        del run["files"][RECORDS]
        with (draft / RECORDS_TABLE).open("rb") as table:
            sha256 = hashlib.file_digest(table, "sha256").hexdigest()
            run["files"][RECORDS_TABLE] = {"bytes": table.tell(), "sha256": sha256}
        (draft / RUN).write_text(json.dumps(run, ensure_ascii=False, indent=2) + "\n")

    def _may_begin(self, part: Part) -> bool:
        with self._tries(part).open("ab") as tries:
            tries.write(b"\n")
            return tries.tell() <= DEATHS

    def _tries(self, part: Part) -> Path:
        return self.out / f".{part.name}.tries"

    def _is_whole(self, part: Part) -> bool:
        try:
            return bool(self._run(part)["shard"]["hash"] == self._hash(part))
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def _run(self, part: Part) -> dict[str, Any]:
        run: dict[str, Any] = json.loads((self.out / part.name / RUN).read_bytes())
        return run

    def _hash(self, part: Part) -> str:
        return hashlib.sha256(
            f"{self.program.hex()} {self.folder} {self.parts} {self.form} {part.hash}".encode()
        ).hexdigest()


def _program(patterns: Path | None) -> bytes:
    return program_hash(patterns or default_patterns())


class _Worker:
    """What a process has at hand for all that it is told to do."""

    _here: _Worker | None = None

    def __init__(self, job: Job) -> None:
        if _program(job.patterns) != job.program:
            raise PartsError(
                f"{socket.gethostname()} has another version of glaneur, its patterns, Python or libraries than the"
                " machine where the run was started; install the same on all"
            )
        os.chdir(job.folder)
        self._patterns = job.patterns
        self._finisher = Finisher(job.patterns)
        self._finisher.load()
        self._worked = 0

    @classmethod
    def of(cls, job: Job) -> _Worker:
        """The one of this process; another one when its memory is full of words, or the patterns are others."""
        worker = cls._here
        if worker is None or worker._patterns != job.patterns or worker._worked >= RETIRES:
            cls._here = worker = cls(job)
        return worker

    def finish(self, items: Sequence[Item]) -> list[Finished]:
        """Finish items."""
        self._worked += sum(map(size, items))
        return self._finisher.finish(items)
