"""How a document of one side became that of the other, and so whether a change comes from its source or from a rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.evaluation.alignment import Alignment, align
from pipeline.evaluation.sides import Mention, Side

# `source`: the text, its date, or the document itself; `rule`: rules or program; `unknown`: one cannot tell without the
# texts,
# or because an edit and a rule meet in one sentence.
Cause = Literal["rule", "source", "unknown"]
CAUSES: tuple[Cause, ...] = ("rule", "source", "unknown")

# What became of a document; `unknown` where there is no hash of the text, which is then taken to be the same.
State = Literal["same", "edited", "came", "went", "unknown"]


@dataclass(frozen=True)
class Edit:
    """A document of two sides; an id is None where a side does not have it.

    Without `there` and `back`, the ways between the texts, the text is the same.
    """

    old_id: str | None
    new_id: str | None
    state: State
    there: Alignment | None = None
    back: Alignment | None = None
    has_texts: bool = True
    same_program: bool = False
    same_date: bool = True

    @property
    def id(self) -> str:
        """The newer of the ids."""
        return self.new_id or self.old_id or ""

    def follow(self, mention: Mention) -> tuple[int, int] | None:
        """Where a mention of the old text stands in the new one."""
        if self.there is None:
            return mention.start, mention.end
        return self.there.follow(mention.start, mention.end)

    def keeps(self, start: int, end: int) -> bool:
        """Whether the words of a stretch of the new text stood in the old one."""
        return self.back is None or self.back.kept(start, end)

    def cause(self, old: Mention | None, new: Mention | None) -> Cause:
        """Why a mention changed.

        In an edited document it is the source if the rules are the same, or if the words of the mention were touched;
        it is a rule if its sentence was not; and if the sentence was, but not its words, it may be either.
        """
        if self.state == "unknown":
            return "unknown"
        if self.state in ("came", "went"):
            return "source"
        if not self.same_date and "DATE" in {mention.label for mention in (old, new) if mention is not None}:
            return "source"
        if self.there is None or self.back is None:
            return "rule"
        if self.same_program:
            return "source"
        causes = [self._cause(way, m) for way, m in ((self.there, old), (self.back, new)) if m is not None]
        return next(cause for cause in ("source", "unknown", "rule") if cause in causes)

    def _cause(self, way: Alignment, mention: Mention) -> Cause:
        if way.untouched(mention.start, mention.end):
            return "rule"
        if way.kept(mention.start, mention.end):
            return "unknown"
        # A sentence that is quoted on one side only may be new, or a rule may be the first to find something in it.
        gone = way.follow(mention.start, mention.end) is None
        return "unknown" if gone and not self.has_texts else "source"


def edits(old: Side, new: Side) -> Iterator[Edit]:
    """Pair the documents of two sides, by id, then by hash, in the order of ids; with gold, only those that it has."""
    old_ids, new_ids = old.documents, new.documents
    renamed = dict(_renamed(old, old_ids - new_ids, new, new_ids - old_ids))
    for doc_id in sorted((old_ids | new_ids) - set(renamed.values())):
        if doc_id in renamed:
            yield _edit(old, renamed[doc_id], new, doc_id)
        elif doc_id in old_ids and doc_id in new_ids:
            yield _edit(old, doc_id, new, doc_id)
        elif doc_id in new_ids and not old.is_gold:
            yield Edit(None, doc_id, "came")
        elif doc_id in old_ids and not new.is_gold:
            yield Edit(doc_id, None, "went")


def _renamed(old: Side, gone: set[str], new: Side, come: set[str]) -> Iterator[tuple[str, str]]:
    """Yield (new id, old id) of documents that have the same text under another name."""
    by_hash = {old.sha256(doc_id): doc_id for doc_id in sorted(gone, reverse=True)}
    by_hash.pop(None, None)
    for doc_id in sorted(come):
        old_id = by_hash.pop(new.sha256(doc_id), None)
        if old_id is not None:
            yield doc_id, old_id


def _edit(old: Side, old_id: str, new: Side, new_id: str) -> Edit:
    hashes = old.sha256(old_id), new.sha256(new_id)
    if None in hashes:
        return Edit(old_id, new_id, "unknown")
    dates = [side.entries[i].date for side, i in ((old, old_id), (new, new_id)) if i in side.entries]
    same_date = len(set(dates)) == 1 or len(dates) < 2
    if hashes[0] == hashes[1]:
        return Edit(old_id, new_id, "same", same_date=same_date)
    has_texts = old.text(old_id) is not None and new.text(new_id) is not None
    there, back = align(old.sentences(old_id), new.sentences(new_id))
    same_program = old.program is not None and old.program == new.program
    return Edit(old_id, new_id, "edited", there, back, has_texts, same_program, same_date)
