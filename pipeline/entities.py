"""The bodies and resolutions of a corpus: what each document saw of them, and all of it together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from pipeline.records import Entity, OrganisationRecord, OrganisationValue, Record, ResolutionRecord, ResolutionValue

_Label = Literal["ORGANISATION", "RESOLUTION"]
# What one document saw of an entity: label, id, name, acronym, distinct forms, number of mentions. It travels in JSON.
Sighting = tuple[_Label, str, str, str | None, list[str], int]


def entity_of(record: OrganisationRecord | ResolutionRecord) -> str | None:
    """The id that a body or a resolution has in `entities.jsonl`; None for a body that no one named."""
    if isinstance(record, OrganisationRecord):
        return record.value.entity
    return f"{record.value.body}:{record.value.symbol or record.value.number}"


def sightings(records: Iterable[Record]) -> list[Sighting]:
    """What one document saw; dates, figures and bodies that no one named are passed over."""
    values: dict[tuple[_Label, str], OrganisationValue | ResolutionValue] = {}
    forms: dict[tuple[_Label, str], list[str]] = {}
    for record in records:
        if isinstance(record, OrganisationRecord | ResolutionRecord) and (entity := entity_of(record)) is not None:
            key = (record.label, entity)
            values.setdefault(key, record.value)  # its first mention stands for it
            forms.setdefault(key, []).append(" ".join(record.text.split()))
    return [(*key, *_names(key[1], values[key]), sorted(set(seen)), len(seen)) for key, seen in forms.items()]


def _names(entity: str, value: OrganisationValue | ResolutionValue) -> tuple[str, str | None]:
    if isinstance(value, OrganisationValue):
        return value.name or entity, value.acronym
    return value.symbol or value.number, None


@dataclass
class _Seen:
    """One entity while documents stream by."""

    name: str
    acronym: str | None
    forms: set[str] = field(default_factory=set)
    documents: list[str] = field(default_factory=list)
    mentions: int = 0


class Entities:
    """Collects what the documents of a corpus saw; the first one to see an entity names it."""

    def __init__(self) -> None:
        self._seen: dict[tuple[_Label, str], _Seen] = {}

    def add(self, doc_id: str, sightings: Iterable[Sighting]) -> None:
        """Add what a document saw; each document comes once."""
        for label, entity, name, acronym, forms, mentions in sightings:
            seen = self._seen.get((label, entity))
            if seen is None:
                seen = self._seen[label, entity] = _Seen(name, acronym)
            seen.forms.update(forms)
            seen.documents.append(doc_id)
            seen.mentions += mentions

    def lines(self) -> Iterator[Entity]:
        """Entities, organisations first, by id."""
        for (label, entity), seen in sorted(self._seen.items()):
            yield Entity(
                id=entity,
                label=label,
                name=seen.name,
                acronym=seen.acronym,
                forms=tuple(sorted(seen.forms)),
                mentions=seen.mentions,
                documents=tuple(sorted(seen.documents)),
            )
