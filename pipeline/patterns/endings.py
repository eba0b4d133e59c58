"""With which character the matches of a relaxed pattern end, and so what must stand right before a mention.

A rule whose `left` is `(?:de|environ) ` may match behind a space only, and need not be tried behind a bracket.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# The pieces of a relaxed pattern, see `pipeline.patterns.gates`.
_PIECE = re.compile(
    r"(?P<open>\((?:\?[a-z-]*:)?)|(?P<close>\))|(?P<or>\|)|(?P<repeat>[*?+]|\{[\d,]*\})"
    r"|(?P<begin>\\A|\^)|(?P<edge>\\[bBz]|\$)|(?P<group>\\[1-9])|(?P<character>\[(?:\\.|[^\]\\])*\]|\\x..|\\.|.)",
    re.DOTALL,
)
# What is taken to stand before the first character of a text.
BEFORE_TEXT = ord("\n")


class _Ends(NamedTuple):
    """The last characters of a piece, as patterns, and whether it may be empty."""

    last: frozenset[str]
    empty: bool


def last_character(pattern: str) -> re.Pattern[bytes] | None:
    """A pattern for the last character that a relaxed pattern may match; None if that may be nothing.

    A line end is always one: the `$` behind a pattern stands also before one.
    """
    groups: list[list[list[_Ends]]] = [[[]]]
    for piece in _PIECE.finditer(pattern):
        kind, pieces = piece.lastgroup, groups[-1][-1]
        if kind == "open":
            groups.append([[]])
        elif kind == "close":
            group = _alternatives(groups.pop())
            groups[-1][-1].append(group)
        elif kind == "or":
            groups[-1].append([])
        elif kind == "repeat" and piece[0].startswith(("*", "?", "{0", "{,")):
            pieces[-1] = pieces[-1]._replace(empty=True)
        elif kind == "begin":
            pieces.append(_Ends(frozenset({r"\n"}), False))
        elif kind == "group":  # what it matched before
            return None
        elif kind == "character":
            pieces.append(_Ends(frozenset({piece[0]}), False))
    ends = _alternatives(groups[0])
    characters = "|".join(sorted(ends.last | {r"\n"}))
    return None if ends.empty else re.compile(characters.encode("latin-1"), re.IGNORECASE)


def _alternatives(alternatives: list[list[_Ends]]) -> _Ends:
    each = [_sequence(pieces) for pieces in alternatives]
    return _Ends(frozenset().union(*(ends.last for ends in each)), any(ends.empty for ends in each))


def _sequence(pieces: list[_Ends]) -> _Ends:
    last: frozenset[str] = frozenset()
    for piece in reversed(pieces):
        last |= piece.last
        if not piece.empty:
            return _Ends(last, False)
    return _Ends(last, True)
