"""All that is told about an evaluation: scores with their intervals, per label, field and rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluation.intervals import Bootstrap, Interval
from pipeline.evaluation.scores import ALL, MEASURES, Score, count, fields, verdicts
from pipeline.evaluation.verdicts import Judged, JudgedDocument, Verdict
from pipeline.records import LABELS, Label

# Verdicts by the number of their document.
_Grouped = Mapping[int, Sequence[Judged]]


@dataclass(frozen=True, slots=True)
class Field:
    """How often a field of the value is right, of the times that gold vouches for it, over exact matches."""

    right: int
    vouched: int
    interval: Interval | None

    @property
    def accuracy(self) -> float:
        """Share of the right ones, between 0 and 1."""
        return self.right / self.vouched


@dataclass(frozen=True, slots=True)
class Row:
    """What is told of one label, of one rule, or of all; ratios are between 0 and 1. Only labels have `fields`."""

    name: str
    score: Score
    intervals: dict[str, Interval | None]
    verdicts: dict[Verdict, int]
    fields: dict[str, Field]

    @property
    def errors(self) -> int:
        """The number of verdicts other than right."""
        return sum(self.verdicts.values()) - self.verdicts["right"]


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows per label, the last for `all`; and per rule, those with most errors first.

    A wrong label is counted under the label that gold has. A rule has no recall: what is missed belongs to none.
    """

    documents: int
    labels: tuple[Row, ...]
    rules: tuple[Row, ...]

    def as_dict(self) -> dict[str, Any]:
        """Scores by label at the top, in percent; then the number of documents, and the rules by id."""
        return {
            **{row.name: _label_as_dict(row) for row in self.labels},
            "documents": self.documents,
            "rules": {row.name: _rule_as_dict(row) for row in sorted(self.rules, key=lambda row: row.name)},
        }


def summarise(documents: Sequence[JudgedDocument]) -> Summary:
    """Count everything, with intervals over the documents."""
    bootstrap = Bootstrap(len(documents))
    everything = {number: document.judged for number, document in enumerate(documents)}
    by_rule: dict[str, dict[int, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for number, judged in everything.items():
        for one in judged:
            if one.found is not None:
                by_rule[one.found.rule][number].append(one)
    rules = [_row(rule, groups, bootstrap) for rule, groups in by_rule.items()]
    return Summary(
        documents=len(documents),
        labels=(*(_row(label, everything, bootstrap, label) for label in LABELS), _row(ALL, everything, bootstrap)),
        rules=tuple(sorted(rules, key=lambda row: (-row.errors, row.name))),
    )


def _row(name: str, groups: _Grouped, bootstrap: Bootstrap, label: Label | None = None) -> Row:
    scores = {number: count(judged, label) for number, judged in groups.items()}
    intervals = {
        measure: bootstrap.interval({number: parts(score) for number, score in scores.items()})
        for measure, parts in MEASURES.items()
    }
    judged = [one for group in groups.values() for one in group if label in (None, one.label)]
    return Row(name, Score.total(scores.values()), intervals, verdicts(judged), _fields(groups, bootstrap, label))


def _fields(groups: _Grouped, bootstrap: Bootstrap, label: Label | None) -> dict[str, Field]:
    if label is None:
        return {}
    shares: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    for number, judged in groups.items():
        for field, share in fields(one for one in judged if one.label == label).items():
            shares[field][number] = share
    return {field: Field(*_sum(by.values()), bootstrap.interval(by)) for field, by in sorted(shares.items())}


def _sum(shares: Iterable[tuple[int, int]]) -> tuple[int, int]:
    right, vouched = zip(*shares, strict=True)
    return sum(right), sum(vouched)


def _label_as_dict(row: Row) -> dict[str, Any]:
    return {
        **row.score.as_dict(),
        "intervals": {measure: _percent(interval) for measure, interval in row.intervals.items()},
        "verdicts": row.verdicts,
        "fields": {
            name: {
                "vouched": field.vouched,
                "right": field.right,
                "accuracy": round(100 * field.accuracy, 2),
                "interval": _percent(field.interval),
            }
            for name, field in row.fields.items()
        },
    }


def _rule_as_dict(row: Row) -> dict[str, Any]:
    scores = row.score.as_dict()
    return {
        **{name: scores[name] for name in ("found", "exact", "precision", "values")},
        "intervals": {measure: _percent(row.intervals[measure]) for measure in ("precision", "values")},
        "verdicts": row.verdicts,
    }


def _percent(interval: Interval | None) -> list[float] | None:
    return interval and [round(100 * bound, 2) for bound in interval]
