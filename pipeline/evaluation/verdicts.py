"""What became of every mention of gold, and of every mention found that gold does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pipeline.evaluation.gold import GoldMention
from pipeline.evaluation.matching import Pair, match_over_labels, wrong_fields
from pipeline.records import Document, Label, Record
from pipeline.surface import Sentences

Verdict = Literal["right", "wrong border", "wrong label", "wrong value", "missed", "spurious"]
VERDICTS: tuple[Verdict, ...] = ("right", "wrong border", "wrong label", "wrong value", "missed", "spurious")


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention of gold with what was found for it; `gold` is None for a spurious one, `found` for a missed one.

    `wrong` names the fields of the value that gold vouches for and that are not so, where label and borders are right.
    """

    verdict: Verdict
    gold: GoldMention | None
    found: Record | None
    wrong: tuple[str, ...] = ()

    @property
    def label(self) -> Label:
        """The label that gold has, or, of a spurious mention, its own."""
        span = self.gold or self.found
        assert span is not None
        return span.label

    @property
    def exact(self) -> bool:
        """Whether label and borders are right."""
        return self.verdict in ("right", "wrong value")

    @property
    def borders(self) -> tuple[int, int]:
        """The stretch of the text that holds both mentions."""
        spans = [span for span in (self.gold, self.found) if span is not None]
        return min(span.start for span in spans), max(span.end for span in spans)

    def wrong_values(self) -> Iterator[tuple[str, object, object]]:
        """Yield each wrong field, with what gold vouches for and what was found."""
        if self.gold is not None and self.gold.value and self.found is not None:
            found = self.found.value.model_dump()
            for field in self.wrong:
                yield field, self.gold.value[field], found.get(field)


# Not frozen: it keeps the sentences of its text once they are asked for.
@dataclass(eq=False)
class JudgedDocument:
    """A document of a gold set with its verdicts in the order of the text."""

    folder: Path
    document: Document
    judged: list[Judged]

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the text."""
        return Sentences(self.document.text)

    def in_sentence(self, judged: Judged) -> tuple[str, list[tuple[int, int, str]]]:
        """The sentence of a verdict, and in it the spans (start, end, "gold" or "found")."""
        first, last = self.sentences.span(*judged.borders)
        both = (("gold", judged.gold), ("found", judged.found))
        spans = [(span.start - first, span.end - first, name) for name, span in both if span is not None]
        return self.document.text[first:last], spans


def errors(documents: Iterable[JudgedDocument]) -> Iterator[tuple[JudgedDocument, Judged]]:
    """Yield every verdict other than right, with its document."""
    for document in documents:
        for one in document.judged:
            if one.verdict != "right":
                yield document, one


def judge(gold: Iterable[GoldMention], found: Iterable[Record]) -> list[Judged]:
    """Give a verdict on every mention of gold, and on every one found that matches none.

    Mentions of one label are matched first, exact ones before those that overlap; then those of different labels.
    """
    judged = [_verdict(pair) for pair in match_over_labels(gold, found)]
    return sorted(judged, key=lambda j: (*j.borders, j.label, j.verdict))


def _verdict(pair: Pair[GoldMention, Record]) -> Judged:
    gold, found = pair.left, pair.right
    if found is None:
        return Judged("missed", gold, None)
    if gold is None:
        return Judged("spurious", None, found)
    if gold.label != found.label:
        return Judged("wrong label", gold, found)
    if not pair.exact:
        return Judged("wrong border", gold, found)
    wrong = wrong_fields(gold.value or {}, found.value.model_dump())
    return Judged("wrong value" if wrong else "right", gold, found, tuple(wrong))
