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

# A rule has no recall: what is missed belongs to none.
RULE_MEASURES = ("precision", "values")
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

    A wrong label is counted under the label that gold has.
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
    by_label: dict[Label, dict[int, list[Judged]]] = {label: defaultdict(list) for label in LABELS}
    by_rule: dict[str, dict[int, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for number, document in enumerate(documents):
        for one in document.judged:
            by_label[one.label][number].append(one)
            if one.found is not None:
                by_rule[one.found.rule][number].append(one)
                if one.found.label != one.label:
                    by_label[one.found.label][number].append(one)
    bootstrap = Bootstrap(len(documents))
    everything = {number: document.judged for number, document in enumerate(documents)}
    rules = [_row(rule, groups, bootstrap, RULE_MEASURES) for rule, groups in by_rule.items()]
    return Summary(
        documents=len(documents),
        labels=(
            *(_row(label, groups, bootstrap, label=label) for label, groups in by_label.items()),
            _row(ALL, everything, bootstrap),
        ),
        rules=tuple(sorted(rules, key=lambda row: (-row.errors, row.name))),
    )


def _row(
    name: str,
    groups: _Grouped,
    bootstrap: Bootstrap,
    measures: Iterable[str] = MEASURES,
    label: Label | None = None,
) -> Row:
    scores = {number: count(judged, label) for number, judged in groups.items()}
    intervals = {
        measure: bootstrap.interval({number: MEASURES[measure](score) for number, score in scores.items()})
        for measure in measures
    }
    judged = (one for group in groups.values() for one in group if label in (None, one.label))
    shares = _fields(groups, bootstrap) if label else {}
    return Row(name, Score.total(scores.values()), intervals, verdicts(judged), shares)


def _fields(groups: _Grouped, bootstrap: Bootstrap) -> dict[str, Field]:
    shares: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    for number, judged in groups.items():
        for field, share in fields(judged).items():
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
        **{name: scores[name] for name in ("found", "exact", *RULE_MEASURES)},
        "intervals": {measure: _percent(interval) for measure, interval in row.intervals.items()},
        "verdicts": row.verdicts,
    }


def _percent(interval: Interval | None) -> list[float] | None:
    return interval and [round(100 * bound, 2) for bound in interval]
