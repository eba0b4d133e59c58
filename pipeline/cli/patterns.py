"""`glaneur patterns`: the commands for those who write rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.faults import FAILED, told

patterns = typer.Typer(no_args_is_help=True, help="Check the rules and the knowledge base.")


@patterns.callback()
def group() -> None:
    """Check the rules and the knowledge base."""


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
        typer.echo(str(fault))
    typer.echo(f"{root}: {len(faults)} fault(s)" if faults else f"{root}: all well", err=True)
    if faults:
        raise typer.Exit(FAILED)
