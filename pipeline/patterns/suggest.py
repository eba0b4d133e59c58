"""Bodies that texts name and the knowledge base lacks, as lines ready to be completed.

A line has the fields of a body; `source` is left empty, so that `patterns check` refuses it until it has been looked
up, and `seen` tells where it was found, to be removed then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.patterns.vocabulary import Vocabulary
from pipeline.records import OrganisationRecord, OrganisationValue, Record
from pipeline.surface import fold_phrase

LOCAL = "local:"
_SENTENCES = 3


@dataclass
class _Sighting:
    """What the texts say of one unknown body."""

    value: OrganisationValue
    forms: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    acronyms: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    sentences: list[str] = field(default_factory=list)

    def add(self, record: OrganisationRecord) -> None:
        surface = " ".join(record.text.split())
        self.forms[surface] += 1
        if record.value.form == "acronym":
            self.acronyms.add(surface)
        elif record.value.form == "name":
            self.names.add(surface)
        self.documents.add(record.doc_id)
        sentence = " ".join(record.sentence.split())
        if len(self.sentences) < _SENTENCES and sentence not in self.sentences:
            self.sentences.append(sentence)


def suggest(records: Iterable[Record], vocabulary: Vocabulary, least: int) -> list[dict[str, Any]]:
    """Give a line for each unknown body that is named at least `least` times, the most frequent first."""
    seen: dict[str, _Sighting] = {}
    for record in records:
        if isinstance(record, OrganisationRecord) and (record.value.entity or "").startswith(LOCAL):
            seen.setdefault(record.value.entity or "", _Sighting(record.value)).add(record)
    frequent = [(entity, sighting) for entity, sighting in seen.items() if sighting.forms.total() >= least]
    frequent.sort(key=lambda pair: (-pair[1].forms.total(), pair[0]))
    return [_line(entity, sighting, vocabulary) for entity, sighting in frequent]


def _line(entity: str, sighting: _Sighting, vocabulary: Vocabulary) -> dict[str, Any]:
    name = sighting.value.name or ""
    return {
        "id": entity.removeprefix(LOCAL),
        "name": name,
        "acronyms": sorted(sighting.acronyms - {name}),
        "names": sorted(sighting.names - {name}),
        "parent": None,
        "kind": _kind(name, vocabulary),
        "source": "",
        "seen": {
            "mentions": sighting.forms.total(),
            "documents": sorted(sighting.documents),
            "forms": dict(sorted(sighting.forms.items(), key=lambda pair: (-pair[1], pair[0]))),
            "sentences": sighting.sentences,
        },
    }


def _kind(name: str, vocabulary: Vocabulary) -> str:
    """The kind that the head of a name tells, `other` if it tells none."""
    kinds = vocabulary.table("kind_of_head")
    return next((str(kinds[head]) for head in _heads(name) if head in kinds), "other")


def _heads(name: str) -> Iterator[str]:
    """The first words of a name, the most first: `groupe de travail`, `groupe de`, `groupe`."""
    words = fold_phrase(name).split()
    for count in range(min(3, len(words)), 0, -1):
        yield " ".join(words[:count])
