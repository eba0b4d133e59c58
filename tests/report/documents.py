"""Documents for tests, out of annotated sentences."""

from __future__ import annotations

from pipeline.evaluation.markup import parse
from pipeline.records import RECORD, DocumentEntry, Record
from pipeline.report.documents import Place, ReportedDocument
from tests.evaluation.test_verdicts import VALUES


def reported(*sentences: str, title: str | None = None) -> ReportedDocument:
    """A document that was read whole: `reported("L’[[ONU|ORGANISATION entity=un]] siège.")`."""
    text = ""
    records: list[Record] = []
    for annotated in sentences:
        sentence, marked = parse(annotated)
        records += (
            RECORD.validate_python(
                {
                    "doc_id": "d", "label": m.label, "start": len(text) + m.start, "end": len(text) + m.end,
                    "text": sentence[m.start : m.end], "value": {**VALUES[m.label], **m.value},
                    "sentence": sentence, "rule": "rule",
                }
            )
            for m in marked
        )  # fmt: skip
        text += sentence + " "
    entry = DocumentEntry(id="d", status="ok", title=title)
    return ReportedDocument(entry, tuple(records), "whole", ((0, text),))


def written(places: tuple[Place, ...]) -> str:
    """Places as they stand in the page: `0:1 2:0,3`."""
    return " ".join(map(str, places))
