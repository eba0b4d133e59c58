"""A document on the desk: its records with the decisions of the reviewer replayed over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.records import Document, Label, Record
from pipeline.review.decisions import MARKED, Closing, Marked, Verdict

Status = Literal["open", "accepted", "rejected", "corrected", "added"]
_AFTER: dict[str, Status] = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "add": "added"}

# For mentions that no rule of this run has found.
NO_RULE = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention and how it came to be as it is.

    `key` never changes: `DATE:12-20` for what a record marks, `+7` for what decision 7 added.
    """

    key: str
    marked: Marked
    rule: str = NO_RULE
    warnings: tuple[str, ...] = ()
    status: Status = "open"
    reviewer: str | None = None

    @property
    def stands(self) -> bool:
        """Whether it is, or may become, part of the gold."""
        return self.status != "rejected"

    @property
    def place(self) -> tuple[int, int, str]:
        """Its place in the order of the text."""
        return self.marked.start, self.marked.end, self.marked.label


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document, its mentions in the order of the text, and whether the reviewer has closed it."""

    document: Document
    mentions: Mapping[str, Mention]
    closed: bool

    @property
    def open(self) -> int:
        """Number of mentions that wait for a verdict."""
        return sum(mention.status == "open" for mention in self.mentions.values())

    @property
    def finished(self) -> bool:
        """Whether its mentions are gold: closed, and nothing came up since."""
        return self.closed and not self.open


def key_of(record: Record) -> str:
    """The key of what a record marks; records of one label never overlap, so it is unique in a document."""
    return f"{record.label}:{record.start}-{record.end}"


def replay(document: Document, records: Iterable[Record], decisions: Iterable[Verdict | Closing]) -> Sheet:
    """The state of a document after these decisions, which are in force and were made for this text.

    A decision on what a rerun no longer finds keeps what it says; an undecided record that a
    rerun finds where a person has marked the same is left out.
    """
    mentions = {key_of(record): _undecided(record) for record in records}
    closed = False
    for decision in decisions:
        if isinstance(decision, Closing):
            closed = decision.action == "finish"
        else:
            before = mentions.get(decision.mention, Mention(decision.mention, decision.marked))
            mentions[decision.mention] = replace(
                before, marked=decision.marked, status=_AFTER[decision.action], reviewer=decision.reviewer
            )
    decided = {_span(m.marked) for m in mentions.values() if m.status in ("corrected", "added")}
    kept = [m for m in mentions.values() if m.status != "open" or _span(m.marked) not in decided]
    return Sheet(document, {m.key: m for m in sorted(kept, key=lambda m: m.place)}, closed)


def overlapping(sheet: Sheet, marked: Marked, key: str | None = None) -> Mention | None:
    """Another mention of the same label that stands and shares characters with `marked`; `key` is its own."""
    for mention in sheet.mentions.values():
        other = mention.marked
        rivals = mention.stands and mention.key != key and other.label == marked.label
        if rivals and other.start < marked.end and marked.start < other.end:
            return mention
    return None


def _undecided(record: Record) -> Mention:
    marked = MARKED.validate_python(
        {
            "label": record.label,
            "start": record.start,
            "end": record.end,
            "text": record.text,
            "value": record.value,
        }
    )
    return Mention(key_of(record), marked, record.rule, record.warnings)


def _span(marked: Marked) -> tuple[Label, int, int]:
    return marked.label, marked.start, marked.end
