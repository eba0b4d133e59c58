"""From the groups of a resolution rule to its value: adopting body, number, year, symbol, address.

The bodies that adopt resolutions are in `patterns/adopters.jsonl`, each with the styles of number that it uses. A
style may be used by several bodies (`2161 (2017)` is the Security Council's or the Parliamentary Assembly's): the
body that the sentence names decides, then the bodies of the document and the numbering, else the first in the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pipeline import regexes
from pipeline.patterns.files import read_lines
from pipeline.patterns.vocabulary import Vocabulary
from pipeline.records import ResolutionValue, WebAddress
from pipeline.values.numbering import Numbering, roman_number

Groups = Mapping[str, str | None]

# The General Assembly numbered its sessions with Roman numerals up to the thirtieth; the Economic and Social Council
# went on to the sixty-third.
LAST_ROMAN_SESSION_OF_ASSEMBLY = 30

_OF_BODY = r"(?: (?:du|de la|de l'|des) ?[^,.;:()\d]{2,90}?)?"
_ADOPTED = (
    # `1699 (du Conseil), adoptée à l’unanimité en 2006`, `, que l’Assemblée a adoptée le 2 mars 2022`
    rf"(?:{_OF_BODY},?(?: cette dernière| que [^,.;:()\d]{{2,60}}? (?:a|ont|avait))?"
    r" (?:adoptée?s?|votée?s?|prises?|en date|datée?s?)(?: (?:par|à|au|aux|avec|sur|lors|sans) [^.;()\d]{1,80}?)?,?"
    r" (?:le |du |en |de )(?:(?:{:day} )?{:month} )?"
    # `1373 du 28 septembre 2001`, `60/288 de l’Assemblée générale du 8 septembre 2006`
    rf"|{_OF_BODY},? du {{:day}} {{:month}} |,? (?:en |de ))"
    r"{year}"
)
# `a adopté, le 2 mars 2022, la`, `en 2006, le Conseil a adopté la`
_ADOPTED_BEFORE = (
    r"(?:adopt(?:é|a|ait|ant|e)e?s?(?: [^.;()\d]{1,60}?)?,? (?:le|en) (?:{:day} {:month} )?{year},?"
    r"|(?:le|en) (?:{:day} {:month} )?{year2},? [^.;()\d]{2,90} (?:a|ont|avait|avaient) (?:adopté|voté|pris))"
    r" (?:la|sa|les|ses) \Z"
)
# How far before a resolution the day of its adoption may stand.
_REACH = 160


def _with_places(*places: str) -> AfterValidator:
    """A template that `str.format` fills: it has these places and no others."""

    def check(template: str) -> str:
        for _, place, form, conversion in Formatter().parse(template):
            if place is not None and (place not in places or form or conversion):
                allowed = ", ".join(f"{{{name}}}" for name in places)
                raise ValueError(f"{{{place}}} in {template!r} is no place to be filled; there are {allowed}")
        return template

    return AfterValidator(check)


_Symbol = Annotated[str, _with_places("number", "year", "session", "leading", "within")]
_Yearless = Annotated[str, _with_places("number")]
_Address = Annotated[WebAddress, _with_places("number", "year")]


class Adopter(BaseModel):
    """A body that adopts resolutions: its entity, the styles of its numbers, the form of symbols and addresses."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    body: str = Field(min_length=1)
    entity: str | None
    styles: tuple[str, ...] = Field(strict=False)
    symbol: _Symbol
    yearless: _Yearless | None = None
    url: _Address | None
    numbering: Numbering = Numbering()


class ResolutionReader:
    """Computes the values of resolution mentions."""

    def __init__(self, adopters: Sequence[Adopter], vocabulary: Vocabulary) -> None:
        self.adopters = tuple(adopters)
        self._adopted = regexes.compile(vocabulary.expand(_ADOPTED), re.IGNORECASE)
        self._adopted_before = regexes.compile(vocabulary.expand(_ADOPTED_BEFORE), re.IGNORECASE)

    @classmethod
    def read_adopters(cls, path: Path, vocabulary: Vocabulary) -> Self:
        """Read `adopters.jsonl`; raises PatternError."""
        return cls([adopter for _, adopter in read_lines(path, Adopter)], vocabulary)

    def adopter(
        self, style: str, groups: Groups, year: int | None, sentence: Iterable[str], document: Collection[str] = ()
    ) -> Adopter | None:
        """The body that adopted it: named in the sentence, the likeliest first; else one that the document names.

        None if no body uses the style.
        """
        fitting = [a for a in self.adopters if style in a.styles]
        if style == "roman-session" and roman_number(groups["session"] or "") > LAST_ROMAN_SESSION_OF_ASSEMBLY:
            fitting = [a for a in fitting if a.body != "UNGA"] or fitting
        for body in sentence:
            for adopter in fitting:
                if adopter.entity == body:
                    return adopter
        number, session = _number(groups), groups.get("session")
        if not fitting or fitting[0].numbering.confirms(number, year, session):
            return next(iter(fitting), None)
        possible = (a for a in fitting if a.entity in document and not a.numbering.contradicts(number, year, session))
        return next(possible, fitting[0])

    def read(self, adopter: Adopter, groups: Groups, year: int | None) -> ResolutionValue:
        """Give the value of a mention."""
        number, session = _number(groups), groups.get("session")
        return ResolutionValue(
            body=adopter.body,
            number=number,
            year=year,
            symbol=_symbol(adopter, number, year, session),
            url=_url(adopter, number, year, session),
        )

    def year_fault(self, adopter: Adopter, groups: Groups, year: int | None) -> str | None:
        """Say so where the year contradicts the numbering of the body."""
        number, session = _number(groups), groups.get("session")
        span = adopter.numbering.span(number, session)
        if span is None or not adopter.numbering.contradicts(number, year, session):
            return None
        first, last = span
        years = f"after {first - 1}" if last is None else f"in {first}" if first == last else f"in {first} or {last}"
        return f"year: {adopter.body} adopted {number} {years}, not in {year}"

    def year(self, groups: Groups, before: str, after: str) -> int | None:
        """The year of a mention; it may stand in its sentence `before` or `after` it (`, adoptée en 2006`)."""
        for name in ("year", "number_year"):
            if year := groups.get(name):
                return int(year)
        if adopted := self._adopted.match(after):
            return int(adopted["year"])
        announced = self._adopted_before.search(before[-_REACH:])
        return int(announced["year"] or announced["year2"]) if announced else None


def _number(groups: Groups) -> str:
    """The number as written; of a symbol that parts session and number, `4/6`."""
    number = " ".join((groups["number"] or "").split())
    part = groups.get("part")
    return f"{number}/{part}" if part else number


def _symbol(adopter: Adopter, number: str, year: int | None, session: str | None) -> str:
    if year is None and adopter.yearless:
        return adopter.yearless.format(number=number)
    if "{session}" in adopter.symbol:
        return adopter.symbol.format(number=number, session=session) if session else number
    bracket = f" ({session})" if session else ""
    leading, _, within = number.partition("/")
    return adopter.symbol.format(number=number, year=year, leading=leading, within=within) + bracket


def _url(adopter: Adopter, number: str, year: int | None, session: str | None) -> str | None:
    if adopter.url is None or ("{year}" in adopter.url and year is None):
        return None
    bracket = f"({session})" if session else ""
    return adopter.url.format(number=number.replace(" ", "") if not session else number.split()[0], year=year) + bracket
