"""Gold folders and records, or what is extracted now, to verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.evaluation.gold import GoldMention, GoldSet
from pipeline.evaluation.verdicts import JudgedDocument, judge
from pipeline.outputs import RecordsError, read_records
from pipeline.records import Document, Record

Find = Callable[[Document], list[Record]]


def evaluate_folders(
    folders: Sequence[Path], sources: Path | None = None, records: Path | None = None
) -> list[JudgedDocument]:
    """Judge given records, or what is extracted now, by the gold of several folders.

    Raises GoldError, RecordsError, SourceError or PatternError.
    """
    find = _given(records) if records else _extractor()
    judged = []
    for folder in folders:
        gold = GoldSet.read(folder, sources)
        mentions: dict[str, list[GoldMention]] = defaultdict(list)
        for mention in gold.mentions:
            mentions[mention.doc_id].append(mention)
        judged += [JudgedDocument(folder, d, judge(mentions[d.id], find(d))) for d in gold.documents]
    return judged


def _extractor() -> Find:
    # Loading spaCy takes longer than scoring records that are there.
    from pipeline.run import Extractor

    return Extractor().read


def _given(path: Path) -> Find:
    records: dict[str, list[Record]] = defaultdict(list)
    for record in read_records(path):
        records[record.doc_id].append(record)

    def find(document: Document) -> list[Record]:
        for record in records[document.id]:
            if document.text[record.start : record.end] != record.text:
                place = f"{document.id}:{record.start}-{record.end}"
                raise RecordsError(f"{path}: {place} {record.text!r} does not stand in the gold's text; extract anew")
        return records[document.id]

    return find
