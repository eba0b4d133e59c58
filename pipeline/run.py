"""Documents to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline import entries
from pipeline.body_ruler import BodyRuler
from pipeline.corpus import Source
from pipeline.in_step import Stages, by_itself
from pipeline.language import COMPONENTS, with_ruler
from pipeline.mending import Mended, Mender
from pipeline.mentions import Mention, Reading
from pipeline.passages import Passages
from pipeline.patterns.collection import load
from pipeline.patterns.files import PatternError
from pipeline.records import LABELS, RECORD, Document, DocumentEntry, Record


class Found(NamedTuple):
    """A document that has been read."""

    document: Document
    mended: Mended
    reading: Reading

    def records(self) -> Iterator[Record]:
        """Yield the records, ordered by start and label; all those of a long text take more memory than the text."""
        mentions = (mention for label in LABELS for mention in self.reading.mentions[label])
        placed = [(self.mended.original(mention.start, mention.end), mention) for mention in mentions]
        placed.sort(key=lambda pair: (pair[0][0], pair[1].label, pair[0][1]))
        for place, mention in placed:
            yield self._record(mention, place)

    def _record(self, mention: Mention, place: tuple[int, int]) -> Record:
        """A mention as a validated record, with its place in the source and the letters that stand there."""
        text = self.document.text
        start, end = place
        first, last = self.mended.original(*self.reading.sentences.span(mention.start, mention.end))
        return RECORD.validate_python(
            {
                "doc_id": self.document.id,
                "label": mention.label,
                "start": start,
                "end": end,
                "text": text[start:end],
                "value": mention.value,
                "sentence": text[first:last],
                "rule": mention.rule,
                "warnings": mention.warnings,
            }
        )


class Extractor:
    """A pipeline, ready to read documents."""

    def __init__(self, patterns: Path | None = None) -> None:
        rules = load(patterns)
        nlp = with_ruler()
        self._mender = Mender(rules.vocabulary)
        self._passages = Passages(nlp.vocab, rules.phrases)
        self._ruler = BodyRuler(nlp, rules.names)
        # They are not added to `nlp`: for spaCy to resolve their configuration takes longer than to make them.
        self._components = [component(rules) for component in COMPONENTS]

    def read(self, document: Document) -> list[Record]:
        """Give the records of one document, ordered by start and label."""
        return list(by_itself(self.find(document)).records())

    def find(self, document: Document) -> Stages[Found]:
        """Find the mentions of a document, with a pause between two stages."""
        reading = Reading(document.text)
        mended = self._mender.mend(document.text, reading.plain)
        if mended.text != document.text:
            reading = Reading(mended.text)
        yield
        doc = self._passages(reading)
        doc.user_data["date"] = document.date
        self._ruler.meet(reading.phrases)
        yield
        if len(doc):  # half of all texts have no known name
            doc = self._ruler(doc)
        for component in self._components:
            yield
            doc = component(doc)
        yield
        return Found(document, mended, reading)

    def read_all(self, sources: Iterable[Source]) -> Iterator[tuple[DocumentEntry, list[Record]]]:
        """Read documents one by one; whatever one does, the others go on.

        An entry for a source that could not be read passes through; a document that fails becomes one.
        """
        for source in sources:
            yield (source, []) if isinstance(source, DocumentEntry) else self._read_safely(source)

    def _read_safely(self, document: Document) -> tuple[DocumentEntry, list[Record]]:
        try:
            records = self.read(document)
        except PatternError:
            raise
        except Exception as fault:  # one bad document never stops the others
            return entries.failed(document.id, f"{type(fault).__name__}: {fault}", document.sha256), []
        return entries.done(document, Counter(record.label for record in records)), records


def with_own_ids(sources: Iterable[Source]) -> Iterator[Source]:
    """Let documents pass whose ids are their own; one whose id is taken becomes an entry that says so."""
    seen: set[str] = set()
    for source in sources:
        if isinstance(source, Document) and source.id in seen:
            yield entries.failed(source.id, entries.ID_TAKEN, source.sha256)
        else:
            seen.add(source.id)
            yield source
