"""Errors as messages: what the user can mend ends a command with status 2 and one line, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from pipeline.terminal import shown

FAILED = 1
USED_WRONGLY = 2


@contextmanager
def told(*kinds: type[Exception]) -> Iterator[None]:
    """Turn the errors of these kinds into a message on standard error and exit status 2."""
    try:
        yield
    except BrokenPipeError:
        raise
    except kinds as fault:
        typer.echo(f"glaneur: {shown(str(fault))}", err=True)
        raise typer.Exit(USED_WRONGLY) from None
