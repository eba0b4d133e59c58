"""Quantities: counts, money, percentages, durations, measures, fractions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline import regexes
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
        self._regions = {
            region: regexes.compile(patterns.vocabulary.expand(f"(?<!\\w){{:{region}}}(?!\\w)"))
            for region in ("central_africa", "west_africa", "switzerland", "euro_zone")
        }
        self._francs = regexes.compile(r"(?<!\w)francs?\Z", re.IGNORECASE)
        self._subunit = regexes.compile(r"(?<!\w)(?:(?P<cents>cents?)|centimes?)\Z", re.IGNORECASE)
        self._scale = regexes.compile(patterns.vocabulary.expand("{:scale}(?!\\w)"), re.IGNORECASE)
        self._money = regexes.compile(patterns.vocabulary.expand("(?<!\\w){:money_context}(?!\\w)"), re.IGNORECASE)
        self._modifiers = Modifiers(patterns.vocabulary, "figure_before", "figure_after", _GAP)

    def __call__(self, doc: Doc) -> Doc:
        """Match, read, set."""
        reading = reading_of(doc)
        taken = taken_by(reading, "FIGURE", "ORGANISATION", "DATE")
        mentions = []
        for match in self._rules.find(reading.flat, reading.places["figures"], taken):
            modifier = self._modifiers.read(reading.flat, match.start, match.end)
            value = self._reader.read(match.rule.line.value or "", match.groups, modifier)  # type: ignore[arg-type]
            if value and value.kind == "count" and value.unit is None and self._is_money(reading, match):
                value = value.model_copy(update={"kind": "money"})
            if value and value.kind == "money" and (currency := self._currency(reading, match, value.unit)):
                value = value.model_copy(update={"unit": currency})
            if value:
                mentions.append(Mention("FIGURE", match.start, match.end, match.rule.line.id, value))
        reading.mentions["FIGURE"] = mentions
        return doc

    def _currency(self, reading: Reading, match: Match, unit: str | None) -> str | None:
        """The currency by what the text speaks of: `francs CFA` have two banks of issue, `francs` and cents many."""
        surface = reading.flat[match.start : match.end]
        if unit == "XOF" and self._speaks_of(reading, "central_africa") and not self._speaks_of(reading, "west_africa"):
            return "XAF"
        if unit is not None:
            return None
        subunit = self._subunit.search(surface)
        if self._francs.search(surface) or (subunit and not subunit["cents"]):
            for region, currency in (("switzerland", "CHF"), ("central_africa", "XAF"), ("west_africa", "XOF")):
                if self._speaks_of(reading, region):
                    return currency
        if subunit:
            return "EUR" if self._speaks_of(reading, "euro_zone") else "USD" if subunit["cents"] else None
        return None

    def _speaks_of(self, reading: Reading, region: str) -> bool:
        return reading.speaks_of(self._regions[region])

    def _is_money(self, reading: Reading, match: Match) -> bool:
        """`(817 millions)` without a unit is money where its sentence speaks of money."""
        if not self._scale.search(reading.flat, match.start, match.end):
            return False
        first, last = reading.sentences.span(match.start, match.end)
        return self._money.search(reading.flat, first, last) is not None
