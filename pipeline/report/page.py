"""A run as a page in one file."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from pipeline.pages.page import render
from pipeline.pages.pieces import pieces
from pipeline.records import LABELS, Label, Record
from pipeline.report.documents import ReportedDocument, Run
from pipeline.report.entries import organisations, resolutions, warnings
from pipeline.report.figures import kinds
from pipeline.report.pictures import bodies_picture, kind_picture, timeline_picture
from pipeline.report.timeline import timeline
from pipeline.report.together import pairs, strongest

# What the picture can hold without a tangle, and the list without end.
_DRAWN_BODIES, _DRAWN_PAIRS = 36, 60
_LISTED_PAIRS = 500

# What the mentions of a label are called, all of them.
_NAMES: dict[Label, str] = {
    "ORGANISATION": "organisations",
    "RESOLUTION": "resolutions",
    "DATE": "dates",
    "FIGURE": "figures",
}

# A piece of text with the numbers of the mentions that cover it.
Piece = tuple[str, list[int]]


def report_page(run: Run) -> str:
    """Give the page as HTML; raises PicturesError."""
    documents = run.documents
    bodies = organisations(documents)
    together = pairs(documents, bodies)
    drawn = strongest(together, _DRAWN_BODIES, _DRAWN_PAIRS)
    dates = timeline(documents)
    numbers = {body.id: number for number, body in enumerate(bodies)}
    figures = kinds(documents)
    return render(
        "report",
        run=run,
        labels=LABELS,
        names=_NAMES,
        totals=_counts(record for document in documents for record in document.records),
        timeline=dates,
        timeline_picture=timeline_picture(dates) if dates.bins else None,
        pairs=together[:_LISTED_PAIRS],
        all_pairs=len(together),
        drawn_pairs=len(drawn),
        bodies_picture=bodies_picture(drawn, numbers) if drawn else None,
        organisations=bodies,
        resolutions=resolutions(documents),
        figures=[(kind, kind_picture(kind)) for kind in figures],
        warnings=warnings(documents),
        documents=[
            (document, {"counts": _counts(document.records), "shown": _shown(document)}) for document in documents
        ],
    )


def _counts(records: Iterable[Record]) -> dict[Label, int]:
    counts = Counter(record.label for record in records)
    return {label: counts[label] for label in LABELS}


def _shown(document: ReportedDocument) -> dict[str, object]:
    """What the script of the page shows of a document once it is opened."""
    return {
        "passages": [_pieces(passage, document) for passage in document.passages],
        "mentions": [_mention(record) for record in document.records],
    }


def _pieces(passage: tuple[int, str], document: ReportedDocument) -> list[Piece]:
    """A passage cut at the borders of its mentions, here and not in the page, where offsets count UTF-16 units."""
    first, text = passage
    begun = [bisect_left(document.records, border, key=lambda r: r.start) for border in (first, first + len(text))]
    spans = [
        (record.start - first, min(len(text), record.end - first), number)
        for number, record in enumerate(document.records[slice(*begun)], start=begun[0])
    ]
    return list(pieces(text, spans))


def _mention(record: Record) -> list[object]:
    """A mention as label, fields of the value, rule and warnings; fields without a value are left out."""
    fields = [(field, value) for field, value in record.value.model_dump().items() if value is not None]
    return [record.label, fields, record.rule, *record.warnings]
