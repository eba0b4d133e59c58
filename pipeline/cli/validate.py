"""`glaneur validate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.faults import FAILED, told
from pipeline.terminal import shown


def validate(
    records: Annotated[Path, typer.Argument(help="A records.jsonl.")],
    sources: Annotated[
        Path | None, typer.Option("--sources", help="The sources: offsets are checked against their texts.")
    ] = None,
) -> None:
    """Check records against the schema, and against the texts.

    Every fault is told with file, line and field. Exit status: 0 all well, 1 faults found, 2 used wrongly.

    Example: glaneur validate outputs/records.jsonl --sources corpus
    """
    from pipeline.by_id import documents_by_id
    from pipeline.corpus import SourceError
    from pipeline.outputs import RecordsError, faults_in

    with told(SourceError, RecordsError, OSError):
        texts = None
        if sources is not None:
            texts = {doc_id: document.text for doc_id, document in documents_by_id(sources).items()}
        faults = 0
        for fault in faults_in(records, texts):
            faults += 1
            typer.echo(shown(fault))
    typer.echo(f"{records}: {faults} fault(s)" if faults else f"{records}: all well", err=True)
    if faults:
        raise typer.Exit(FAILED)
