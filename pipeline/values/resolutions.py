"""From the groups of a resolution rule to its value: adopting body, number, year, symbol, address.

The bodies that adopt resolutions are in `patterns/adopters.jsonl`, each with the styles of number that it uses. A
style may be used by several bodies (`2161 (2017)` is the Security Council's or the Parliamentary Assembly's): the
body that the sentence names decides, else the first in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from pipeline.patterns.files import read_lines
from pipeline.patterns.vocabulary import Vocabulary
from pipeline.records import ResolutionValue

Groups = Mapping[str, str | None]

# The General Assembly numbered its sessions with Roman numerals up to the thirtieth; the Economic and Social Council
# went on to the sixty-third.
LAST_ROMAN_SESSION_OF_ASSEMBLY = 30

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ADOPTED = (
    r"(?:,? (?:adoptée|adoptées|en date|datée)?(?: par [^,.;()]{1,60})?,? ?"
    r"(?:le |du |en )(?:(?:{:day} )?{:month} )?){year}"
)


class Adopter(BaseModel):
    """A body that adopts resolutions: its entity, the styles of its numbers, the form of symbols and addresses."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    body: str
    entity: str | None
    styles: tuple[str, ...] = Field(strict=False)
    symbol: str
    yearless: str | None = None
    url: str | None


class ResolutionReader:
    """Computes the values of resolution mentions."""

    def __init__(self, adopters: Sequence[Adopter], vocabulary: Vocabulary) -> None:
        self._adopters = tuple(adopters)
        self._adopted = re.compile(vocabulary.expand(_ADOPTED), re.IGNORECASE)

    @classmethod
    def read_adopters(cls, path: Path, vocabulary: Vocabulary) -> Self:
        """Read `adopters.jsonl`; raises PatternError."""
        return cls([adopter for _, adopter in read_lines(path, Adopter)], vocabulary)

    def read(self, style: str, groups: Groups, bodies: Sequence[str], after: str) -> ResolutionValue | None:
        """Give the value of a mention.

        `bodies` are the entities that its sentence names, the likeliest adopter first; `after` is the rest of the
        sentence, where the year may stand (`, adoptée en 2006`).
        """
        adopter = self._adopter(style, groups, bodies)
        if adopter is None:
            return None
        number = " ".join((groups["number"] or "").split())
        year = self._year(groups, after)
        session = groups.get("session")
        return ResolutionValue(
            body=adopter.body,
            number=number,
            year=year,
            symbol=_symbol(adopter, number, year, session),
            url=_url(adopter, number, year, session),
        )

    def _adopter(self, style: str, groups: Groups, bodies: Sequence[str]) -> Adopter | None:
        fitting = [a for a in self._adopters if style in a.styles]
        if style == "roman-session" and roman_number(groups["session"] or "") > LAST_ROMAN_SESSION_OF_ASSEMBLY:
            fitting = [a for a in fitting if a.body != "UNGA"] or fitting
        for body in bodies:
            for adopter in fitting:
                if adopter.entity == body:
                    return adopter
        return fitting[0] if fitting else None

    def _year(self, groups: Groups, after: str) -> int | None:
        for name in ("year", "number_year"):
            if year := groups.get(name):
                return int(year)
        adopted = self._adopted.match(after)
        return int(adopted["year"]) if adopted else None


def roman_number(numeral: str) -> int:
    """Read a Roman numeral; `ES-` and `S-` before it are passed over."""
    digits = [_ROMAN[c] for c in numeral if c in _ROMAN]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


def _symbol(adopter: Adopter, number: str, year: int | None, session: str | None) -> str:
    if year is None and adopter.yearless:
        return adopter.yearless.format(number=number)
    if "{session}" in adopter.symbol:
        return adopter.symbol.format(number=number, session=session) if session else number
    bracket = f" ({session})" if session else ""
    return adopter.symbol.format(number=number, year=year) + bracket


def _url(adopter: Adopter, number: str, year: int | None, session: str | None) -> str | None:
    if adopter.url is None or ("{year}" in adopter.url and year is None):
        return None
    bracket = f"({session})" if session else ""
    return adopter.url.format(number=number.replace(" ", "") if not session else number.split()[0], year=year) + bracket
