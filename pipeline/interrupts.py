"""Ctrl-C and its like, held back where they would come at a bad time."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNALS = {signal.SIGINT, signal.SIGTERM}
_CAN_WAIT = hasattr(signal, "pthread_sigmask")  # not under Windows


@contextmanager
def held_back() -> Iterator[None]:
    """Let SIGINT and SIGTERM wait until the end; for a process that starts meanwhile, until it lets them through."""
    if _CAN_WAIT:
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        let_through()


def let_through() -> None:
    """Let them come."""
    if _CAN_WAIT:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
