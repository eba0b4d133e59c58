"""`glaneur schema`."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema of a record.

    Example: glaneur schema > record.schema.json
    """
    from pipeline.records import RECORD

    typer.echo(json.dumps(RECORD.json_schema(mode="serialization"), ensure_ascii=False, indent=2))
