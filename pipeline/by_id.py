"""Documents and their entries by id. Of several with one id only the first was extracted; the others are told there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, TypeVar

from pipeline.corpus import read_sources
from pipeline.records import Document


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Named = TypeVar("Named", bound=_Named)


def first_by_id(named: Iterable[Named]) -> dict[str, Named]:
    """Give the first of each id, in order."""
    found: dict[str, Named] = {}
    for each in named:
        found.setdefault(each.id, each)
    return found


def documents_by_id(source: Path) -> dict[str, Document]:
    """The documents of a source as `extract` takes them; raises SourceError."""
    return first_by_id(found for found in read_sources([source]) if isinstance(found, Document))
