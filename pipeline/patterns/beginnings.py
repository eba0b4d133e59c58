"""How much of a rule a gate reads: enough to tell where the rule may match, and no more.

A gate takes the longer to build and to start the longer its patterns are. What may be missing at the end of a mention
does not tell where it is; and the second number of `{number} à {number2} {noun}` makes the pattern twice as long, yet
little else stands behind a number and `à`. What a gate then lets through is for the rule itself to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from pipeline.patterns.gates import LOOK_AROUND, PLACEHOLDER, class_end, group_end

_REPEAT = re.compile(r"[?*+]|\{\d*,?\d*\}")
# A class that is a piece by itself, or the whole of a named group.
_CLASS = re.compile(r"(?:\(\?P<\w+>)?\{:?([a-z_]+)\d*\}\)?")


def beginning(template: str, is_long: Callable[[str], bool], before: Collection[str] = ()) -> str:
    """The beginning of a template: up to where a long class comes up again, and without what may be missing at its end.

    `before` are the names of the classes that stand before the template.
    """
    pieces = list(_pieces(template))
    if "|" in pieces:
        return template
    seen, length = set(before), 0
    for piece in pieces:
        again = _CLASS.fullmatch(piece)
        if again and again[1] in seen and is_long(again[1]):
            break
        seen.update(match["name"] for match in PLACEHOLDER.finditer(piece))
        length += 1
    while length > 0 and _may_be_missing(pieces[length - 1]):
        length -= 1
    return "".join(pieces[:length]) if length or before else template


def _pieces(template: str) -> Iterator[str]:
    """The pieces of a template that stand in no group, each with how often it may stand."""
    at = 0
    while at < len(template):
        start = at
        if placeholder := PLACEHOLDER.match(template, at):
            at = placeholder.end()
        elif template[at] == "(":
            at = group_end(template, at)
        elif template[at] == "[":
            at = class_end(template, at)
        else:
            at += 2 if template[at] == "\\" else 1
        if repeat := _REPEAT.match(template, at):
            at = repeat.end()
        yield template[start:at]


def _may_be_missing(piece: str) -> bool:
    """Whether a group or class may be missing; a single character costs nothing."""
    return piece[0] in "({" and not piece.startswith(LOOK_AROUND) and piece.endswith(("?", "*"))
