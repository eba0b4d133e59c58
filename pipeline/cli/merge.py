"""`glaneur merge`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.faults import FAILED, told


def merge(
    parts: Annotated[list[Path], typer.Argument(help="The output folders of all parts, in any order.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")],
) -> None:
    """Merge what several machines have extracted with --shard, or a Ray cluster with --engine ray.

    Writes, byte for byte, what one run over the same sources would have written: an id that is taken on another
    machine is told, and entities are counted over all parts. Parts that are not whole, of different runs, or not all
    there are refused.

    Exit status: 0 all well, 1 some document failed (see documents.jsonl), 2 used wrongly.

    Examples:
      glaneur extract my-texts --out parts/1 --shard 1/2      on one machine,

      glaneur extract my-texts --out parts/2 --shard 2/2      on another, then

      glaneur merge parts/* --out my-outputs

    """
    from pipeline.merging import PartError
    from pipeline.merging import merge as merge_parts
    from pipeline.outputs import RecordsError

    with told(PartError, RecordsError, OSError):
        counts = merge_parts(parts, out)
        typer.echo(f"{out}: {counts['documents']} document(s) of {len(parts)} part(s)", err=True)
    if counts["failed"]:
        typer.echo(f"{counts['failed']} document(s) failed; the reasons are in {out}/documents.jsonl", err=True)
        raise typer.Exit(FAILED)
