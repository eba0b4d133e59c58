"""The bodies and resolutions of a corpus: what each document saw of them, and all of it together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from pydantic_core import to_json

from pipeline.records import Entity, OrganisationRecord, OrganisationValue, Record, ResolutionRecord, ResolutionValue
from pipeline.scratch import Scratch

_Label = Literal["ORGANISATION", "RESOLUTION"]
# What one document saw of an entity: label, id, name, acronym, distinct forms, number of mentions. It travels in JSON.
Sighting = tuple[_Label, str, str, str | None, list[str], int]
# A tuple, since a union of types would be made anew for each record.
_OF_ENTITIES = (OrganisationRecord, ResolutionRecord)


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
        if isinstance(record, _OF_ENTITIES) and (entity := entity_of(record)) is not None:
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
    """What the last documents saw of one entity."""

    name: str
    acronym: str | None
    forms: set[str] = field(default_factory=set)
    documents: list[str] = field(default_factory=list)
    mentions: int = 0


# So many sightings are collected in memory before they are put away.
_SIGHTINGS = 100_000
# So many documents of an entity are written at a time.
_DOCUMENTS = 10_000


class Entities:
    """Collects what the documents of a corpus saw; the first one to see an entity names it."""

    def __init__(self) -> None:
        self._seen: dict[tuple[_Label, str], _Seen] = {}
        self._sightings = 0
        self._scratch = Scratch(
            "entity (number INTEGER PRIMARY KEY, label TEXT, id TEXT, name TEXT, acronym TEXT, mentions INTEGER,"
            " UNIQUE (label, id))",
            "form (entity INTEGER, form TEXT, PRIMARY KEY (entity, form)) WITHOUT ROWID",
            "document (entity INTEGER, id TEXT)",
        )

    def add(self, doc_id: str, sightings: Iterable[Sighting]) -> None:
        """Add what a document saw; each document comes once."""
        for label, entity, name, acronym, forms, mentions in sightings:
            seen = self._seen.get((label, entity))
            if seen is None:
                seen = self._seen[label, entity] = _Seen(name, acronym)
            seen.forms.update(forms)
            seen.documents.append(doc_id)
            seen.mentions += mentions
            self._sightings += 1
        if self._sightings >= _SIGHTINGS:
            self._put_away()

    def lines(self) -> Iterator[bytes]:
        """The lines of `entities.jsonl`, in pieces: organisations first, by id."""
        self._put_away()
        self._scratch.change("CREATE INDEX document_by_entity ON document (entity, id)")
        for number, label, entity, name, acronym, mentions in self._scratch.rows(
            "SELECT * FROM entity ORDER BY label, id"
        ):
            forms = tuple(form for (form,) in self._scratch.rows("SELECT form FROM form WHERE entity = ?", (number,)))
            line = Entity(
                id=entity, label=label, name=name, acronym=acronym, forms=forms, mentions=mentions, documents=()
            )
            yield line.model_dump_json().encode().removesuffix(b"]}")
            ids = self._scratch.rows("SELECT id FROM document WHERE entity = ? ORDER BY id", (number,))
            comma = b""
            while some := [doc_id for (doc_id,) in islice(ids, _DOCUMENTS)]:
                yield comma + to_json(some)[1:-1]
                comma = b","
            yield b"]}\n"

    def _put_away(self) -> None:
        seen, self._seen, self._sightings = self._seen, {}, 0
        self._scratch.change_all(
            "INSERT INTO entity (label, id, name, acronym, mentions) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (label, id) DO UPDATE SET mentions = mentions + excluded.mentions",
            ((*key, one.name, one.acronym, one.mentions) for key, one in seen.items()),
        )
        numbers = {
            key: number
            for key in seen
            for (number,) in self._scratch.rows("SELECT number FROM entity WHERE label = ? AND id = ?", key)
        }
        self._scratch.change_all(
            "INSERT OR IGNORE INTO form VALUES (?, ?)",
            ((numbers[key], form) for key, one in seen.items() for form in one.forms),
        )
        self._scratch.change_all(
            "INSERT INTO document VALUES (?, ?)",
            ((numbers[key], doc_id) for key, one in seen.items() for doc_id in one.documents),
        )
