"""Where a sheet differs from gold, mention by mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.evaluation.gold import GoldMention
from pipeline.evaluation.matching import match, wrong_fields
from pipeline.records import Label
from pipeline.review.sheet import Sheet

Kind = Literal["border", "value", "spurious", "missed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a mention differs from gold. `gold` is None for what gold has not."""

    kind: Kind
    gold: GoldMention | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Standing:
    """A mention of a sheet in the form that is matched."""

    doc_id: str
    label: Label
    start: int
    end: int
    key: str


def differences(sheet: Sheet, gold: Sequence[GoldMention]) -> tuple[dict[str, Difference], list[GoldMention]]:
    """What differs, by the key of the mention, and what gold has and the sheet has not.

    Rejected mentions count as absent.
    """
    standing = [
        _Standing(sheet.document.id, m.marked.label, m.marked.start, m.marked.end, m.key)
        for m in sheet.mentions.values()
        if m.stands
    ]
    found: dict[str, Difference] = {}
    missed: list[GoldMention] = []
    for pair in match(gold, standing):
        if pair.right is None:
            assert pair.left is not None
            missed.append(pair.left)
        elif pair.left is None:
            found[pair.right.key] = Difference("spurious")
        elif not pair.exact:
            found[pair.right.key] = Difference("border", pair.left)
        elif pair.left.value:
            value = sheet.mentions[pair.right.key].marked.value.model_dump()
            if fields := wrong_fields(pair.left.value, value):
                found[pair.right.key] = Difference("value", pair.left, tuple(fields))
    return found, missed
