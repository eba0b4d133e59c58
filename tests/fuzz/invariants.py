"""What must hold for any text whatever; each broken rule is told in a line."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Iterator
from itertools import pairwise

from pipeline.records import LABELS, RECORD, Document, Record
from pipeline.run import Extractor

# Dense text takes 4 ms a thousand characters, on the slowest machine and with the first text ten times as much.
_SECONDS, _SECONDS_A_CHARACTER = 0.5, 50e-6
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_UNRELATED = "\n\nIl pleut."


def faults(extractor: Extractor, text: str, date: datetime.date | None) -> Iterator[str]:
    """Yield what is broken when this text is read."""
    document = Document(id="fuzz", text=text, date=date)
    try:
        began = time.process_time()
        records = extractor.read(document)
        took = time.process_time() - began
    except Exception as fault:  # the very thing that is looked for
        yield f"exception: {type(fault).__name__}: {fault}"
        return
    if took > _SECONDS + _SECONDS_A_CHARACTER * len(text):
        yield f"time: {took:.2f} s for {len(text)} characters"
    yield from _record_faults(text, records)
    yield from _order_faults(records)
    if extractor.read(document) != records:
        yield "again: a second reading gives other records"
    longer = extractor.read(document.model_copy(update={"text": text + _UNRELATED}))
    if list(map(_line, longer)) != list(map(_line, records)):
        yield f"paragraph behind: {_difference(records, longer)}"


def _record_faults(text: str, records: list[Record]) -> Iterator[str]:
    for record in records:
        where = f"{record.label} {record.text!r} at {record.start}-{record.end}, {record.rule}"
        if text[record.start : record.end] != record.text:
            yield f"offsets: {where}: the text has {text[record.start : record.end]!r}"
        if record.text != record.text.strip():
            yield f"white space: {where}"
        if _BLANK_LINE.search(record.text):
            yield f"crosses a paragraph: {where}"
        if record.text not in record.sentence or record.sentence not in text:
            yield f"sentence: {where}: {record.sentence!r}"
        if RECORD.validate_json(record.model_dump_json()) != record:
            yield f"schema: {where}: not the same when read again"


def _order_faults(records: list[Record]) -> Iterator[str]:
    if records != sorted(records, key=lambda r: (r.start, r.label, r.end)):
        yield "order: records are not sorted by start, label, end"
    for label in LABELS:
        for one, other in pairwise(record for record in records if record.label == label):
            if other.start < one.end:
                yield f"overlap: {label} {one.text!r} and {other.text!r} at {other.start}"


def _difference(records: list[Record], longer: list[Record]) -> str:
    gone, came = (
        _told(set(map(_line, one)) - set(map(_line, other))) for one, other in ((records, longer), (longer, records))
    )
    return f"without {gone}; with {came}"


def _line(record: Record) -> str:
    # Where a sentence ends may hang on what follows; where a mention ends, not.
    return record.model_dump_json(exclude={"doc_id", "sentence"})


def _told(lines: set[str]) -> str:
    return ", ".join(sorted(lines)) or "nothing more"
