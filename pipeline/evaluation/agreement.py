"""How far two annotators agree: F1 and Cohen's kappa per label, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.evaluation.gold import GoldError, GoldMention, GoldSet
from pipeline.evaluation.kappa import kappa_by_label
from pipeline.evaluation.marks import CURLY, SQUARE, marked
from pipeline.evaluation.matching import Pair, match_over_labels, wrong_fields
from pipeline.evaluation.scores import ALL
from pipeline.records import LABELS, Document
from pipeline.surface import Sentences

Kind = Literal["only A", "only B", "border", "label", "value"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of one label, or of all: mentions of A and of B, those at the same place, those of them with values.

    `kappa` is Cohen's, over words: whether a word begins a mention of the label, goes on in one, or stands in none. It
    is None where both have none.
    """

    a: int
    b: int
    same: int
    valued: int
    same_value: int
    kappa: float | None

    @property
    def f1(self) -> float:
        """Exact F1, the same whichever of the two is taken for gold."""
        return 2 * self.same / (self.a + self.b) if self.a + self.b else 1.0

    @property
    def values(self) -> float:
        """Share of the mentions at the same place whose values do not contradict each other."""
        return self.same_value / self.valued if self.valued else 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """Something to settle; `fields` names what contradicts in the values. The sentence has `[[A]]` and `{{B}}`."""

    kind: Kind
    a: GoldMention | None
    b: GoldMention | None
    fields: tuple[str, ...]
    sentence: str

    @property
    def mention(self) -> GoldMention:
        """A's, or, if there is none, B's."""
        mention = self.a or self.b
        assert mention is not None
        return mention

    def contradictions(self) -> Iterator[tuple[str, object, object]]:
        """Yield (field, A's, B's)."""
        a, b = (mention.value or {} if mention else {} for mention in (self.a, self.b))
        for field in self.fields:
            yield field, a[field], b[field]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two gold sets over the documents that both have."""

    documents: int
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    labels: dict[str, Agreement]
    differences: list[Difference]

    def as_dict(self) -> dict[str, Any]:
        """All of it for JSON; F1 and values in percent."""
        return {
            "documents": self.documents,
            "only_a": self.only_a,
            "only_b": self.only_b,
            "labels": {label: _as_dict(agreement) for label, agreement in self.labels.items()},
            "differences": [
                {
                    "doc_id": one.mention.doc_id,
                    "kind": one.kind,
                    "a": one.a and one.a.model_dump(exclude={"doc_id"}),
                    "b": one.b and one.b.model_dump(exclude={"doc_id"}),
                    "fields": one.fields,
                    "sentence": one.sentence,
                }
                for one in self.differences
            ],
        }


def compare(a: GoldSet, b: GoldSet) -> Comparison:
    """Compare two gold sets; raises GoldError if they have no document in common, or different texts of one."""
    ours, theirs = ({d.id: d for d in gold.documents} for gold in (a, b))
    both = sorted(ours.keys() & theirs.keys())
    if not both:
        raise GoldError("the two gold sets have no document in common; are they of the same texts?")
    for doc_id in both:
        if ours[doc_id].text != theirs[doc_id].text:
            raise GoldError(f"{doc_id}: the two gold sets have different texts of it; give both the same one")
    mentions_a, mentions_b = ([m for m in gold.mentions if m.doc_id in both] for gold in (a, b))
    pairs = match_over_labels(mentions_a, mentions_b)
    kappas = kappa_by_label([ours[doc_id] for doc_id in both], mentions_a, mentions_b)
    return Comparison(
        documents=len(both),
        only_a=tuple(sorted(ours.keys() - theirs.keys())),
        only_b=tuple(sorted(theirs.keys() - ours.keys())),
        labels={label: _agreement(pairs, label, kappas[label]) for label in (*LABELS, ALL)},
        differences=sorted(
            _differences(pairs, ours), key=lambda one: (one.mention.doc_id, one.mention.start, one.kind)
        ),
    )


def _agreement(pairs: Iterable[Pair[GoldMention, GoldMention]], label: str, words: float | None) -> Agreement:
    a = b = same = valued = same_value = 0
    for pair in pairs:
        a += pair.left is not None and label in (ALL, pair.left.label)
        b += pair.right is not None and label in (ALL, pair.right.label)
        if pair.exact and pair.left and pair.right and label in (ALL, pair.left.label):
            same += 1
            if pair.left.value and pair.right.value:
                valued += 1
                same_value += not _contradictions(pair.left, pair.right)
    return Agreement(a, b, same, valued, same_value, words)


def _contradictions(a: GoldMention, b: GoldMention) -> list[str]:
    """Fields that both vouch for, and not with the same value."""
    other = b.value or {}
    return wrong_fields({field: value for field, value in (a.value or {}).items() if field in other}, other)


def _differences(
    pairs: Iterable[Pair[GoldMention, GoldMention]], documents: dict[str, Document]
) -> Iterator[Difference]:
    sentences: dict[str, Sentences] = {}
    for pair in pairs:
        kind, fields = _kind(pair.left, pair.right)
        if kind is None:
            continue
        both = [(m, brackets) for m, brackets in ((pair.left, SQUARE), (pair.right, CURLY)) if m is not None]
        document = documents[both[0][0].doc_id]
        known = sentences.setdefault(document.id, Sentences(document.text))
        first, last = known.span(min(m.start for m, _ in both), max(m.end for m, _ in both))
        spans = [(m.start - first, m.end - first, brackets) for m, brackets in both]
        yield Difference(kind, pair.left, pair.right, fields, marked(document.text[first:last], spans))


def _kind(a: GoldMention | None, b: GoldMention | None) -> tuple[Kind | None, tuple[str, ...]]:
    if b is None:
        return "only A", ()
    if a is None:
        return "only B", ()
    if a.label != b.label:
        return "label", ()
    if (a.start, a.end) != (b.start, b.end):
        return "border", ()
    fields = tuple(_contradictions(a, b))
    return ("value" if fields else None), fields


def _as_dict(agreement: Agreement) -> dict[str, float | int | None]:
    return {
        "a": agreement.a,
        "b": agreement.b,
        "same": agreement.same,
        "f1": round(100 * agreement.f1, 2),
        "kappa": None if agreement.kappa is None else round(agreement.kappa, 4),
        "valued": agreement.valued,
        "same_value": agreement.same_value,
        "values": round(100 * agreement.values, 2),
    }


def lines(comparison: Comparison) -> Iterator[str]:
    """Lines for a terminal: what is to be settled, then a table."""
    for one in comparison.differences:
        m = one.mention
        label = f"{m.label} / {one.b.label}" if one.kind == "label" and one.b else m.label
        yield f"{m.doc_id}:{m.start}-{m.end} {label} {one.kind}"
        yield f"    {one.sentence}"
        for field, a, b in one.contradictions():
            yield f"    {field}: A {a!r}, B {b!r}"
    yield f"{'':<14}{'A':>7}{'B':>7}{'same':>7}{'F1':>8}{'kappa':>8}{'values':>8}"
    for label, agreement in comparison.labels.items():
        words = "–" if agreement.kappa is None else f"{agreement.kappa:.3f}"
        yield (
            f"{label:<14}{agreement.a:>7}{agreement.b:>7}{agreement.same:>7}"
            f"{100 * agreement.f1:>8.1f}{words:>8}{100 * agreement.values:>8.1f}"
        )
    yield f"documents: {comparison.documents}, differences to settle: {len(comparison.differences)}"
    for side, ids in (("A", comparison.only_a), ("B", comparison.only_b)):
        if ids:
            yield f"not compared, only in {side}: {', '.join(ids)}"
