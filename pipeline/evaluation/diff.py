"""What changed between two sets of records: what came, went, moved, or has another value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.evaluation.matching import match
from pipeline.records import Record

Kind = Literal["came", "went", "moved", "value"]
KINDS: tuple[Kind, ...] = ("came", "went", "moved", "value")


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `old` is None for what came, `new` for what went."""

    kind: Kind
    old: Record | None
    new: Record | None

    def lines(self) -> Iterator[str]:
        """The change in two or three lines for a reader."""
        for sign, record in (("-", self.old), ("+", self.new)):
            if record is not None:
                place = f"{record.doc_id}:{record.start}-{record.end}"
                yield f"{sign} {place} {record.label} {record.text!r} [{record.rule}]"
        if self.kind == "value" and self.old is not None and self.new is not None:
            old, new = self.old.value.model_dump(), self.new.value.model_dump()
            for name in sorted(set(old) | set(new)):
                if old.get(name) != new.get(name):
                    yield f"    {name}: {old.get(name)!r} -> {new.get(name)!r}"


def changes(old: Iterable[Record], new: Iterable[Record]) -> list[Change]:
    """All changes, in the order of documents and offsets."""
    found = []
    for pair in match(old, new):
        if pair.left is None:
            found.append(Change("came", None, pair.right))
        elif pair.right is None:
            found.append(Change("went", pair.left, None))
        elif not pair.exact:
            found.append(Change("moved", pair.left, pair.right))
        elif pair.left.value != pair.right.value:
            found.append(Change("value", pair.left, pair.right))
    return sorted(found, key=_place)


def summary(found: Iterable[Change]) -> str:
    """`3 came, 1 went, 0 moved, 2 changed value`."""
    counts = Counter(change.kind for change in found)
    return ", ".join(f"{counts[kind]} {'changed value' if kind == 'value' else kind}" for kind in KINDS)


def _place(change: Change) -> tuple[str, int, int, str]:
    record = change.old or change.new
    assert record is not None
    return record.doc_id, record.start, record.end, record.label
