"""An evaluation as a page: the scores drawn, and every error in its context."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.evaluation.scores import MEASURES
from pipeline.evaluation.summary import Summary
from pipeline.evaluation.verdicts import VERDICTS, Judged, JudgedDocument, errors
from pipeline.pages.page import render
from pipeline.pages.pieces import pieces
from pipeline.records import LABELS


def evaluation_page(summary: Summary, documents: Sequence[JudgedDocument]) -> str:
    """Give the page as HTML."""
    several = len({document.folder for document in documents}) > 1
    return render(
        "evaluation",
        summary=summary,
        measures=tuple(MEASURES),
        labels=LABELS,
        verdicts=VERDICTS,
        axis=_axis(summary),
        errors=[_shown(document, error, several) for document, error in errors(documents)],
    )


def _axis(summary: Summary) -> int:
    """Where the drawn scale begins, in percent: the multiple of ten under all that is drawn, so that scores differ."""
    lowest = [float(getattr(row.score, measure)) for row in summary.labels for measure in MEASURES]
    for row in summary.labels:
        lowest += [field.accuracy for field in row.fields.values()]
        intervals = [*row.intervals.values(), *(field.interval for field in row.fields.values())]
        lowest += [interval[0] for interval in intervals if interval]
    return min(90, 10 * math.floor(10 * min(lowest)))


def _shown(document: JudgedDocument, error: Judged, several: bool) -> dict[str, object]:
    """What the template shows of an error; the folder is named where there are several."""
    sentence, spans = document.in_sentence(error)
    document_id = document.document.id
    return {
        "verdict": error.verdict,
        "labels": sorted({span.label for span in (error.gold, error.found) if span is not None}),
        "document": f"{document.folder}: {document_id}" if several else document_id,
        "borders": error.borders,
        "pieces": list(pieces(sentence, spans)),
        "gold": error.gold,
        "found": error.found,
        "wrong": list(error.wrong_values()),
    }
