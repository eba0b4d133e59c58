"""`glaneur evaluate`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.faults import FAILED, told


def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Folders with a gold.jsonl.")],
    sources: Annotated[
        Path | None, typer.Option("--sources", help="Where the documents lie, if not in the gold folder.")
    ] = None,
    records: Annotated[
        Path | None, typer.Option("--records", help="Score these records instead of extracting anew.")
    ] = None,
    fail_under: Annotated[
        float | None, typer.Option("--fail-under", help="Exit with 1 if the exact F1 over all labels is lower.")
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every error in its sentence: [[gold]], {{found}}.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the scores, and the errors if asked, as JSON.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page with the scores drawn and every error in its context.")
    ] = None,
) -> None:
    """Score records against gold annotations: precision, recall, F1 and right values, in percent.

    With 95 % intervals over documents, per label and field; and a verdict on every mention: right, wrong border, wrong
    label, wrong value, missed, spurious, per label and rule.

    Exit status: 0 all well, 1 the threshold was missed, 2 used wrongly.

    Examples:
      glaneur evaluate tests/gold --sources corpus --html scores.html

      glaneur evaluate my-gold --records outputs/records.jsonl --fail-under 95

    """
    from pipeline.corpus import SourceError
    from pipeline.evaluation.evaluate import evaluate_folders
    from pipeline.evaluation.gold import GoldError
    from pipeline.evaluation.page import evaluation_page
    from pipeline.evaluation.report import error_lines, errors_as_json, tables
    from pipeline.evaluation.summary import summarise
    from pipeline.outputs import RecordsError
    from pipeline.pages.page import write_page
    from pipeline.patterns.files import PatternError

    with told(SourceError, GoldError, RecordsError, PatternError, OSError):
        documents = evaluate_folders(list(dict.fromkeys(gold)), sources, records)
        summary = summarise(documents)
        if html is not None:
            write_page(html, evaluation_page(summary, documents))
    if as_json:
        listed = {"errors": list(errors_as_json(documents))} if errors else {}
        typer.echo(json.dumps({**summary.as_dict(), **listed}, ensure_ascii=False, indent=2))
    else:
        for line in [*(error_lines(documents) if errors else ()), *tables(summary)]:
            typer.echo(line)
    f1 = 100 * summary.labels[-1].score.f1
    if fail_under is not None and not f1 >= fail_under:
        typer.echo(f"exact F1 {f1:.2f} is under {fail_under:g}", err=True)
        raise typer.Exit(FAILED)
