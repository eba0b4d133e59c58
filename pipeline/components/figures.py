"""Quantities: counts, money, percentages, durations, measures, fractions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.components.context import Modifiers, taken_by
from pipeline.mentions import Mention, Reading, reading_of
from pipeline.patterns.rules import Match

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
        self._regions = tuple(
            re.compile(patterns.vocabulary.expand(f"(?<!\\w){{:{region}}}(?!\\w)"))
            for region in ("central_africa", "west_africa")
        )
        self._scale = re.compile(patterns.vocabulary.expand("{:scale}(?!\\w)"), re.IGNORECASE)
        self._money = re.compile(patterns.vocabulary.expand("(?<!\\w){:money_context}(?!\\w)"), re.IGNORECASE)
        self._modifiers = Modifiers(patterns.vocabulary, "figure_before", "figure_after", _GAP)

    def __call__(self, doc: Doc) -> Doc:
        """Match, read, set."""
        reading = reading_of(doc)
        taken = taken_by(reading, "FIGURE", "ORGANISATION", "DATE")
        mentions = []
        for match in self._rules.find(reading.flat, reading.places, taken):
            modifier = self._modifiers.read(reading.flat, match.start, match.end)
            value = self._reader.read(match.rule.line.value or "", match.groups, modifier)  # type: ignore[arg-type]
            if value and value.kind == "count" and value.unit is None and self._is_money(reading, match):
                value = value.model_copy(update={"kind": "money"})
            if value and value.unit == "XOF" and self._is_central_african(reading):
                value = value.model_copy(update={"unit": "XAF"})
            if value:
                mentions.append(Mention("FIGURE", match.start, match.end, match.rule.line.id, value))
        reading.mentions["FIGURE"] = mentions
        return doc

    def _is_central_african(self, reading: Reading) -> bool:
        """`francs CFA` are those of the other bank where the text speaks of Central Africa, and not of the West."""
        central, west = (pattern.search(reading.flat) is not None for pattern in self._regions)
        return central and not west

    def _is_money(self, reading: Reading, match: Match) -> bool:
        """`(817 millions)` without a unit is money where its sentence speaks of money."""
        if not self._scale.search(reading.flat, match.start, match.end):
            return False
        first, last = reading.sentences.span(match.start, match.end)
        return self._money.search(reading.flat, first, last) is not None
