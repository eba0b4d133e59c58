"""A text that breaks something, made as short as it can be while it still breaks it."""

from __future__ import annotations

import time
from collections.abc import Callable


def shrink(text: str, fails: Callable[[str], bool], seconds: float = 60) -> str:
    """Leave out stretches, halving their length again and again, for as long as the text still fails."""
    until = time.monotonic() + seconds
    size = max(1, len(text) // 2)
    while size:
        at, shorter = 0, False
        while at < len(text) and time.monotonic() < until:
            candidate = text[:at] + text[at + size :]
            if fails(candidate):
                text, shorter = candidate, True
            else:
                at += size
        size = size if shorter and size == 1 and time.monotonic() < until else size // 2
    return text
