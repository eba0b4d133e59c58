"""Annotated text in one line: `le [[8 août 2006|DATE edtf=2006-08-08]]`, for examples of rules, tests and gold.

Mentions of different labels may nest: `[[Comité créé par la [[résolution 1540 (2004)|RESOLUTION]]|ORGANISATION]]`.
Values are `key=value; key=value`; `null` is None, and numbers are numbers in the fields that hold numbers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pipeline.records import LABELS, Label

_NUMBERS = frozenset({"value", "min", "max", "year"})


class MarkupError(ValueError):
    """Annotated text that is not well formed."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked mention; `value` holds the fields given."""

    label: Label
    start: int
    end: int
    value: dict[str, Any]


def parse(annotated: str, label: Label | None = None) -> tuple[str, list[Marked]]:
    """Give the plain text and its mentions in the order of the text; `label` stands for a label left out.

    Raises MarkupError.
    """
    text: list[str] = []
    length, at = 0, 0
    opened: list[int] = []
    marked: list[Marked] = []
    while at < len(annotated):
        if annotated.startswith("[[", at):
            opened.append(length)
            at += 2
        elif opened and (annotated[at] == "|" or annotated.startswith("]]", at)):
            close = annotated.find("]]", at)
            if close < 0:
                raise MarkupError(f"no ]] after {annotated[at : at + 40]!r}")
            marked.append(_marked(annotated[at:close].removeprefix("|"), opened.pop(), length, label))
            at = close + 2
        else:
            text.append(annotated[at])
            length += 1
            at += 1
    if opened:
        raise MarkupError(f"[[ without ]] in {annotated!r}")
    return "".join(text), sorted(marked, key=lambda m: (m.start, -m.end, m.label))


def _marked(notes: str, start: int, end: int, default: Label | None) -> Marked:
    first, _, rest = notes.partition(" ")
    label: Label | None = default
    for known in LABELS:
        if first == known:
            label, notes = known, rest
    if label is None:
        raise MarkupError(f"no label in {notes!r}; give one of {', '.join(LABELS)}")
    pairs = (pair.partition("=") for pair in notes.split(";") if pair.strip())
    return Marked(label, start, end, {key.strip(): _field(key.strip(), value.strip()) for key, _, value in pairs})


def _field(key: str, value: str) -> Any:
    if value == "null":
        return None
    return json.loads(value) if key in _NUMBERS else value
