"""French numbers, in digits, in words or in both, to Python numbers.

`1 234,5`, `46.330`, `1’234`, `vingt et un`, `quatre-vingt-dix`, `3,5 millions`, `un million deux cent mille`.
Exact: decimals are kept as decimal fractions until the end, so that `4,8 millions` is 4800000 and not 4799999.99….
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, localcontext

from pipeline import regexes
from pipeline.surface import fold_text, fold_word

_GROUPED = regexes.compile(r"\d{1,3}(?:[ .']\d{3})+(?:,\d+)?|\d{1,3}(?:[ ']\d{3})+\.\d{1,2}")
_DECIMALS = regexes.compile(r"(?:,|\.(?=\d\d?$))(\d+)$")
_PLAIN = regexes.compile(r"\d+(?:[.,]\d+)?")
_PIECE = regexes.compile(r"\d{1,3}(?:[ .']\d{3})+(?!\d)(?:,\d+|\.\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?|[^\W\d_]+")

_DECIMAL = regexes.compile(r"(.+?) virgule (.+)", re.IGNORECASE)
_THOUSAND = 1000
# More digits than any number that a rule matches, so that none is rounded.
_DIGITS = 100
# trente (30): the digits repeat the words
_REPEATED = regexes.compile(r"(?<=[^\W\d]) \(\d[\d ]*\)")


def parse_digits(surface: str) -> Decimal | None:
    """Read a number in digits: groups of three behind a space, point or apostrophe, decimals behind a comma.

    A point before one, two or more than three digits is a decimal point (`12.5`); before three digits it groups.
    """
    digits = fold_text(surface)
    if _GROUPED.fullmatch(digits):
        decimals = _DECIMALS.search(digits)
        whole = digits[: decimals.start()] if decimals else digits
        return Decimal(re.sub(r"[ .']", "", whole) + (f".{decimals[1]}" if decimals else ""))
    if _PLAIN.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    return None


class NumberReader:
    """Reads numbers by the number words of `patterns/vocabulary/numbers.jsonl`.

    `words` maps folded number words to their value (`vingt` 20, `cent` 100), `scales` those that multiply all that
    stands before them (`mille`, `million`).
    """

    def __init__(self, words: Mapping[str, int], scales: Mapping[str, int]) -> None:
        self._words = words
        self._scales = scales

    def read(self, surface: str) -> int | float | None:
        """Give the value of a whole number expression, or None if it is not well formed."""
        with localcontext(prec=_DIGITS):
            decimal = _DECIMAL.fullmatch(fold_text(surface))
            number = self._decimal(decimal[1], decimal[2]) if decimal else self._read(surface)
            return plain_number(number) if number is not None else None

    def _decimal(self, whole: str, fraction: str) -> Decimal | None:
        """`deux virgule zéro cinq`, `quatre virgule huit milliards`: zeros count, scales multiply the whole."""
        words = fraction.split()
        factor = Decimal(1)
        while words and (scale := self._scales.get(fold_word(words[-1]), 0)) > _THOUSAND:
            factor *= scale
            words.pop()
        units = self._read(whole)
        values = [self._words.get(fold_word(word)) for word in words]
        if len(words) > 1 and all(value is not None and value < 10 for value in values):  # digit by digit
            digits = "".join(map(str, values))
        else:
            zeros = next((i for i, value in enumerate(values) if value != 0), len(words))
            rest = self._read(" ".join(words[zeros:])) if words[zeros:] else Decimal(0)
            if rest is None:
                return None
            digits = "0" * zeros + str(int(rest))
        return None if units is None else Decimal(f"{int(units)}.{digits}") * factor

    def _read(self, surface: str) -> Decimal | None:
        total, group = Decimal(0), None
        last_scale: int | None = None
        for piece in _PIECE.findall(_REPEATED.sub("", fold_text(surface))):
            word = fold_word(piece)
            if word.startswith("demi") and last_scale is not None and group is None:  # deux millions et demi
                total += Decimal(last_scale) / 2
            elif word in self._scales:
                scale = self._scales[word]
                if last_scale is not None and scale >= last_scale:
                    return None
                total += (Decimal(1) if group is None else group) * scale
                group, last_scale = None, scale
            elif word in self._words:
                group = _add_word(group, self._words[word])
                if group is None:
                    return None
            elif word != "et":
                number = parse_digits(piece)
                if number is None or group is not None:
                    return None
                group = number
        if group is not None:
            total += group
        elif last_scale is None:
            return None
        return total


def _add_word(group: Decimal | None, word: int) -> Decimal | None:
    """Add a number word below a thousand: `quatre-vingts` and `deux cents` multiply, the rest adds."""
    if group is None:
        return Decimal(word)
    below_hundred = group % 100
    if word == 100:
        return group * 100 if 1 < group < 20 else None  # onze cents
    if word == 20 and below_hundred == 4:
        return group + 76
    ones = below_hundred % 10 if below_hundred > 16 or below_hundred < 10 else Decimal(1)
    fits_tens = below_hundred >= 20 and ones == 0 and word < (20 if below_hundred in (60, 80) else 10)
    fits_ten = below_hundred == 10 and word in (7, 8, 9)
    # soixante et onze, quatre-vingt-dix-sept: seventeen to nineteen are written as two words
    fits_seventeen = below_hundred in (70, 90) and word in (7, 8, 9)
    fits_hundreds = group >= 100 and below_hundred == 0 and word < 100
    return group + word if fits_tens or fits_ten or fits_seventeen or fits_hundreds else None


def plain_number(number: Decimal) -> int | float:
    """Give an integer where the number is whole, else the nearest float."""
    return int(number) if number == number.to_integral_value() else float(number)
