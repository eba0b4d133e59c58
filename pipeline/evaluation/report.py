"""Scores and errors as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.evaluation.intervals import Interval
from pipeline.evaluation.marks import CURLY, SQUARE, marked
from pipeline.evaluation.scores import MEASURES
from pipeline.evaluation.summary import Row, Summary
from pipeline.evaluation.verdicts import VERDICTS, Judged, JudgedDocument, errors

_TITLES = ("precision", "recall", "exact F1", "overlap F1", "values")
# How many rules are listed, those with most errors first.
_RULES = 10
_BRACKETS = {"gold": SQUARE, "found": CURLY}


def tables(summary: Summary) -> Iterator[str]:
    """Lines: scores per label, in percent with 95 % intervals; verdicts; fields of the values; rules that err."""
    yield f"{'':<14}{'gold':>7}{'found':>7}" + "".join(f"{title:>20}" for title in _TITLES)
    for row in summary.labels:
        shares = (_percent(float(getattr(row.score, name)), row.intervals[name]) for name in MEASURES)
        yield f"{row.name:<14}{row.score.gold:>7}{row.score.found:>7}" + "".join(f"{share:>20}" for share in shares)
    yield ""
    yield _verdict_line("", 14, VERDICTS)
    yield from (_verdict_line(row.name, 14, row.verdicts.values()) for row in summary.labels)
    yield ""
    yield f"{'right values':<24}{'vouched for':>12}{'right':>20}"
    for row in summary.labels:
        for name, field in row.fields.items():
            share = _percent(field.accuracy, field.interval)
            yield f"{row.name + ' ' + name:<24}{field.vouched:>12}{share:>20}"
    yield from _rule_lines([row for row in summary.rules if row.errors])
    yield ""
    yield f"{summary.documents} documents; [95 % intervals] by bootstrap over documents"


def _rule_lines(rules: list[Row]) -> Iterator[str]:
    # What is missed belongs to no rule.
    columns = [verdict for verdict in VERDICTS if verdict != "missed"]
    if rules:
        yield ""
        yield _verdict_line("rules with errors", 40, columns)
        yield from (_verdict_line(row.name, 40, (row.verdicts[v] for v in columns)) for row in rules[:_RULES])
    if len(rules) > _RULES:
        yield f"and {len(rules) - _RULES} more rules: --json or --html has them all"


def _verdict_line(name: str, width: int, cells: Iterable[object]) -> str:
    return f"{name:<{width}}" + "".join(f"{cell:>14}" for cell in cells)


def _percent(share: float, interval: Interval | None) -> str:
    bounds = f"[{100 * interval[0]:.1f}–{100 * interval[1]:.1f}]" if interval else ""
    return f"{100 * share:.1f} {bounds:>13}"


def error_lines(documents: Iterable[JudgedDocument]) -> Iterator[str]:
    """Two or more lines for each error: place, verdict and rule; the sentence with both spans; the wrong fields."""
    for document, error in errors(documents):
        start, end = error.borders
        found = f" [{error.found.rule}]" if error.found else ""
        yield f"{document.document.id}:{start}-{end} {_label(error)} {error.verdict}{found}"
        sentence, spans = document.in_sentence(error)
        yield "    " + marked(sentence, ((start, end, _BRACKETS[name]) for start, end, name in spans))
        for field, gold, have in error.wrong_values():
            yield f"    {field}: {have!r} instead of {gold!r}"


def errors_as_json(documents: Iterable[JudgedDocument]) -> Iterator[dict[str, Any]]:
    """Each error with what gold has and what was found, either of them null."""
    for document, error in errors(documents):
        yield {
            "doc_id": document.document.id,
            "verdict": error.verdict,
            "gold": error.gold and error.gold.model_dump(exclude={"doc_id"}),
            "found": error.found and error.found.model_dump(mode="json", exclude={"doc_id", "sentence"}),
            "wrong": error.wrong,
            "sentence": document.in_sentence(error)[0],
        }


def _label(error: Judged) -> str:
    if error.verdict == "wrong label" and error.found is not None:
        return f"{error.label} as {error.found.label}"
    return error.label
