"""A value to begin with for a mention that a person marks, so that the form is seldom filled in from nothing."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

from pipeline.records import Document, Label
from pipeline.review.decisions import VALUES
from pipeline.review.desk import Desk
from pipeline.run import Extractor
from pipeline.surface import fold_phrase


class Proposals:
    """Proposes what the same words mean elsewhere in the run, else what the rules make of them standing alone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def value(self, doc_id: str, label: Label, start: int, end: int) -> dict[str, Any]:
        """A value for these characters (offsets in code points); all fields null where nothing is known."""
        document = self._desk.sheet(doc_id).document
        words = document.text[start:end]
        # `lundi` is another day in every document.
        places = [doc_id] if label == "DATE" else list(self._desk.sheets)
        return self._elsewhere(label, words, places) or self._by_rules(label, words, document) or _blank(label)

    def _elsewhere(self, label: Label, words: str, places: list[str]) -> dict[str, Any] | None:
        wanted = fold_phrase(words)
        values = Counter(
            mention.marked.value
            for place in places
            for mention in self._desk.sheets[place].mentions.values()
            if mention.stands and mention.marked.label == label and fold_phrase(mention.marked.text) == wanted
        )
        return values.most_common(1)[0][0].model_dump() if values else None

    def _by_rules(self, label: Label, words: str, document: Document) -> dict[str, Any] | None:
        if not words.strip():
            return None
        for record in self._extractor.read(Document(id=document.id, text=words, date=document.date)):
            if record.label == label and record.text == words:
                return record.value.model_dump()
        return None

    @cached_property
    def _extractor(self) -> Extractor:
        """Made at the first need: it takes a second, and many reviews never add anything."""
        return Extractor()


def _blank(label: Label) -> dict[str, Any]:
    return dict.fromkeys(VALUES[label].model_fields)
