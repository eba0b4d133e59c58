"""Documents to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language

from pipeline import entries
from pipeline.corpus import Source
from pipeline.language import SPANS, build
from pipeline.mending import Mended, Mender
from pipeline.mentions import Mention, Reading
from pipeline.passages import Passages
from pipeline.patterns.collection import load
from pipeline.patterns.files import PatternError
from pipeline.records import (
    LABELS,
    DateRecord,
    Document,
    DocumentEntry,
    FigureRecord,
    Label,
    OrganisationRecord,
    Record,
    ResolutionRecord,
)

_RECORDS: dict[Label, type[Record]] = {
    "ORGANISATION": OrganisationRecord,
    "RESOLUTION": ResolutionRecord,
    "DATE": DateRecord,
    "FIGURE": FigureRecord,
}


class Extractor:
    """A pipeline, ready to read documents."""

    def __init__(self, patterns: Path | None = None) -> None:
        self.nlp: Language = build(patterns)
        rules = load(patterns)
        self._passages = Passages(self.nlp.vocab, rules.phrases)
        self._mender = Mender(rules.vocabulary)
        (_, self._ruler), *components = self.nlp.pipeline
        # Records need no spaCy spans; those are for who calls `nlp` itself.
        self._components = [component for name, component in components if name != SPANS]

    def read(self, document: Document) -> list[Record]:
        """Give the records of one document, ordered by start and label."""
        return list(self.records(document))

    def records(self, document: Document) -> Iterator[Record]:
        """Yield the same; all those of a long document take more memory than its text."""
        reading = Reading(document.text)
        mended = self._mender.mend(document.text, reading.plain)
        if mended.text != document.text:
            reading = Reading(mended.text)
        doc = self._passages(reading)
        doc.user_data["date"] = document.date
        if len(doc):  # half of all texts have no known name
            doc = self._ruler(doc)
        for component in self._components:
            doc = component(doc)
        mentions = (mention for label in LABELS for mention in reading.mentions[label])
        placed = [(mended.original(mention.start, mention.end), mention) for mention in mentions]
        placed.sort(key=lambda pair: (pair[0][0], pair[1].label, pair[0][1]))
        for place, mention in placed:
            yield record(document, mended, reading, mention, place)

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


def record(document: Document, mended: Mended, reading: Reading, mention: Mention, place: tuple[int, int]) -> Record:
    """A mention as a validated record, with its place in the source and the letters that stand there."""
    start, end = place
    first, last = mended.original(*reading.sentences.span(mention.start, mention.end))
    model = _RECORDS[mention.label]
    return model(
        doc_id=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
        value=mention.value,  # type: ignore[arg-type]
        sentence=document.text[first:last],
        rule=mention.rule,
        warnings=mention.warnings,
    )
