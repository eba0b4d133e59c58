"""What the page is given: the list of documents, one document with its mentions, what the form needs.

The filter is applied here and nowhere else, so that the list of documents and the list of mentions always agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from pipeline.evaluation.gold import GoldMention
from pipeline.records import LABELS, Label, Model
from pipeline.review.decisions import VALUES
from pipeline.review.desk import Desk
from pipeline.review.differences import Difference
from pipeline.review.sheet import NO_RULE, Mention, Sheet
from pipeline.surface import fold_phrase

Shown = Literal["all", "open", "decided", "different"]


class Filter(Model):
    """Which mentions the reviewer wants to see; what is empty lets everything pass."""

    labels: frozenset[Label] = Field(default=frozenset(LABELS), strict=False)
    rule: str = ""
    shown: Shown = "all"
    search: str = ""

    def passes(self, mention: Mention, difference: Difference | None) -> bool:
        """Whether a mention is shown."""
        state = {
            "all": True,
            "open": mention.status == "open",
            "decided": mention.status != "open",
            "different": difference is not None,
        }
        return (
            state[self.shown]
            and mention.marked.label in self.labels
            and self.rule in ("", mention.rule)
            and self._finds(mention.marked.text, mention.marked.value.model_dump())
        )

    def passes_missed(self, gold: GoldMention) -> bool:
        """Whether a mention that only gold has is shown; it has no rule."""
        wanted = self.shown in ("all", "different") and not self.rule
        return wanted and gold.label in self.labels and self._finds(gold.text, gold.value or {})

    def _finds(self, text: str, value: dict[str, Any]) -> bool:
        if not self.search.strip():
            return True
        surface = " ".join(str(part) for part in (text, *value.values()) if part is not None)
        return fold_phrase(self.search) in fold_phrase(surface)


def run_view(desk: Desk) -> dict[str, Any]:
    """What does not change while the page is open: reviewer, rules, models of the values, bodies for the form."""
    marked = [m for sheet in desk.sheets.values() for m in sheet.mentions.values()]
    bodies = {
        m.marked.value.entity: {"name": m.marked.value.name, "acronym": m.marked.value.acronym}
        for m in marked
        if m.marked.label == "ORGANISATION" and m.marked.value.entity
    }
    return {
        "reviewer": desk.reviewer,
        "labels": LABELS,
        "rules": sorted({m.rule for m in marked} - {NO_RULE}),
        "schemas": {label: model.model_json_schema() for label, model in VALUES.items()},
        "bodies": dict(sorted(bodies.items())),
        "gold": bool(desk.gold),
        "set_aside": desk.set_aside,
        "torn": desk.log.torn,
        "decisions": str(desk.log.path),
    }


def documents_view(desk: Desk, wanted: Filter) -> dict[str, Any]:
    """Every document with its progress and the number of its mentions that pass the filter."""
    return {"last": desk.last, "documents": [_document_line(desk, sheet, wanted) for sheet in desk.sheets.values()]}


def document_view(desk: Desk, doc_id: str, wanted: Filter) -> dict[str, Any]:
    """A document with its text and all its mentions; raises RefusedError for one that is not of this run."""
    sheet = desk.sheet(doc_id)
    document = sheet.document
    mentions = [
        _mention_view(mention, difference, passes) for mention, difference, passes in _sifted(desk, sheet, wanted)
    ]
    return {
        "last": desk.last,
        "line": _document_line(desk, sheet, wanted),
        "date": document.date.isoformat() if document.date else None,
        "text": document.text,
        "mentions": sorted(mentions, key=lambda m: (m["start"], m["end"], m["label"])),
    }


def _document_line(desk: Desk, sheet: Sheet, wanted: Filter) -> dict[str, Any]:
    return {
        "id": sheet.document.id,
        "title": sheet.document.title,
        "mentions": len(sheet.mentions),
        "open": sheet.open,
        "finished": sheet.finished,
        "passing": sum(passes for _, _, passes in _sifted(desk, sheet, wanted)),
    }


def _sifted(
    desk: Desk, sheet: Sheet, wanted: Filter
) -> Iterator[tuple[Mention | GoldMention, Difference | None, bool]]:
    """The mentions of a sheet and those that only gold has, with the difference from gold and whether they pass."""
    different, missed = desk.differences(sheet.document.id)
    for mention in sheet.mentions.values():
        difference = different.get(mention.key)
        yield mention, difference, wanted.passes(mention, difference)
    for absent in missed:
        yield absent, Difference("missed", absent), wanted.passes_missed(absent)


def _mention_view(mention: Mention | GoldMention, difference: Difference | None, passes: bool) -> dict[str, Any]:
    if isinstance(mention, Mention):
        fields = {
            "key": mention.key,
            **mention.marked.model_dump(),
            "rule": mention.rule,
            "warnings": mention.warnings,
            "status": mention.status,
            "reviewer": mention.reviewer,
        }
    else:
        fields = {
            "key": f"gold:{mention.label}:{mention.start}-{mention.end}",
            **mention.model_dump(exclude={"doc_id"}),
            "rule": NO_RULE,
            "warnings": (),
            "status": "missed",
            "reviewer": None,
        }
    return {**fields, "difference": _difference_view(difference), "passes": passes}


def _difference_view(difference: Difference | None) -> dict[str, Any] | None:
    if difference is None:
        return None
    gold = difference.gold
    return {
        "kind": difference.kind,
        "gold": gold.model_dump(exclude={"doc_id"}) if gold else None,
        "fields": difference.fields,
    }
