"""The formats that annotations are converted to and from, and the conversion."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from pipeline.convert.annotations import Annotations, ConvertError, Losses
from pipeline.evaluation.gold import GOLD
from pipeline.outputs import RECORDS, beside

# A file, or a folder of files by their names in it.
Written = bytes | dict[str, bytes]


class Codec(Protocol):
    """What the file of a format has."""

    def write(self, annotations: Annotations, losses: Losses) -> Written:
        """Give the file, or the files of the folder."""

    def read(self, path: Path, sources: Path | None, losses: Losses) -> Annotations:
        """Read the file or folder; `sources` are the documents where the format holds no texts."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name: its module, its ending where it is a file, and whether its texts lie elsewhere."""

    name: str
    module: str
    endings: tuple[str, ...]
    takes_sources: bool = False

    @property
    def codec(self) -> Codec:
        """Its `write` and `read`; loaded when needed, for spaCy and pyarrow take their time."""
        return cast(Codec, importlib.import_module(f"pipeline.convert.{self.module}"))


FORMATS = {
    format_.name: format_
    for format_ in (
        Format("gold", "gold", (), takes_sources=True),
        Format("records", "records", (".jsonl",), takes_sources=True),
        Format("label-studio", "label_studio", (".json",)),
        Format("brat", "brat", ()),
        Format("web-annotation", "web_annotation", (".jsonld",), takes_sources=True),
        Format("docbin", "docbin", (".spacy",)),
        Format("conll", "conll", (".conllup", ".conll")),
        Format("csv", "csv_table", (".csv",), takes_sources=True),
        Format("parquet", "parquet_table", (".parquet",), takes_sources=True),
    )
}


def convert(
    source: Path, target: Path, from_: str | None = None, to: str | None = None, sources: Path | None = None
) -> Iterator[str]:
    """Convert a file or folder to another, which must not exist; yield what was lost, then what was done.

    Raises ConvertError, GoldError, RecordsError or SourceError, and writes nothing then; OSError.
    """
    if not source.exists():
        raise ConvertError(f"{source}: no such file or folder")
    if target.exists():
        raise ConvertError(f"{target}: exists; remove it, or name another")
    reader = _named(from_, "--from") if from_ else _guessed(source, "--from")
    writer = _named(to, "--to") if to else _guessed(target, "--to")
    if sources is not None and not reader.takes_sources:
        raise ConvertError(f"{source}: {reader.name} holds its texts; leave --sources out")
    read, written = Losses(), Losses()
    annotations = reader.codec.read(source, sources, read)
    write_whole(target, writer.codec.write(annotations, written))
    yield from (f"{reader.name}, lost: {line}" for line in read.lines())
    yield from (f"{writer.name}, lost: {line}" for line in written.lines())
    yield f"{target}: {len(annotations.documents)} documents, {len(annotations.mentions)} mentions"


def _named(name: str, option: str) -> Format:
    if name not in FORMATS:
        raise ConvertError(f"{option} {name}: no such format; take one of {', '.join(FORMATS)}")
    return FORMATS[name]


def _guessed(path: Path, option: str) -> Format:
    if path.is_dir():
        for name, pattern in (("records", RECORDS), ("gold", GOLD), ("brat", "**/*.ann")):
            if next(path.glob(pattern), None):
                return FORMATS[name]
    elif path.name == GOLD:
        return FORMATS["gold"]
    for format_ in FORMATS.values():
        if path.suffix in format_.endings:
            return format_
    raise ConvertError(f"{path}: of which format? say with {option} one of {', '.join(FORMATS)}")


def write_whole(target: Path, written: Written) -> None:
    """Write beside the target, then rename: it is never there by half."""
    with beside(target) as part:
        if isinstance(written, bytes):
            part.write_bytes(written)
        for name, data in written.items() if isinstance(written, dict) else ():
            file = part / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
