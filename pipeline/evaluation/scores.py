"""Precision, recall, F1 and right values, per label and in all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluation.gold import GoldMention, GoldSet
from pipeline.evaluation.matching import Pair, match, wrong_fields
from pipeline.outputs import read_records
from pipeline.records import LABELS, Record
from pipeline.run import Extractor

ALL = "all"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one label. `valued` counts exact matches whose gold vouches for a value, `right` those that have it."""

    gold: int
    found: int
    exact: int
    overlapping: int
    valued: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the found mentions that are exactly right."""
        return self.exact / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of the gold mentions that were found exactly."""
        return self.exact / self.gold if self.gold else float(not self.found)

    @property
    def f1(self) -> float:
        """Exact F1: the harmonic mean of precision and recall."""
        return 2 * self.exact / (self.gold + self.found) if self.gold + self.found else 1.0

    @property
    def overlap_f1(self) -> float:
        """F1 where overlapping is enough."""
        return 2 * self.overlapping / (self.gold + self.found) if self.gold + self.found else 1.0

    @property
    def values(self) -> float:
        """Share of right values among exact matches whose gold has a value."""
        return self.right / self.valued if self.valued else 1.0

    def as_dict(self) -> dict[str, float | int]:
        """Counts and ratios, in percent."""
        ratios = ("precision", "recall", "f1", "overlap_f1", "values")
        counts = {"gold": self.gold, "found": self.found, "exact": self.exact, "overlapping": self.overlapping}
        return {**counts, **{name: round(100 * float(getattr(self, name)), 2) for name in ratios}}


Scored = Pair[GoldMention, Record]


def compare(gold: Iterable[GoldMention], records: Iterable[Record]) -> list[Scored]:
    """Pair gold and records, one to one."""
    return match(gold, records)


def evaluate_folders(folders: Sequence[Path], sources: Path | None = None, records: Path | None = None) -> list[Scored]:
    """Pair the gold of several folders with given records, or with what is extracted from their documents now.

    Raises GoldError, RecordsError, SourceError or PatternError.
    """
    given = list(read_records(records)) if records else None
    extractor = None if records else Extractor()
    pairs: list[Scored] = []
    for folder in folders:
        gold = GoldSet.read(folder, sources)
        ids = {document.id for document in gold.documents}
        if extractor is None:
            found = [record for record in given or () if record.doc_id in ids]
        else:
            found = [record for document in gold.documents for record in extractor.read(document)]
        pairs += compare(gold.mentions, found)
    return pairs


def score(pairs: Sequence[Scored]) -> dict[str, Score]:
    """Scores per label, and `all`."""
    scores: dict[str, Score] = {label: _score([p for p in pairs if _label(p) == label]) for label in LABELS}
    scores[ALL] = _score(pairs)
    return scores


def value_faults(pair: Scored) -> list[str]:
    """Fields of the value that are wrong, for an exact pair whose gold vouches for a value."""
    if not pair.exact or pair.left is None or pair.right is None or not pair.left.value:
        return []
    return wrong_fields(pair.left.value, pair.right.value.model_dump())


def _label(pair: Scored) -> str:
    span = pair.left or pair.right
    assert span is not None
    return span.label


def _score(pairs: Sequence[Scored]) -> Score:
    exact = [p for p in pairs if p.exact]
    valued = [p for p in exact if p.left is not None and p.left.value]
    return Score(
        gold=sum(p.left is not None for p in pairs),
        found=sum(p.right is not None for p in pairs),
        exact=len(exact),
        overlapping=sum(p.left is not None and p.right is not None for p in pairs),
        valued=len(valued),
        right=sum(not value_faults(p) for p in valued),
    )
