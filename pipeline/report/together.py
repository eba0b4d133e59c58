"""With whom: bodies that are named in the same sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.records import OrganisationRecord
from pipeline.report.documents import Place, ReportedDocument
from pipeline.report.entries import Entry


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bodies, the more often named one first; a place is a sentence, with the first mention of each."""

    a: Entry
    b: Entry
    places: tuple[Place, ...]


def pairs(documents: Sequence[ReportedDocument], bodies: Sequence[Entry]) -> list[Pair]:
    """The pairs of bodies that share a sentence, those that share most first, then those named most often."""
    rank = {body.id: number for number, body in enumerate(bodies) if body.id is not None}
    places: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for number, document in enumerate(documents):
        for named in _by_sentence(document, rank):
            for a, b in combinations(sorted(named), 2):
                first, second = sorted((named[a], named[b]))
                places[a, b].append(Place(number, (first, second)))
    in_order = sorted(places.items(), key=lambda item: (-len(item[1]), sum(item[0]), item[0]))
    return [Pair(bodies[a], bodies[b], tuple(shared)) for (a, b), shared in in_order]


def strongest(found: Sequence[Pair], most_bodies: int, most_pairs: int) -> list[Pair]:
    """The first pairs that a picture of so many bodies and lines can hold."""
    drawn: list[Pair] = []
    bodies: set[str | None] = set()
    for pair in found:
        both = {pair.a.id, pair.b.id}
        if len(drawn) < most_pairs and len(bodies | both) <= most_bodies:
            drawn.append(pair)
            bodies |= both
    return drawn


def _by_sentence(document: ReportedDocument, rank: dict[str, int]) -> list[dict[int, int]]:
    """For each sentence, the first mention of every body in it, by the rank of the body."""
    sentences: dict[str, dict[int, int]] = defaultdict(dict)
    for mention, record in enumerate(document.records):
        if isinstance(record, OrganisationRecord) and record.value.entity is not None:
            sentences[record.sentence].setdefault(rank[record.value.entity], mention)
    return list(sentences.values())
