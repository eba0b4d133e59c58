"""Precision, recall, F1 and right values: per label, per field of the value, per rule, and in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pipeline.evaluation.verdicts import VERDICTS, Judged, JudgedDocument, Verdict
from pipeline.records import LABELS

ALL = "all"


class Score(NamedTuple):
    """Counts of some verdicts.

    `overlapping` counts pairs of one label that share a character, `valued` the exact ones whose gold vouches for a
    value, `right` those that have it.
    """

    gold: int
    found: int
    exact: int
    overlapping: int
    valued: int
    right: int

    @classmethod
    def total(cls, scores: Iterable[Score]) -> Score:
        """The sum of the counts."""
        return cls(*map(sum, zip(NOTHING, *scores, strict=True)))

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
        counts = {"gold": self.gold, "found": self.found, "exact": self.exact, "overlapping": self.overlapping}
        return {**counts, **{name: round(100 * float(getattr(self, name)), 2) for name in MEASURES}}


NOTHING = Score(0, 0, 0, 0, 0, 0)

# Each measure as part and whole, which add up over documents: what the intervals are made of.
MEASURES: dict[str, Callable[[Score], tuple[int, int]]] = {
    "precision": lambda score: (score.exact, score.found),
    "recall": lambda score: (score.exact, score.gold),
    "f1": lambda score: (2 * score.exact, score.gold + score.found),
    "overlap_f1": lambda score: (2 * score.overlapping, score.gold + score.found),
    "values": lambda score: (score.right, score.valued),
}


def score(documents: Iterable[JudgedDocument]) -> dict[str, Score]:
    """Scores per label, and `all`."""
    judged = [verdict for document in documents for verdict in document.judged]
    return {**{label: count(judged, label) for label in LABELS}, ALL: count(judged)}


def count(judged: Iterable[Judged], label: str | None = None) -> Score:
    """Count verdicts, of one label or of all. A wrong label is missed under gold's, and spurious under its own."""
    gold = found = exact = overlapping = valued = right = 0
    for one in judged:
        is_gold = one.gold is not None and label in (None, one.gold.label)
        is_found = one.found is not None and label in (None, one.found.label)
        gold += is_gold
        found += is_found
        if is_gold and is_found and one.verdict != "wrong label":
            overlapping += 1
            exact += one.exact
            if one.exact and one.gold is not None and one.gold.value:
                valued += 1
                right += not one.wrong
    return Score(gold, found, exact, overlapping, valued, right)


def verdicts(judged: Iterable[Judged]) -> dict[Verdict, int]:
    """How many there are of each verdict."""
    counts = Counter(one.verdict for one in judged)
    return {verdict: counts[verdict] for verdict in VERDICTS}


def fields(judged: Iterable[Judged]) -> dict[str, tuple[int, int]]:
    """(right, vouched for) for each field of the values, over exact matches."""
    judged = list(judged)
    vouched = Counter(field for one in judged for field in _vouched(one))
    wrong = Counter(field for one in judged for field in one.wrong)
    return {field: (vouched[field] - wrong[field], vouched[field]) for field in sorted(vouched)}


def _vouched(judged: Judged) -> Iterator[str]:
    if judged.exact and judged.gold is not None:
        yield from judged.gold.value or ()
