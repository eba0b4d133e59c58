"""`glaneur diff`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.faults import FAILED, told


def diff(
    old: Annotated[Path, typer.Argument(help="An output folder, a records.jsonl, or a gold folder.")],
    new: Annotated[Path, typer.Argument(help="The other one.")],
    sources: Annotated[
        tuple[Path, Path] | None,
        typer.Option("--sources", metavar="OLD NEW", help="The texts of both: edits are told apart by them."),
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page with every change in its context.")] = None,
) -> None:
    """Show what came, went, moved or changed value, by document and by rule.

    Where a text was edited (its sha256 in documents.jsonl differs), mentions follow the edit. A change is put down to
    the source if the rules are the same or the words of the mention were edited, to a rule if its sentence was not
    touched; else the cause is unknown. The texts come from text/ or --sources; without them, from the sentences that
    the records quote, which leaves more causes unknown.

    Exit status: 0 they are the same, 1 they differ, 2 used wrongly.

    Examples:
      glaneur diff outputs /tmp/new --html changes.html

      glaneur diff old-outputs new-outputs --sources old-corpus new-corpus

      glaneur diff outputs tests/gold --sources corpus corpus

    """
    from pipeline.corpus import SourceError
    from pipeline.evaluation.diff import compare, diff_lines
    from pipeline.evaluation.diff_page import diff_page
    from pipeline.evaluation.gold import GoldError
    from pipeline.evaluation.sides import Side
    from pipeline.outputs import RecordsError
    from pipeline.pages.page import write_page

    with told(RecordsError, GoldError, SourceError, OSError):
        old_sources, new_sources = sources or (None, None)
        sides = Side.read(old, old_sources), Side.read(new, new_sources)
        documents = compare(*sides)
        if html is not None:
            write_page(html, diff_page(*sides, documents))
    for line in diff_lines(documents):
        typer.echo(line)
    if documents:
        raise typer.Exit(FAILED)
