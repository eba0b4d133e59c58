"""`glaneur diff`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.faults import FAILED, told


def diff(
    old: Annotated[Path, typer.Argument(help="A records.jsonl, or a folder that holds one.")],
    new: Annotated[Path, typer.Argument(help="The other one.")],
) -> None:
    """Show what came, went, moved or changed value between two sets of records.

    Exit status: 0 they are the same, 1 they differ, 2 used wrongly.

    Example: glaneur diff outputs /tmp/new
    """
    from pipeline.evaluation.diff import changes, summary
    from pipeline.outputs import RECORDS, RecordsError, read_records

    with told(RecordsError):
        sides = [path / RECORDS if path.is_dir() else path for path in (old, new)]
        found = changes(read_records(sides[0]), read_records(sides[1]))
    for change in found:
        typer.echo(f"{change.kind}:")
        for line in change.lines():
            typer.echo(f"  {line}")
    typer.echo(summary(found))
    if found:
        raise typer.Exit(FAILED)
