"""`glaneur agreement`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.faults import told


def agreement(
    a: Annotated[Path, typer.Argument(metavar="A", help="The gold folder of one annotator or reviewer.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="That of the other.")],
    sources: Annotated[
        Path | None, typer.Option("--sources", help="Where the documents lie, if not in the gold folders.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Compare two annotators or reviewers: F1 and Cohen's kappa per label, and the differences to settle.

    Kappa is over words: whether a word begins a mention, goes on in one, or stands in none. In the sentences, [[A]] and
    {{B}} are marked.

    Exit status: 0 all well, 2 used wrongly.

    Example: glaneur agreement gold-anne gold-bruno --sources corpus
    """
    from pipeline.corpus import SourceError
    from pipeline.evaluation.agreement import compare, lines
    from pipeline.evaluation.gold import GoldError, GoldSet

    with told(SourceError, GoldError, OSError):
        comparison = compare(GoldSet.read(a, sources), GoldSet.read(b, sources))
    if as_json:
        typer.echo(json.dumps(comparison.as_dict(), ensure_ascii=False, indent=2))
    else:
        for line in lines(comparison):
            typer.echo(line)
