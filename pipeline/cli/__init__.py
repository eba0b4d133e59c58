"""The command `glaneur`: one file a command, a thin function over a plain one."""

from __future__ import annotations

import gc
import os
import signal
import sys

import typer

from pipeline import __version__
from pipeline.cli.agreement import agreement
from pipeline.cli.convert import convert
from pipeline.cli.diff import diff
from pipeline.cli.evaluate import evaluate
from pipeline.cli.extract import extract
from pipeline.cli.faults import FAILED
from pipeline.cli.merge import merge
from pipeline.cli.patterns import patterns
from pipeline.cli.report import report
from pipeline.cli.review import review
from pipeline.cli.schema import schema
from pipeline.cli.validate import validate
from pipeline.garbage import cheap_collections

# 128 + 15, by the custom of shells.
_TERMINATED = 143

app = typer.Typer(
    name="glaneur",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(extract)
app.command()(merge)
app.command()(validate)
app.command()(schema)
app.command()(evaluate)
app.command()(diff)
app.command()(report)
app.command()(review)
app.command()(agreement)
app.command()(convert)
app.add_typer(patterns, name="patterns")


@app.callback(invoke_without_command=True)
def glaneur(version: bool = typer.Option(False, "--version", help="Print the version and stop.")) -> None:
    """Organisations, resolutions, dates and figures out of French institutional texts.

    Example: glaneur extract corpus --out outputs
    """
    if version:
        typer.echo(f"glaneur {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command; when told to stop (SIGTERM) it leaves nothing behind, and `| head` is no fault to speak of."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    try:
        with cheap_collections():
            app()
    except BrokenPipeError:
        # What is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    finally:
        # All ends here: to look for garbage in it once more takes a tenth of a second.
        gc.freeze()
