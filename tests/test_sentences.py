"""The tables of annotated sentences in tests/sentences, one a line, for one label a file.

A line that begins with `?` is a known miss: the test says so when it is mended.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.evaluation.markup import parse
from pipeline.evaluation.matching import wrong_fields
from pipeline.records import Document, Label
from pipeline.run import Extractor

FOLDER = Path(__file__).parent / "sentences"
DOCUMENT_DATE = datetime.date(2024, 3, 15)
LABELS: dict[str, Label] = {
    "organisations": "ORGANISATION",
    "resolutions": "RESOLUTION",
    "dates": "DATE",
    "figures": "FIGURE",
}


def sentences() -> Iterator[object]:
    for path in sorted(FOLDER.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if line and not line.startswith("#"):
                known_miss = [pytest.mark.xfail(strict=True)] if line.startswith("?") else []
                place = f"{path.stem}-{number}"
                yield pytest.param(LABELS[path.stem], line.removeprefix("?"), id=place, marks=known_miss)


@pytest.mark.parametrize(("label", "annotated"), list(sentences()))
def test_sentence(extractor: Extractor, label: Label, annotated: str) -> None:
    text, marked = parse(annotated, label)
    records = extractor.read(Document(id="sentence", text=text, date=DOCUMENT_DATE))
    found = {(r.start, r.end): r.value.model_dump() for r in records if r.label == label}
    assert sorted(text[s:e] for s, e in found) == sorted(text[m.start : m.end] for m in marked)
    assert set(found) == {(m.start, m.end) for m in marked}
    for mark in marked:
        wrong = wrong_fields(mark.value, found[mark.start, mark.end])
        assert not wrong, f"{text[mark.start : mark.end]}: {wrong} in {found[mark.start, mark.end]}"
