"""What is told on a terminal may hold names of files and ids from anywhere; a terminal obeys control characters."""

from __future__ import annotations


def shown(text: str) -> str:
    r"""A text of one line whose control characters are shown (`\x1b`) and not sent; letters of all scripts stay."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in "\u00a0\u202f" else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
