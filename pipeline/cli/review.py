"""`glaneur review`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.faults import FAILED, told


def review(
    outputs: Annotated[Path, typer.Argument(help="The folder that extract has written.")],
    sources: Annotated[Path, typer.Option("--sources", help="The sources that were extracted.")],
    reviewer: Annotated[str, typer.Option("--reviewer", help="Your name, as it goes into every decision.")],
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", help="The decisions file. Default: OUTPUTS/decisions/REVIEWER.jsonl."),
    ] = None,
    gold: Annotated[Path | None, typer.Option("--gold", help="A gold set to show differences from.")] = None,
    export: Annotated[
        Path | None,
        typer.Option("--export", help="Open no page: write the finished documents to this gold folder, and stop."),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the gold set in the export folder.")] = False,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port of the page; 0 takes a free one.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address and open no browser.")] = False,
) -> None:
    """Accept, reject, correct and add mentions on a page in the browser; make gold of what you have reviewed.

    The page is served on this machine only. Every decision is saved at once; stop with Ctrl-C at any moment and go on
    later with the same command. In the page, ? lists the keys; f closes a document that you have read to its end.

    Exit status: 0 all well, 1 nothing to export, 2 used wrongly.

    Examples:
      glaneur review outputs --sources corpus --reviewer Ana

      glaneur review outputs --sources corpus --reviewer Ana --export my-gold

      glaneur evaluate my-gold

    """
    from pipeline.corpus import SourceError
    from pipeline.evaluation.gold import GoldError
    from pipeline.outputs import RecordsError
    from pipeline.review.export import ExportError, NothingToExportError, export_gold, reviewers_of
    from pipeline.review.log import DecisionsError
    from pipeline.review.opening import DeskError, open_desk

    with told(SourceError, GoldError, RecordsError, DecisionsError, DeskError, ExportError, OSError):
        desk = open_desk(outputs, sources, reviewer, decisions, gold)
        if desk.log.torn:
            typer.echo(f"{desk.log.path}: the last line was cut off and is left out", err=True)
        for doc_id in desk.set_aside:
            typer.echo(f"{doc_id} has changed since it was reviewed: its decisions are set aside", err=True)
        if export is not None:
            try:
                done = export_gold(desk, export, overwrite)
            except NothingToExportError as fault:
                typer.echo(f"glaneur: {fault}", err=True)
                raise typer.Exit(FAILED) from None
            rest = "; the others are not finished" if done < len(desk.sheets) else ""
            typer.echo(f"{export}: {done} of {len(desk.sheets)} documents{rest}", err=True)
            if (whose := reviewers_of(desk)) != [reviewer]:
                typer.echo(f"{desk.log.path}: these are the decisions of {', '.join(whose)}", err=True)
            return
        try:
            from pipeline.review.serving import serve
        except ModuleNotFoundError as fault:
            raise DeskError(f"the page needs {fault.name}; install it with: pip install 'glaneur[review]'") from None
        serve(desk, port, not no_browser, typer.echo)
