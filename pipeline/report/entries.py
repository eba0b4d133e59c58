"""The index: what is named, under one entry each, with every place that names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.entities import entity_of
from pipeline.records import OrganisationRecord, Record, ResolutionRecord
from pipeline.report.documents import Place, ReportedDocument, located

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is named; `name` is null for bodies that nobody knows, `forms` are the surfaces seen."""

    id: str | None
    name: str | None
    places: tuple[Place, ...]
    acronym: str | None = None
    forms: tuple[str, ...] = ()
    url: str | None = None


def organisations(documents: Sequence[ReportedDocument]) -> list[Entry]:
    """The bodies, those most often named first, and last the mentions whose body nobody knows."""
    found = ((place, record) for place, record in located(documents) if isinstance(record, OrganisationRecord))
    entries = []
    for entity, named in gathered(found, lambda record: record.value.entity).items():
        value = named[0][1].value
        name = None if entity is None else value.name or entity
        entries.append(Entry(entity, name, _places(named), value.acronym if entity else None, _forms(named)))
    return _in_order(entries)


def resolutions(documents: Sequence[ReportedDocument]) -> list[Entry]:
    """The resolutions, those most often named first."""
    found = ((place, record) for place, record in located(documents) if isinstance(record, ResolutionRecord))
    entries = []
    for entity, named in gathered(found, entity_of).items():
        value = named[0][1].value
        name = value.symbol or f"{value.body} {value.number}"
        entries.append(Entry(entity, name, _places(named), forms=_forms(named), url=_safe(value.url)))
    return _in_order(entries)


def warnings(documents: Sequence[ReportedDocument]) -> list[Entry]:
    """What the records warn of, in the words of the warning."""
    found = [(place, warning) for place, record in located(documents) for warning in record.warnings]
    by_words = gathered(found, lambda warning: warning)
    return _in_order(Entry(warning, warning, _places(named)) for warning, named in by_words.items())


def gathered(found: Iterable[tuple[Place, Found]], key: Callable[[Found], Key]) -> dict[Key, list[tuple[Place, Found]]]:
    """What was found, by key, in the order of the documents."""
    by_key: dict[Key, list[tuple[Place, Found]]] = defaultdict(list)
    for place, one in found:
        by_key[key(one)].append((place, one))
    return dict(by_key)


def _places(named: Iterable[tuple[Place, object]]) -> tuple[Place, ...]:
    return tuple(place for place, _ in named)


def _forms(named: Iterable[tuple[Place, Record]]) -> tuple[str, ...]:
    return tuple(sorted({" ".join(record.text.split()) for _, record in named}))


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: (e.name is None, -len(e.places), e.name or "", e.id or ""))


def _safe(url: str | None) -> str | None:
    """An address that a page may link to: records can come from anywhere, and an address can be a script."""
    return url if url is not None and url.startswith("https://") else None
