"""With which characters the matches of a relaxed pattern end, and so what must stand right before a mention.

Behind `l’` a rule whose `left` is `(?:de|environ) ` cannot match, and to look these few characters up takes a tenth of
the time of looking for all that a `left` may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product

from pipeline import regexes
from pipeline.plain_text import plain

# The pieces of a relaxed pattern, see `pipeline.patterns.gates`.
_PIECE = re.compile(
    r"(?P<open>\((?:\?[a-z-]*:)?)|(?P<close>\))|(?P<or>\|)|(?P<repeat>[*?+]|\{[\d,]*\})"
    r"|(?P<begin>\\A|\^)|(?P<edge>\\[bBz]|\$)|(?P<group>\\[1-9])|(?P<character>\[(?:\\.|[^\]\\])*\]|\\x..|\\.|.)",
    re.DOTALL,
)
# So many characters are looked at.
_REACH = 3
# Patterns with more endings than this have any.
_MOST = 4000
# The last characters of a match, each as a pattern; all of it, if there are fewer than are looked at.
_Tail = tuple[str, ...]
_Tails = frozenset[_Tail]
_NOTHING: _Tails = frozenset({()})


class Endings:
    """What may stand before a place, as far as a few characters tell."""

    def __init__(self, tails: Iterable[_Tail]) -> None:
        # The `$` behind a pattern stands also before a line end.
        any_of = "|".join([*sorted(map("".join, tails)), r"\n"])
        self._pattern = regexes.compile(rf"(?:{any_of})\Z", re.IGNORECASE | re.DOTALL)
        self._known: dict[str, bool] = {}

    def fit(self, text: str, place: int) -> bool:
        """Whether a match may end right before a place in a folded text."""
        # Before the first character of a text stands a line end, as it were.
        before = text[place - _REACH : place] if place >= _REACH else "\n" + text[:place]
        known = self._known.get(before)
        if known is None:
            known = self._known[before] = self._pattern.search(plain(before).decode("latin-1")) is not None
        return known


def endings(pattern: str) -> Endings | None:
    """How the matches of a relaxed pattern may end; None if in any way."""
    groups: list[list[list[_Tails]]] = [[[]]]
    for piece in _PIECE.finditer(pattern):
        kind, pieces = piece.lastgroup, groups[-1][-1]
        if kind == "open":
            groups.append([[]])
        elif kind == "close":
            group = _any(groups.pop())
            groups[-1][-1].append(group)
        elif kind == "or":
            groups[-1].append([])
        elif kind == "repeat":
            pieces[-1] = _repeated(pieces[-1], piece[0])
        elif kind == "begin":
            pieces.append(frozenset({(r"\n",)}))
        elif kind == "group":  # what it matched before
            return None
        elif kind == "character":
            pieces.append(frozenset({(piece[0],)}))
        if len(groups[-1][-1]) and len(groups[-1][-1][-1]) > _MOST:
            return None
    tails = _any(groups[0])
    return None if () in tails or len(tails) > _MOST else Endings(tails)


def _any(alternatives: list[list[_Tails]]) -> _Tails:
    return frozenset().union(*map(_sequence, alternatives))


def _sequence(pieces: list[_Tails]) -> _Tails:
    tails = _NOTHING
    for piece in reversed(pieces):
        if all(len(tail) == _REACH for tail in tails):
            break
        tails = _joined(piece, tails)
    return tails


def _joined(before: _Tails, tails: _Tails) -> _Tails:
    whole = {tail for tail in tails if len(tail) == _REACH}
    short = tails - whole
    return frozenset(whole | {(first + last)[-_REACH:] for first, last in product(before, short)})


def _repeated(tails: _Tails, repeat: str) -> _Tails:
    """More than once is as often as it takes."""
    once = _NOTHING | tails if repeat.startswith(("*", "?", "{0", "{,")) else tails
    if repeat == "?":
        return once
    for _ in range(_REACH - 1):
        once |= _joined(tails, once)
    return once
