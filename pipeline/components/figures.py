"""Quantities: counts, money, percentages, durations, measures, fractions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.components.context import Modifiers, taken_by
from pipeline.mentions import Mention, reading_of

if TYPE_CHECKING:
    from pipeline.patterns.collection import Patterns

# What may stand between an approximator and the number: `près des [deux tiers]`, `au moins les [trois quarts]`.
_GAP = r"(?: (?:les?|la|d'))* ?"


class Figures:
    """Sets the FIGURE mentions."""

    name = "glaneur_figures"

    def __init__(self, patterns: Patterns) -> None:
        self._rules = patterns.rules["figures"]
        self._reader = patterns.figure_reader
        self._modifiers = Modifiers(patterns.vocabulary, "figure_before", "figure_after", _GAP)

    def __call__(self, doc: Doc) -> Doc:
        """Match, read, set."""
        reading = reading_of(doc)
        taken = taken_by(reading, "FIGURE", "DATE")
        mentions = []
        for match in self._rules.find(reading.folded, reading.places, taken):
            modifier = self._modifiers.read(reading.folded, match.start, match.end)
            value = self._reader.read(match.rule.line.value or "", match.groups, modifier)  # type: ignore[arg-type]
            if value:
                mentions.append(Mention("FIGURE", match.start, match.end, match.rule.line.id, value))
        reading.mentions["FIGURE"] = mentions
        return doc
