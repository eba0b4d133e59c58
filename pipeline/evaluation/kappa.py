"""Cohen's kappa of two annotators, over words: the part of their agreement that is not chance."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from pipeline.evaluation.gold import GoldMention
from pipeline.evaluation.scores import ALL
from pipeline.records import LABELS, Document, Label

_WORD = re.compile(r"\w+|[^\w\s]")


def kappa_by_label(
    documents: Iterable[Document], a: Sequence[GoldMention], b: Sequence[GoldMention]
) -> dict[str, float | None]:
    """Kappa per label, and for all, where a word agrees if it does for every label."""
    words = {document.id: [word.span() for word in _WORD.finditer(document.text)] for document in documents}
    tags_a, tags_b = ([_tags(words, mentions, label) for label in LABELS] for mentions in (a, b))
    by_label: dict[str, float | None] = {
        label: kappa(*tags) for label, *tags in zip(LABELS, tags_a, tags_b, strict=True)
    }
    return {**by_label, ALL: kappa(zip(*tags_a, strict=True), zip(*tags_b, strict=True))}


def kappa(a: Iterable[Hashable], b: Iterable[Hashable]) -> float | None:
    """Cohen's kappa of two sequences of categories of one length; None where chance alone makes them the same."""
    pairs = Counter(zip(a, b, strict=True))
    total = pairs.total()
    seen_a, seen_b = Counter[Hashable](), Counter[Hashable]()
    for (one, other), times in pairs.items():
        seen_a[one] += times
        seen_b[other] += times
    # In whole numbers up to the division, so that chance is everything exactly where it is.
    observed = total * sum(times for (one, other), times in pairs.items() if one == other)
    chance = sum(times * seen_b[category] for category, times in seen_a.items())
    return (observed - chance) / (total**2 - chance) if chance != total**2 else None


def _tags(words: dict[str, list[tuple[int, int]]], mentions: Sequence[GoldMention], label: Label) -> list[str]:
    """A tag for each word of all documents: B begins a mention, I goes on in one, O stands in none."""
    tags = {doc_id: ["O"] * len(spans) for doc_id, spans in words.items()}
    for mention in mentions:
        if mention.label == label:
            spans = words[mention.doc_id]
            first = bisect_right(spans, mention.start, key=lambda span: span[1])
            last = bisect_left(spans, mention.end, key=lambda span: span[0])
            tags[mention.doc_id][first:last] = ["B", *"I" * (last - first - 1)] if first < last else []
    return [tag for doc_id in words for tag in tags[doc_id]]
