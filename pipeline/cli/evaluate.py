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
    errors: Annotated[bool, typer.Option("--errors", help="List every error in its sentence.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Score records against gold annotations: precision, recall, F1 and right values, in percent.

    Exit status: 0 all well, 1 the threshold was missed, 2 used wrongly.

    Examples:
      glaneur evaluate tests/gold --sources corpus

      glaneur evaluate my-gold --records outputs/records.jsonl --fail-under 95

    """
    from pipeline.corpus import SourceError
    from pipeline.evaluation.gold import GoldError
    from pipeline.evaluation.report import error_lines, table
    from pipeline.evaluation.scores import ALL, evaluate_folders, score
    from pipeline.outputs import RecordsError
    from pipeline.patterns.files import PatternError

    with told(SourceError, GoldError, RecordsError, PatternError):
        pairs = evaluate_folders(list(dict.fromkeys(gold)), sources, records)
    scores = score(pairs)
    if errors:
        for line in error_lines(pairs):
            typer.echo(line)
    if as_json:
        typer.echo(json.dumps({name: s.as_dict() for name, s in scores.items()}, indent=2))
    else:
        typer.echo(table(scores))
    if fail_under is not None and not 100 * scores[ALL].f1 >= fail_under:
        typer.echo(f"exact F1 {100 * scores[ALL].f1:.2f} is under {fail_under:g}", err=True)
        raise typer.Exit(FAILED)
