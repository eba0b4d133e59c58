"""Spans marked in a line of text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.pages.pieces import pieces

# What opens and closes a span.
Brackets = tuple[str, str]
SQUARE, CURLY = ("[[", "]]"), ("{{", "}}")


def marked(sentence: str, spans: Iterable[tuple[int, int, Brackets]]) -> str:
    """Give the sentence in one line, with brackets round each span: `le [[8 {{août}}]]`; spans may cross."""
    line = ""
    opened: list[Brackets] = []
    for piece, covering in [*pieces(sentence, spans), ("", [])]:
        line += "".join(close for open_, close in reversed(opened) if (open_, close) not in covering)
        line += "".join(open_ for open_, close in covering if (open_, close) not in opened) + piece
        opened = covering
    return " ".join(line.split())
