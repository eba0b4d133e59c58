"""A diff as a page: numbers by rule and document, and every change in its context."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from pipeline.evaluation.alignment import Unit
from pipeline.evaluation.diff import KINDS, Change, ChangedDocument, by_rule
from pipeline.evaluation.edits import CAUSES
from pipeline.evaluation.sides import Mention, Side, rule_of
from pipeline.pages.page import render
from pipeline.pages.pieces import pieces
from pipeline.records import LABELS


def diff_page(old: Side, new: Side, documents: Sequence[ChangedDocument]) -> str:
    """Give the page as HTML."""
    return render(
        "diff",
        old=old.path,
        new=new.path,
        kinds=KINDS,
        causes=CAUSES,
        labels=LABELS,
        totals=Counter(change.kind for document in documents for change in document.changes),
        by_rule=by_rule(documents),
        by_document=[(d.edit.id, Counter(change.kind for change in d.changes)) for d in documents],
        documents=[
            {
                "id": document.edit.id,
                "old_id": document.edit.old_id,
                "state": document.edit.state,
                "changes": _shown(document, old, new),
            }
            for document in documents
        ],
    )


def _shown(document: ChangedDocument, old: Side, new: Side) -> list[dict[str, object]]:
    """What the template shows of the changes of a document."""
    before = old.sentences(document.edit.old_id) if document.edit.old_id is not None else []
    after = new.sentences(document.edit.new_id) if document.edit.new_id is not None else []
    return [
        {
            "kind": change.kind,
            "cause": change.cause,
            "label": change.mention.label,
            "rule": change.rule,
            "sides": [(side, mention, rule_of(mention)) for side, mention in _sides(change)],
            "quotes": _quotes(change, before, after),
            "fields": list(change.fields()),
        }
        for change in document.changes
    ]


def _quotes(change: Change, before: Sequence[Unit], after: Sequence[Unit]) -> list[list[tuple[str, list[str]]]]:
    """The sentences of both sides in pieces, once if they are the same."""
    quotes: dict[str, list[tuple[int, int, str]]] = {}
    for side, mention in _sides(change):
        start, sentence = _sentence(before if side == "old" else after, mention)
        span = (max(0, mention.start - start), min(len(sentence), mention.end - start), side)
        quotes.setdefault(sentence, []).append(span)
    return [list(pieces(sentence, spans)) for sentence, spans in quotes.items()]


def _sides(change: Change) -> list[tuple[str, Mention]]:
    return [(side, m) for side, m in (("old", change.old), ("new", change.new)) if m is not None]


def _sentence(sentences: Sequence[Unit], mention: Mention) -> Unit:
    """The sentence that a mention begins in."""
    index = bisect_right(sentences, mention.start, key=lambda unit: unit[0]) - 1
    if index >= 0 and mention.start < sentences[index][0] + len(sentences[index][1]):
        return sentences[index]
    return mention.start, mention.text
