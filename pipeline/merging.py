"""The parts of a run, made on several machines, to what one run would have written.

A part is an output folder. Its documents are read again in their order, with their records, and go the way of those
of any run: an id that was taken on another machine is found now, and the entities are counted over all parts.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, islice, pairwise, zip_longest
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from pipeline import entries
from pipeline.finishing import Extraction, Finished
from pipeline.output_folder import OutputFolder
from pipeline.outputs import DOCUMENTS, RECORDS, RECORDS_TABLE, RUN, TEXTS, read_documents, read_records
from pipeline.own_ids import OwnIds
from pipeline.records import DocumentEntry, Record


class PartError(ValueError):
    """Parts that are not whole, or do not belong together."""


class _File(BaseModel):
    bytes: int
    sha256: str


class _Shard(BaseModel):
    """Each so many-th document, of those that were found."""

    number: int
    of: int
    found: int
    sha256: str

    @property
    def documents(self) -> int:
        return (self.found - self.number) // self.of + 1


class _Range(BaseModel):
    """Consecutive documents, as many as there are."""

    number: int
    of: int
    consecutive: Literal[True]
    found: None = None
    documents: None = None
    sha256: None = None


class _Options(BaseModel):
    sources: list[str]


class _Run(BaseModel):
    """What merging wants of `run.json`."""

    version: str
    patterns: str
    program: str
    options: _Options
    shard: _Shard | _Range
    cached: int
    counts: dict[str, int]
    files: dict[str, _File]


class Part:
    """An output folder that is one of several; raises PartError if it is not as it was written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.run = _read_run(folder)
        self.shard = self.run.shard
        for name, file in self.run.files.items():
            try:
                with (folder / name).open("rb") as data:
                    whole = hashlib.file_digest(data, "sha256").hexdigest() == file.sha256
            except OSError:
                whole = False
            if not whole:
                raise PartError(f"{folder / name}: is not as the run wrote it; copy the part anew, or run it again")
        documents = self.run.counts.get("documents", 0) + self.run.counts.get("failed", 0)
        if self.shard.documents not in (None, documents):
            raise PartError(f"{folder / RUN}: counts other documents than a shard {self.name} has; run it again")

    def documents(self) -> Iterator[Finished]:
        """The documents of the part in their order; raises PartError or RecordsError if records are not theirs."""
        records = self._records()
        for entry in read_documents(self.folder / DOCUMENTS):
            own = list(islice(records, sum(entry.counts.model_dump().values())))
            if any(record.doc_id != entry.id for record in own):
                raise PartError(f"{self.folder}: {RECORDS} and {DOCUMENTS} are of different runs; run it again")
            extraction = Extraction.of(entry.id, own) if entry.status == "ok" else None
            yield Finished(entry.id, entries.line(entry), entry.sha256, extraction, self._text(entry))

    def _records(self) -> Iterator[Record]:
        if RECORDS_TABLE not in self.run.files:
            return read_records(self.folder / RECORDS)
        from pipeline import parquet_records  # wants pyarrow

        return parquet_records.read(self.folder / RECORDS_TABLE)

    def _text(self, entry: DocumentEntry) -> bytes | None:
        """The text that was kept of a document, where its source was no plain text."""
        try:
            text = (self.folder / TEXTS / f"{entry.id}.txt").read_bytes()
        except (OSError, ValueError):
            return None
        return text if hashlib.sha256(text).hexdigest() == entry.sha256 else None  # one of a run before

    @property
    def name(self) -> str:
        """As it is written after `--shard`."""
        return f"{self.shard.number}/{self.shard.of}"


def merge(folders: Sequence[Path], out: Path) -> Mapping[str, int]:
    """Write to `out` what one run would have written; gives the numbers of documents, failed ones and mentions.

    Raises PartError, RecordsError or OSError, before or instead of writing.
    """
    began = time.perf_counter()
    parts = sorted((Part(folder) for folder in folders), key=lambda part: part.shard.number)
    _check_together(parts, out)
    own_ids = OwnIds()
    with OutputFolder(out) as folder:
        for document in in_order(parts):
            folder.add(own_ids.one(document))
        first = parts[0].run
        folder.describe(
            {
                "version": first.version,
                "patterns": first.patterns,
                "program": first.program,
                "options": {"sources": first.options.sources, "out": str(out), "parts": [str(p.folder) for p in parts]},
                "cached": sum(part.run.cached for part in parts),
                "seconds": round(time.perf_counter() - began, 3),
            }
        )
    return folder.counts


def in_order(parts: Sequence[Part]) -> Iterator[Finished]:
    """The documents of all parts in the order in which they were found."""
    if isinstance(parts[0].shard, _Range):
        return chain.from_iterable(part.documents() for part in parts)
    return dealt(parts)


def dealt(parts: Sequence[Part]) -> Iterator[Finished]:
    """The documents of shards in the order in which they were dealt out."""
    _allow_open_files(2 * len(parts) + 100)
    for one_of_each in zip_longest(*(part.documents() for part in parts)):
        yield from (document for document in one_of_each if document is not None)


def _read_run(folder: Path) -> _Run:
    try:
        return _Run.model_validate_json((folder / RUN).read_bytes())
    except OSError:
        raise PartError(f"{folder}: has no {RUN}, so no run was finished there; run it again") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        if where == "shard":
            raise PartError(f"{folder}: is no part of a run; parts are made with --shard I/N or --engine ray") from None
        raise PartError(f"{folder / RUN}: {where}: {first['msg']}; run it again with this version") from None


def _check_together(parts: Sequence[Part], out: Path) -> None:
    first = parts[0]
    for part in parts:
        for what, ours, theirs in (
            ("version", first.run.version, part.run.version),
            ("patterns", first.run.patterns, part.run.patterns),
            ("code, Python or libraries", first.run.program, part.run.program),
            ("sources", first.run.options.sources, part.run.options.sources),
            ("ways to cut the corpus", type(first.shard), type(part.shard)),
            ("number of shards", first.shard.of, part.shard.of),
            ("documents found", (first.shard.found, first.shard.sha256), (part.shard.found, part.shard.sha256)),
        ):
            if ours != theirs:
                raise PartError(f"{part.folder} and {first.folder} are not parts of one run: {what} differ")
        if part.folder.resolve() == out.resolve():
            raise PartError(f"{out}: is one of the parts; name another folder with --out")
    for one, other in pairwise(parts):
        if one.shard.number == other.shard.number:
            raise PartError(f"{one.folder} and {other.folder} are both shard {one.name}; name each part once")
    there = {part.shard.number for part in parts}
    missing = list(islice((number for number in range(1, first.shard.of + 1) if number not in there), 11))
    if missing:
        names = ", ".join(f"{number}/{first.shard.of}" for number in missing[:10])
        raise PartError(f"shards missing: {names}{' …' if missing[10:] else ''}; name all parts")


def _allow_open_files(number: int) -> None:
    """Let so many files be open at once, if the system does."""
    with suppress(ImportError, ValueError, OSError):  # Windows, which has no such limit; or it is met, and told
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < number:
            resource.setrlimit(resource.RLIMIT_NOFILE, (number if hard == resource.RLIM_INFINITY else hard, hard))
