"""The two sides of a comparison: an output folder, a file of records, or a gold set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from pipeline.by_id import documents_by_id, first_by_id
from pipeline.corpus import SourceError
from pipeline.evaluation.alignment import Unit, sentences_of, sentences_quoted
from pipeline.evaluation.gold import GOLD, GoldMention, GoldSet
from pipeline.json_lines import json_value
from pipeline.outputs import DOCUMENTS, RECORDS, RUN, TEXTS, RecordsError, read_documents, read_records
from pipeline.records import Document, DocumentEntry, Record

Mention = Record | GoldMention


@dataclass(frozen=True)
class Side:
    """Mentions by document, with what is known of the documents.

    `program` is the version and the rules that made the records: the same ones read the same text in the same way.
    `sources` are texts by document.
    """

    path: Path
    mentions: Mapping[str, list[Mention]]
    entries: Mapping[str, DocumentEntry] = field(default_factory=dict)
    program: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    is_gold: bool = False

    @classmethod
    def read(cls, path: Path, sources: Path | None = None) -> Self:
        """Read a folder with records or gold, or a file of records; raises RecordsError, GoldError or SourceError."""
        if path.name == GOLD or ((path / GOLD).is_file() and not (path / RECORDS).is_file()):
            return cls._read_gold(path.parent if path.name == GOLD else path, sources)
        records = path / RECORDS if path.is_dir() else path
        folder = records.parent
        # What lies beside a file of another name belongs to another run.
        beside = records.name == RECORDS
        return cls(
            path=folder if beside else records,
            mentions=_by_document(read_records(records)),
            entries=first_by_id(read_documents(folder / DOCUMENTS)) if beside else {},
            program=_program(folder / RUN) if beside else None,
            sources={doc_id: d.text for doc_id, d in documents_by_id(sources).items()} if sources is not None else {},
        )

    @classmethod
    def _read_gold(cls, folder: Path, sources: Path | None) -> Self:
        gold = GoldSet.read(folder, sources)
        entries = (DocumentEntry(id=d.id, status="ok", sha256=d.sha256, date=d.date) for d in gold.documents)
        return cls(
            path=folder,
            mentions=_by_document(gold.mentions),
            entries={entry.id: entry for entry in entries},
            sources={d.id: d.text for d in gold.documents},
            is_gold=True,
        )

    @property
    def documents(self) -> set[str]:
        """Ids of the documents that were read; one that could not be read is not there."""
        unread = {entry.id for entry in self.entries.values() if entry.status == "error" and entry.sha256 is None}
        return (self.entries.keys() | self.mentions.keys()) - unread

    def sha256(self, doc_id: str) -> str | None:
        """Hash of the text of a document; None if nobody knows."""
        if doc_id in self.entries:
            return self.entries[doc_id].sha256
        return Document(id=doc_id, text=self.sources[doc_id]).sha256 if doc_id in self.sources else None

    def text(self, doc_id: str) -> str | None:
        """The text of a document, from the run itself or from the sources; raises SourceError if it is another text."""
        kept = self.path / TEXTS / f"{doc_id}.txt"
        text = kept.read_bytes().decode("utf-8", "replace") if kept.is_file() else self.sources.get(doc_id)
        if text is not None and Document(id=doc_id, text=text).sha256 != self.sha256(doc_id):
            raise SourceError(
                f"{doc_id}: the source is not the text that {self.path} was made from; is --sources right?"
            )
        return text

    def sentences(self, doc_id: str) -> list[Unit]:
        """The sentences of a document; without its text, those that the records quote."""
        text = self.text(doc_id)
        if text is not None:
            return sentences_of(text)
        return sentences_quoted(m for m in self.mentions.get(doc_id, []) if not isinstance(m, GoldMention))


def rule_of(mention: Mention | None) -> str | None:
    """The rule that made a mention; None for gold."""
    return None if mention is None or isinstance(mention, GoldMention) else mention.rule


def _by_document(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    by_document: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_document[mention.doc_id].append(mention)
    return dict(by_document)


def _program(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        run = json_value(path.read_bytes())
        return f"{run['version']} {run['patterns']}"
    except (ValueError, KeyError, TypeError):
        raise RecordsError(f"{path}: not the description of a run; extract anew, or remove it") from None
