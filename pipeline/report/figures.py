"""How many: the figures by kind, and within a kind by what they count or measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import FigureKind, FigureRecord
from pipeline.report.documents import Place, ReportedDocument, located
from pipeline.report.entries import gathered


@dataclass(frozen=True, slots=True)
class Unit:
    """Figures with one unit or counted noun; `name` is null where the text gives none."""

    name: str | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Figures of one kind, by unit, the most frequent first."""

    name: FigureKind
    units: tuple[Unit, ...]

    @property
    def mentions(self) -> int:
        """Number of figures."""
        return sum(len(unit.places) for unit in self.units)


def kinds(documents: Sequence[ReportedDocument]) -> list[Kind]:
    """The kinds of figures that occur, the most frequent first."""
    found = [(place, record) for place, record in located(documents) if isinstance(record, FigureRecord)]
    made = [
        Kind(name, tuple(_units(of_kind)))
        for name, of_kind in gathered(found, lambda record: record.value.kind).items()
    ]
    return sorted(made, key=lambda kind: (-kind.mentions, kind.name))


def _units(found: Sequence[tuple[Place, FigureRecord]]) -> list[Unit]:
    units = [
        Unit(name, tuple(place for place, _ in of_unit))
        for name, of_unit in gathered(found, lambda record: record.value.unit).items()
    ]
    return sorted(units, key=lambda unit: (unit.name is None, -len(unit.places), unit.name or ""))
