"""How bodies number their resolutions, and whether a year contradicts it.

The Security Council numbers on from year to year; others number within a session, and sessions have their years.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

_LEADING = re.compile(r"(?P<leading>\d+)(?:/(?P<within>\d+))?")
_SPECIAL_SESSION = re.compile(r"E?S-\d")
_ROMAN_SESSION = re.compile(r"[IVXLC]+")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman_number(numeral: str) -> int:
    """Read a Roman numeral; `ES-` and `S-` before it are passed over."""
    digits = [_ROMAN[c] for c in numeral if c in _ROMAN]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


class Sessions(BaseModel):
    """Sessions counted from the year after `before`, so many a year, each with resolutions of `years` years."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    before: int
    a_year: int = Field(ge=1)
    years: int = Field(ge=1)

    def span(self, session: int) -> tuple[int, int]:
        """First and last year of a session."""
        first = self.before + -(-session // self.a_year)
        return first, first + self.years - 1


class Numbering(BaseModel):
    """What is known of the numbers of a body.

    `years` are pairs (first number, year): the last one holds for all later numbers and years. `most` is more than the
    body ever adopted in a session or year that its numbers begin anew with.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    years: tuple[Annotated[tuple[int, int], Field(strict=False)], ...] = Field(default=(), strict=False)
    sessions: Sessions | None = None
    most: int | None = None

    def span(self, number: str, session: str | None) -> tuple[int, int | None] | None:
        """First and last year in which a number was given out, None where it is not known."""
        found = _LEADING.search(number)
        if found is None or _SPECIAL_SESSION.match(number):
            return None
        if session:
            roman = _ROMAN_SESSION.fullmatch(session)
            return self.sessions.span(roman_number(session)) if self.sessions and roman else None
        leading = int(found["leading"])
        if self.sessions:
            return self.sessions.span(leading) if found["within"] or not number[0].isdigit() else None
        index = bisect_right(self.years, leading, key=lambda pair: pair[0]) - 1
        if index < 0:
            return None
        year = self.years[index][1]
        return year, year if index + 1 < len(self.years) else None

    def confirms(self, number: str, year: int | None, session: str | None) -> bool:
        """Whether the body is known to have given out the number in that year."""
        span = self.span(number, session)
        return span is not None and year is not None and not self.contradicts(number, year, session)

    def contradicts(self, number: str, year: int | None, session: str | None) -> bool:
        """Whether the body cannot have given out the number, or not in that year."""
        found = _LEADING.search(number)
        if found and self.most is not None and int(found["within"] or found["leading"]) > self.most:
            return True
        span = self.span(number, session)
        if span is None or year is None:
            return False
        first, last = span
        return year < first or (last is not None and year > last)
