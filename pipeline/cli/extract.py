"""`glaneur extract`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.cli.faults import FAILED, told


def extract(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, or - for standard input. Default: corpus/.")
    ] = None,
    out: Annotated[
        str, typer.Option("--out", help="Folder for the results; - writes records to standard output.")
    ] = "outputs",
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, help="Processes; the output is the same. Default: all cores."),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Work every document again, also those that have not changed.")
    ] = False,
    shard: Annotated[
        str | None,
        typer.Option("--shard", metavar="I/N", help="Extract each N-th document, from the I-th on; see glaneur merge."),
    ] = None,
    engine: Annotated[
        Literal["local", "ray"],
        typer.Option(
            "--engine", help="Work on this machine, or on a Ray cluster, which writes parts for glaneur merge."
        ),
    ] = "local",
    address: Annotated[
        str | None,
        typer.Option(
            "--address", help="With --engine ray: a running cluster. Default: one on this machine, for the run."
        ),
    ] = None,
    parts: Annotated[
        Literal["jsonl", "parquet"] | None,
        typer.Option("--parts", help="With --engine ray: what records are written in. Default: jsonl."),
    ] = None,
    patterns: Annotated[
        Path | None, typer.Option("--patterns", help="Folder of pattern files. Default: those of glaneur.")
    ] = None,
) -> None:
    """Extract records from French texts.

    Writes records.jsonl, documents.jsonl, entities.jsonl and run.json. What was extracted before and has not
    changed is taken from .cache.sqlite in the same folder, also after a run that was stopped or killed.
    Exit status: 0 all well, 1 some document failed (see documents.jsonl), 2 used wrongly, 130 stopped by Ctrl-C.

    Examples:
      glaneur extract corpus --out outputs

      echo "La résolution 1373 (2001)" | glaneur extract - --out -

      glaneur extract texts.jsonl.gz --out parts --engine ray --address auto

    """
    from pipeline.corpus import SourceError
    from pipeline.extraction import extract_to_folder, extract_to_stream
    from pipeline.parts import PartsError
    from pipeline.patterns.files import PatternError
    from pipeline.ray_engine import ClusterError, extract_with_ray
    from pipeline.records import LABELS
    from pipeline.shards import Shard
    from pipeline.workers import WorkerError, available_jobs

    with told(SourceError, PatternError, WorkerError, ClusterError, PartsError, OSError), _stopped(out, engine):
        if not out:
            raise SourceError("--out has no name; is a variable of the shell empty?")
        named = sources or ["corpus"]
        part = Shard.parse(shard) if shard is not None else None
        for option, given in (("--address", address), ("--parts", parts)):
            if given is not None and engine != "ray":
                raise SourceError(f"{option} is for Ray; add --engine ray")
        if engine == "ray" and (out == "-" or part):
            raise SourceError("--engine ray makes parts in a folder: name one with --out, and leave --shard out")
        if out == "-":
            if part:
                raise SourceError("--shard wants a folder: name it with --out")
            failed = extract_to_stream(named, sys.stdout.buffer, patterns, jobs or available_jobs())
        else:
            if engine == "ray":
                counts = extract_with_ray(named, Path(out), patterns, jobs, address, fresh, parts or "jsonl")
            else:
                counts = extract_to_folder(named, Path(out), patterns, jobs or available_jobs(), fresh, part)
            written = f"{out}/part-*" if engine == "ray" else out
            failed = counts["failed"]
            mentions = sum(counts[label] for label in LABELS)
            typer.echo(f"{out}: {mentions} mentions in {counts['documents']} document(s)", err=True)
            if failed:
                typer.echo(f"{failed} document(s) failed; the reasons are in {written}/documents.jsonl", err=True)
            if not counts["documents"] and not failed:
                typer.echo(
                    "no documents there: name files, or a folder with texts (.txt, .jsonl, .jsonl.gz, .parquet)",
                    err=True,
                )
            if engine == "ray":
                typer.echo(f"to make one run of the parts: glaneur merge {written} --out FOLDER", err=True)
    if failed:
        raise typer.Exit(FAILED)


@contextmanager
def _stopped(out: str, engine: str) -> Iterator[None]:
    """On Ctrl-C, say what becomes of the work that was done."""
    try:
        yield
    except KeyboardInterrupt:
        state = "keeps the parts that are whole" if engine == "ray" else "is as it was"
        kept = "" if out == "-" else f"; {out} {state}, and the same command goes on from here"
        typer.echo(f"glaneur: stopped{kept}", err=True)
        raise
