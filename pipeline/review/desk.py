"""All documents of a run with a reviewer before them: checks what is asked, writes it down, shows the new state."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.evaluation.gold import GoldMention, GoldSet
from pipeline.records import Document, Record
from pipeline.review.asks import Add, Ask, Close, Correct, Judge, RefusedError, TakeBack
from pipeline.review.decisions import Closing, Decision, Marked, Undo, Verdict, in_force
from pipeline.review.differences import Difference, differences
from pipeline.review.log import DecisionLog
from pipeline.review.sheet import Mention, Sheet, overlapping, replay

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


class Desk:
    """The sheets of a run, in the order of the documents, and the decisions file.

    `set_aside` names the documents whose text has changed since they were reviewed: their decisions stay in the file
    and are not shown. `made` are all others that are in force. `gold` holds, for the documents that a gold set knows
    with this same text, its mentions.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        records: Iterable[Record],
        log: DecisionLog,
        reviewer: str,
        gold: GoldSet | None = None,
    ) -> None:
        self.reviewer = reviewer
        self.log = log
        self.documents = {document.id: document for document in documents}
        self.gold = _gold_of(self.documents, gold)
        self._differences: dict[str, tuple[Mapping[str, Difference], Sequence[GoldMention]]] = {}
        self._records: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            self._records[record.doc_id].append(record)
        self._sha256 = {document.id: document.sha256 for document in self.documents.values()}
        made = in_force(log.decisions)
        self.made = [decision for decision in made if self._fits(decision)]
        self.set_aside = sorted({d.doc_id for d in made if d.doc_id in self.documents and not self._fits(d)})
        made_for: dict[str, list[Verdict | Closing]] = defaultdict(list)
        for decision in self.made:
            made_for[decision.doc_id].append(decision)
        self.sheets = {i: replay(d, self._records[i], made_for[i]) for i, d in self.documents.items()}

    @property
    def last(self) -> int:
        """Number of the last decision."""
        return len(self.log.decisions)

    def sheet(self, doc_id: str) -> Sheet:
        """The sheet of a document; raises RefusedError for one that is not of this run."""
        try:
            return self.sheets[doc_id]
        except KeyError:
            raise RefusedError("unknown_document", f"no document {doc_id!r} in this run") from None

    def differences(self, doc_id: str) -> tuple[Mapping[str, Difference], Sequence[GoldMention]]:
        """What differs from gold in a document, as `pipeline.review.differences` gives it; nothing without gold."""
        if doc_id not in self.gold:
            return {}, ()
        if doc_id not in self._differences:
            self._differences[doc_id] = differences(self.sheets[doc_id], self.gold[doc_id])
        return self._differences[doc_id]

    def decide(self, ask: Ask) -> Decision:
        """Check what is asked and write it down.

        Raises RefusedError if it may not be, DecisionsError if it could not be saved; then nothing has changed.
        """
        if ask.after != self.last:
            raise RefusedError("stale", "decisions were made in another window; here is the present state")
        decision = self._undo() if isinstance(ask, TakeBack) else self._decision(ask)
        self.log.append(decision)
        if isinstance(decision, Undo):
            self.made.pop()
        else:
            self.made.append(decision)
        self._differences.pop(decision.doc_id, None)
        made = [d for d in self.made if d.doc_id == decision.doc_id]
        self.sheets[decision.doc_id] = replay(self.documents[decision.doc_id], self._records[decision.doc_id], made)
        return decision

    def mention_of(self, decision: Decision) -> str | None:
        """The key of the mention that a decision, or what it takes back, was about; None for a whole document."""
        if isinstance(decision, Undo):
            decision = self.log.decisions[decision.undoes - 1]
        return decision.mention if isinstance(decision, Verdict) else None

    def _decision(self, ask: Judge | Correct | Add | Close) -> Verdict | Closing:
        sheet = self.sheet(ask.doc_id)
        signed = {
            "number": self.last + 1,
            "reviewer": self.reviewer,
            "doc_id": ask.doc_id,
            "sha256": self._sha256[ask.doc_id],
            "action": ask.action,
        }
        if isinstance(ask, Close):
            if ask.action == "finish" and sheet.open:
                raise RefusedError("undecided", f"{sheet.open} mention(s) wait for a verdict", about=str(sheet.open))
            return Closing.model_validate(signed)
        key, marked = _of_mention(ask, sheet, self.last + 1)
        if ask.action != "reject":
            _check_span(sheet, marked, key)
        return Verdict.model_validate({**signed, "mention": key, "marked": marked})

    def _undo(self) -> Undo:
        if not self.made:
            raise RefusedError("nothing_to_undo", "there is nothing to undo")
        last = self.made[-1]
        return Undo(
            number=self.last + 1,
            reviewer=self.reviewer,
            doc_id=last.doc_id,
            sha256=last.sha256,
            undoes=last.number,
        )

    def _fits(self, decision: Decision) -> bool:
        return self._sha256.get(decision.doc_id) == decision.sha256


def _of_mention(ask: Judge | Correct | Add, sheet: Sheet, number: int) -> tuple[str, Marked]:
    """Key and content of the mention that an ask is about."""
    if isinstance(ask, Add):
        return f"+{number}", ask.marked
    mention = sheet.mentions.get(ask.mention)
    if mention is None:
        raise RefusedError("unknown_mention", f"no mention {ask.mention!r} in {ask.doc_id}")
    return mention.key, mention.marked if isinstance(ask, Judge) else ask.marked


def _check_span(sheet: Sheet, marked: Marked, key: str) -> None:
    """Refuse what no gold may hold: a quote that does not stand there, loose ends, an overlap within a label."""
    stands = sheet.document.text[marked.start : marked.end]
    if stands != marked.text:
        message = f"the text says {stands!r} at {marked.start}-{marked.end}, the page {marked.text!r}"
        raise RefusedError("quote", message, "text", stands)
    if stands != stands.strip():
        raise RefusedError("blank_end", "a mention neither begins nor ends with a space", "text")
    if _BLANK_LINE.search(stands.replace("\r\n", "\n")):
        raise RefusedError("paragraph", "a mention never crosses a blank line", "text")
    other: Mention | None = overlapping(sheet, marked, key)
    if other is not None:
        message = f"overlaps the {marked.label} {other.marked.text!r}; reject or correct that one first"
        raise RefusedError("overlap", message, "text", other.marked.text)


def _gold_of(documents: dict[str, Document], gold: GoldSet | None) -> dict[str, Sequence[GoldMention]]:
    if gold is None:
        return {}
    known: dict[str, list[GoldMention]] = {
        d.id: [] for d in gold.documents if d.id in documents and documents[d.id].sha256 == d.sha256
    }
    for mention in gold.mentions:
        if mention.doc_id in known:
            known[mention.doc_id].append(mention)
    return dict(known)
