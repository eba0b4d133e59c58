"""`glaneur report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.faults import told

_CORPUS = Path("corpus")
# So many documents that have changed are told by name.
_NAMED = 3


def report(
    html: Annotated[Path, typer.Option("--html", help="The page to write.")],
    outputs: Annotated[Path, typer.Argument(help="An output folder, or a records.jsonl.")] = Path("outputs"),
    sources: Annotated[
        Path | None, typer.Option("--sources", help="The texts that were extracted. Default: corpus/, if there is one.")
    ] = None,
) -> None:
    """Write a run as one page that needs no network.

    It shows the documents with their mentions and values, an index of organisations and resolutions, a timeline of the
    dates, which bodies appear together, the figures by kind, and the warnings. Where a text is not at hand, it shows
    the sentences that the records quote. Wants pip install 'glaneur[report]'.

    Exit status: 0 all well, 2 used wrongly.

    Examples:
      glaneur report --html report.html

      glaneur report my-outputs --sources my-texts --html report.html

    """
    from pipeline.corpus import SourceError
    from pipeline.evaluation.gold import GoldError
    from pipeline.outputs import RecordsError
    from pipeline.pages.page import write_page
    from pipeline.report.documents import read_run
    from pipeline.report.page import report_page
    from pipeline.report.pictures import PicturesError

    with told(RecordsError, GoldError, SourceError, PicturesError, OSError):
        run = read_run(outputs, sources or (_CORPUS if _CORPUS.is_dir() else None))
        write_page(html, report_page(run))
    if missing := run.ids("missing"):
        typer.echo(f"{len(missing)} document(s) without their text: name its folder with --sources", err=True)
    if changed := run.ids("other"):
        first = ", ".join(changed[:_NAMED]) + (" …" if len(changed) > _NAMED else "")
        typer.echo(f"{len(changed)} document(s) changed since they were extracted: {first}; extract again", err=True)
