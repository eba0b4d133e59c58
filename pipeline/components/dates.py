"""Calendar expressions with their EDTF value, resolved against the document's date."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline import regexes
from pipeline.components.context import Modifiers, taken_by
from pipeline.mentions import Mention, Reading, reading_of
from pipeline.patterns.rules import Match
from pipeline.records import DateModifier, DateValue
from pipeline.values.points import Context, Groups

if TYPE_CHECKING:
    from pipeline.patterns.collection import Patterns

# Articles and prepositions between a modifier and the date: `depuis le mois de [mars]`, `à compter du [1er juillet]`.
_GAP = r"(?: (?:le|la|les|de|du|des|en|au|à|mois|année|exercice|période)| (?:l'|d')(?:année|exercice|an)?)* ?"

# How far before a date a word that looks back may begin, in characters.
_REACH = 40
_APRIL = 4


class Dates:
    """Sets the DATE mentions. A document's date is `doc.user_data["date"]`."""

    name = "glaneur_dates"

    def __init__(self, patterns: Patterns) -> None:
        self._rules = patterns.rules["dates"]
        self._reader = patterns.date_reader
        self._ends = [rule for rule in patterns.rules["dates"].rules if rule.line.value in ("point", "deictic")]
        self._is_day_word = regexes.compile(patterns.vocabulary.expand("{:day_word}"), re.IGNORECASE)
        self._future = regexes.compile(patterns.vocabulary.expand("{:future}"))
        self._past = regexes.compile(patterns.vocabulary.expand("{:past}"))
        self._looks_back = regexes.compile(patterns.vocabulary.expand(rf"(?<!\w){{:looks_back}}{_GAP}$"), re.IGNORECASE)
        self._done = regexes.compile(
            patterns.vocabulary.expand(r"(?<!sera\s)(?<!seront\s)(?<!.tre\s)(?<!\w){:done} (?:le |en |au )$")
        )
        self._april_budget = regexes.compile(patterns.vocabulary.expand(r"(?<!\w){:april_budget}(?!\w)"))
        self._modifiers = Modifiers(patterns.vocabulary, "date_before", "date_after", _GAP)

    def __call__(self, doc: Doc) -> Doc:
        """Match, read, set."""
        reading = reading_of(doc)
        today = doc.user_data.get("date")
        taken = taken_by(reading, "DATE", "ORGANISATION")
        mentions: list[Mention] = []
        for match in self._rules.find(reading.flat, reading.places["dates"], taken):
            has_year = bool(match.groups.get("year"))  # and needs nothing from its sentence
            context = Context(
                today if isinstance(today, datetime.date) else None,
                None if has_year else _year_said_before(reading, match.start, mentions),
                self._modifier(reading.flat, match),
                *(self._tense(reading, match.start) if today and not has_year else (False, False)),
                self._budget_month(reading, match),
            )
            value = self._read(match, context)
            if value:
                fault = self._reader.weekday_fault(match.groups, value)
                mentions.append(
                    Mention("DATE", match.start, match.end, match.rule.line.id, value, (fault,) if fault else ())
                )
        reading.mentions["DATE"] = mentions
        return doc

    def _read(self, match: Match, context: Context) -> DateValue | None:
        kind = match.rule.line.value or ""
        if kind != "interval":
            return self._reader.read(kind, match.groups, context)
        start = self._end_groups(match.groups["from"], context)
        end = self._end_groups(match.groups["to"], context)
        if start is None or end is None:  # it goes to `aujourd'hui`, and no one knows which day that was
            return DateValue(edtf=None, start=None, end=None, modifier=context.modifier)
        if start.get("year") and set(end) == {"day"}:  # 2012-13
            end = {"short_year": end["day"]}
        return self._reader.interval(start, end, context)

    def _end_groups(self, surface: str, context: Context) -> Groups | None:
        """The groups of one end of an interval, by the rule that matches the whole of it; None if no one knows its day.

        A relative end (`dimanche prochain`) is resolved first, and has the groups of its day.
        """
        for rule in self._ends:
            if (found := rule.pattern.fullmatch(surface)) is None:
                continue
            groups: Groups = found.groupdict()
            if rule.line.value == "point" and not groups.get("direction") and not surface.startswith("ce "):
                return groups
            value = self._reader.read(rule.line.value or "", groups, context)
            day = datetime.date.fromisoformat(value.start) if value and value.start else None
            return {"day": str(day.day), "month_number": str(day.month), "year": f"{day:%Y}"} if day else None
        day_alone = re.search(r"(\d+(?:er)?)$", surface)
        return {"day": day_alone[1]} if day_alone else self._day_word(surface)

    def _day_word(self, surface: str) -> Groups:
        return {"day_word": surface} if self._is_day_word.fullmatch(surface) else {}

    def _tense(self, reading: Reading, start: int) -> tuple[bool, bool]:
        """Whether the sentence looks ahead, and whether it looks back."""
        before = reading.flat[max(0, start - _REACH) : start]
        if self._looks_back.search(before) or self._done.search(before):
            return False, True
        first, last = reading.sentences.span(start, start + 1)
        ahead = self._future.search(reading.flat, first, last) is not None
        return ahead, not ahead and self._past.search(reading.flat, first, last) is not None

    def _budget_month(self, reading: Reading, match: Match) -> int | None:
        """The first month of the budget year of the country that the text speaks of."""
        if match.rule.line.value != "budget_part":
            return None
        return _APRIL if reading.speaks_of(self._april_budget) else None

    def _modifier(self, text: str, match: Match) -> DateModifier | None:
        return self._modifiers.read(text, match.start, match.end)  # type: ignore[return-value]


def _year_said_before(reading: Reading, start: int, mentions: list[Mention]) -> int | None:
    """The year of the last date with an explicit year before `start` in its sentence."""
    first, _ = reading.sentences.span(start, start + 1)
    for mention in reversed(mentions):
        if mention.start < first:
            return None
        value = mention.value
        if isinstance(value, DateValue) and value.edtf and (year := re.search(r"\d{4}", value.edtf)):
            said = re.search(rf"\b{year[0]}\b", reading.flat[mention.start : mention.end])
            return int(year[0]) if said else None
    return None
