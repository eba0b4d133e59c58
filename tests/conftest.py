from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.patterns.collection import Patterns, load
from pipeline.records import Document, Label, Record
from pipeline.run import Extractor

ROOT = Path(__file__).parent.parent
Read = Callable[..., list[Record]]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def patterns() -> Patterns:
    return load()


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Read:
    """Records of a text, of one label if given."""

    def read_text(text: str, label: Label | None = None, date: str | None = None) -> list[Record]:
        day = datetime.date.fromisoformat(date) if date else None
        records = extractor.read(Document(id="text", text=text, date=day))
        return [record for record in records if label in (None, record.label)]

    return read_text
