"""A value to begin with for a mention that a person marks, so that the form is seldom filled in from nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from threading import Lock
from typing import Any

from pipeline.records import Document, Label, OrganisationValue, Value
from pipeline.review.desk import Desk
from pipeline.review.sheet import Sheet
from pipeline.run import Extractor
from pipeline.surface import fold_phrase


class Proposals:
    """Proposes what the same words mean in this document, to the rules, or elsewhere in the run."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        # The server asks in threads.
        self._lock = Lock()

    def value(self, doc_id: str, label: Label, start: int, end: int) -> dict[str, Any] | None:
        """A value for these characters (offsets in code points); None where nothing is known."""
        document = self._desk.sheet(doc_id).document
        words = document.text[start:end]
        with self._lock:
            here = self._here(doc_id, label, words)
            return here or self._by_rules(label, words, document) or self._anywhere(label, words)

    def _here(self, doc_id: str, label: Label, words: str) -> dict[str, Any] | None:
        return _most_common(_same_words(self._desk.sheets[doc_id], label, words))

    def _anywhere(self, label: Label, words: str) -> dict[str, Any] | None:
        """What other documents have; but there `lundi` is another day, and `le Comité` another committee."""
        if label == "DATE":
            return None
        values = [v for sheet in self._desk.sheets.values() for v in _same_words(sheet, label, words)]
        return _most_common(v for v in values if not (isinstance(v, OrganisationValue) and v.form == "short"))

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


def _same_words(sheet: Sheet, label: Label, words: str) -> Iterator[Value]:
    wanted = fold_phrase(words)
    for mention in sheet.mentions.values():
        marked = mention.marked
        if mention.stands and marked.label == label and fold_phrase(marked.text) == wanted:
            yield marked.value


def _most_common(values: Iterable[Value]) -> dict[str, Any] | None:
    counted = Counter(values).most_common(1)
    return counted[0][0].model_dump() if counted else None
