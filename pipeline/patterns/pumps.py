r"""Texts on which a regular expression may take forever, made from what it repeats.

A backtracking engine is slow where a stretch of text can be shared out among repeats in many ways and none leads to a
match: a way in, one turn of a repeat again and again, and an end that spoils it.

    n° \d+(?:,? ?\d+)*    ->    n° 1111111111111111111_
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

# How Python itself reads a regular expression: private, but the same since 3.11, and the only way to ask it.
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

# One node of a parsed expression: what it does, and with what.
Node = tuple[Any, Any]

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
# A repeat of fewer turns than this is over soon.
_MANY = 8
# One character of each kind, for what accepts many.
_LETTERS = "a1A -'/.,(«\n"
# How many ways are tried through one node, and through the body of one repeat.
_WAYS, _TURNS = 4, 8
# A character that few expressions accept, and one that lets neither a word nor a number end.
_SPOILERS = ("\0", "_")

# An expression that takes its time in proportion reads the longest text in a millisecond.
_SHORTEST, _LONGEST = 8, 8_000
_SECONDS = 0.05
# This much is no harm, however short the text.
_HARMLESS = 0.01
# Time that tells nothing yet, and the least that a clock can tell.
_EASY, _INSTANT = 2e-5, 1e-7
# Where a long text takes as long as this, it is compared with one of a quarter: the square has the exponent 2.
_WORTH_A_LOOK, _STEEP = 0.005, 1.7


class Pump(NamedTuple):
    """A way in, and what is repeated there."""

    way_in: str
    turn: str


def slow_text(pattern: re.Pattern[str], pieces: Sequence[str] = (), within: int | None = None) -> str | None:
    """The beginning of a text on which an expression takes fifty times its due; None if none was found.

    It is matched at the beginning of long texts, or searched in so many characters `within` a text. Tried are
    repetitions of the pieces, and of whatever the expression itself repeats.
    """
    read, longest = (pattern.match, _LONGEST) if within is None else (pattern.search, within)
    for way_in, turn in dict.fromkeys([*(Pump("", piece) for piece in pieces), *pumps(pattern)]):
        for spoiler in _SPOILERS:

            def text(size: int, way_in: str = way_in, turn: str = turn, spoiler: str = spoiler) -> str:
                return way_in + turn * (size // len(turn) + 1) + spoiler

            if _explodes(read, text, longest):
                return f"{way_in}{turn * 3}…{spoiler}"
    return None


def _explodes(read: Callable[[str], object], text_of: Callable[[int], str], longest: int) -> bool:
    """Whether reading takes too long, or a long text far more than a shorter one.

    The sizes grow so that, even if time doubles with each turn, none takes hours.
    """
    most = max(_HARMLESS, _SECONDS * longest / _LONGEST)
    size, took = _SHORTEST, 0.0
    easy_size, easy = 0, _INSTANT
    while size <= longest:
        took = _seconds(read, text_of(size))
        if took > most:
            return True
        if took <= _EASY:
            easy_size, easy, step = size, max(took, _INSTANT), size
        else:
            rate = math.log(took / easy) / (size - easy_size)
            step = min(size, int(math.log(2 * most / took) / rate))
        size += max(1, step)
    if took < _WORTH_A_LOOK:
        return False
    short, long = (min(_seconds(read, text_of(n)) for _ in range(3)) for n in (longest // 4, longest))
    return long > _WORTH_A_LOOK and long > 4**_STEEP * short


def _seconds(read: Callable[[str], object], text: str) -> float:
    """How long reading takes; where it is worth a look, without the time that the machine had for others."""
    took = _INSTANT
    for clock in (time.perf_counter, time.process_time):
        began = clock()
        read(text)
        took = clock() - began
        if took < _WORTH_A_LOOK:
            break
    return took


def pumps(pattern: re.Pattern[str]) -> list[Pump]:
    """What an expression repeats, each with a way to get there."""
    return list(dict.fromkeys(pump for pump in _pumps(parser.parse(pattern.pattern, pattern.flags), "") if pump.turn))


def _pumps(nodes: Sequence[Node], way_in: str) -> Iterator[Pump]:
    for node in nodes:
        kind, argument = node
        if kind in _REPEATS and argument[1] >= _MANY:
            yield from (Pump(way_in, turn) for turn in islice(_samples(argument[2]), _TURNS))
        for inner in _inside(node):
            yield from _pumps(inner, way_in)
        way_in += next(_ways(node))


def _inside(node: Node) -> Sequence[Sequence[Node]]:
    """The expressions inside a node."""
    kind, argument = node
    if kind is op.BRANCH:
        return list(argument[1])
    if kind is op.SUBPATTERN:
        return [argument[3]]
    if kind in _REPEATS:
        return [argument[2]]
    if kind is op.ATOMIC_GROUP:
        return [argument]
    # What stands before is not on the way.
    return [argument[1]] if kind in (op.ASSERT, op.ASSERT_NOT) and argument[0] > 0 else []


def _samples(nodes: Sequence[Node]) -> Iterator[str]:
    """Texts that an expression matches, more or less: the plainest first, then each node in its other ways."""
    plainest = [next(_ways(node)) for node in nodes]
    yield "".join(plainest)
    for index, node in enumerate(nodes):
        before, after = "".join(plainest[:index]), "".join(plainest[index + 1 :])
        yield from (before + other + after for other in islice(_ways(node), 1, None))


def _ways(node: Node) -> Iterator[str]:
    """What one node may match, the plainest first; at least one text, if need be the empty one."""
    kind, argument = node
    if kind is op.LITERAL:
        yield chr(argument)
    elif kind is op.IN:
        accepted = (char for char in _candidates(argument) if _accepts(argument, char))
        yield next(accepted, "")
        yield from islice(accepted, _WAYS - 1)
    elif kind in (op.ANY, op.NOT_LITERAL):
        yield from islice((char for char in _LETTERS if char != "\n" and ord(char) != argument), _WAYS)
    elif kind in _REPEATS:
        least, most, body = argument
        if not least:
            yield ""
        yield from islice((sample * max(1, least) for sample in _samples(body)), _WAYS if most else 0)
    elif kind in (op.BRANCH, op.SUBPATTERN, op.ATOMIC_GROUP):
        inner = _inside(node)
        # Of many branches some from all over: a word of a long list is as good as another.
        spread = inner[:: -(-len(inner) // _WAYS)]
        for nodes in spread:
            yield from islice(_samples(nodes), _WAYS if len(spread) == 1 else 2)
    else:  # what takes no room, and groups said again
        yield ""


def _candidates(items: Sequence[Node]) -> Iterator[str]:
    yield from _LETTERS
    for kind, argument in items:
        if kind is op.LITERAL:
            yield chr(argument)
        elif kind is op.RANGE:
            yield chr(argument[0])


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    op.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    op.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    op.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}


def _accepts(items: Sequence[Node], char: str) -> bool:
    """Whether a character class accepts a character."""
    code, found, negated = ord(char), False, False
    for kind, argument in items:
        negated = negated or kind is op.NEGATE
        found = found or (
            (kind is op.LITERAL and code == argument)
            or (kind is op.RANGE and argument[0] <= code <= argument[1])
            or (kind is op.CATEGORY and _CATEGORIES[argument](char))
        )
    return found is not negated
