"""`glaneur patterns`: the commands for those who write rules and keep the knowledge base."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.faults import FAILED, told
from pipeline.terminal import shown

if TYPE_CHECKING:
    from pipeline.records import Record

patterns = typer.Typer(
    no_args_is_help=True, help="Check the rules, find bodies that the knowledge base lacks, export it."
)


@patterns.callback()
def group() -> None:
    """Check the rules, find bodies that the knowledge base lacks, export it."""


@patterns.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="A folder of pattern files. Default: those of glaneur.")] = None,
) -> None:
    """Check every pattern file: form, ids, examples and counterexamples, names, time.

    Exit status: 0 all well, 1 faults found.

    Example: glaneur patterns check patterns
    """
    from pipeline.patterns.check import check as check_folder
    from pipeline.patterns.files import PatternError, default_patterns

    root = folder or default_patterns()
    with told(PatternError):
        if not root.is_dir():
            raise PatternError(f"{root}: no such folder")
    faults = check_folder(root)
    for fault in faults:
        typer.echo(shown(str(fault)))
    typer.echo(f"{root}: {len(faults)} fault(s)" if faults else f"{root}: all well", err=True)
    if faults:
        raise typer.Exit(FAILED)


@patterns.command()
def suggest(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, or - for standard input. Default: corpus.")
    ] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="Leave out bodies named less often.")] = 1,
) -> None:
    """Find bodies that texts name and the knowledge base lacks, as lines ready to be completed.

    Look the name up, write where in `source`, take `seen` away, and add the line to a file in patterns/organisations.

    Exit status: 0 all well, 1 some document failed.

    Examples:
      glaneur patterns suggest corpus > unknown.jsonl

      glaneur patterns suggest my-texts --least 3

    """
    from pipeline.corpus import SourceError, read_sources
    from pipeline.patterns.collection import load
    from pipeline.patterns.files import PatternError
    from pipeline.patterns.suggest import suggest as suggestions
    from pipeline.run import Extractor, with_own_ids

    failed = 0

    def records() -> Iterator[Record]:
        nonlocal failed
        for entry, found in Extractor().read_all(with_own_ids(read_sources(sources or ["corpus"]))):
            if entry.status == "error":
                failed += 1
                typer.echo(shown(f"{entry.id}: {entry.reason}"), err=True)
            yield from found

    with told(SourceError, PatternError, OSError):
        _print_lines(suggestions(records(), load().vocabulary, least))
    if failed:
        raise typer.Exit(FAILED)


@patterns.command()
def export(
    folder: Annotated[Path | None, typer.Argument(help="A folder of pattern files. Default: those of glaneur.")] = None,
) -> None:
    """Write the knowledge base as patterns for a stock spaCy `entity_ruler`, one JSON object a line.

    Example: glaneur patterns export > bodies.jsonl
    """
    from pipeline.patterns.collection import load
    from pipeline.patterns.export import entity_ruler_patterns
    from pipeline.patterns.files import PatternError

    with told(PatternError):
        _print_lines(entity_ruler_patterns(load(folder).bodies))


def _print_lines(lines: Iterable[dict[str, Any]]) -> None:
    for line in lines:
        typer.echo(json.dumps(line, ensure_ascii=False))
