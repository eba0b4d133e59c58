from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.patterns.collection import Patterns
from pipeline.values.numbers import parse_digits


@pytest.mark.parametrize(
    ("surface", "number"),
    [
        ("1234", "1234"), ("1 234", "1234"), ("1\u202f234\u00a0567", "1234567"), ("1 234,5", "1234.5"),
        ("46.330", "46330"), ("11’876", "11876"), ("2’350.75", "2350.75"), ("1 234.50", "1234.5"),
        ("0,4", "0.4"), ("12.5", "12.5"),
    ],
)  # fmt: skip
def test_digits(surface: str, number: str) -> None:
    assert parse_digits(surface) == Decimal(number)


@pytest.mark.parametrize("surface", ["", "1 23", "12,", "1,2,3", "un"])
def test_what_is_no_number_in_digits(surface: str) -> None:
    assert parse_digits(surface) is None


@pytest.mark.parametrize(
    ("surface", "number"),
    [
        ("zéro", 0), ("un", 1), ("seize", 16), ("vingt et un", 21), ("vingt-deux", 22), ("soixante et onze", 71),
        ("soixante-dix-neuf", 79), ("quatre-vingts", 80), ("quatre-vingt-un", 81), ("quatre-vingt-dix-sept", 97),
        ("septante-deux", 72), ("nonante-neuf", 99), ("cent", 100), ("deux cents", 200), ("cent quatre-vingt-un", 181),
        ("mille", 1000), ("deux cent mille", 200_000), ("mille neuf cent quatre-vingt-quatre", 1984),
        ("un million deux cent mille", 1_200_000), ("3,5 millions", 3_500_000), ("4,8 milliards", 4_800_000_000),
        ("trente (30)", 30), ("Quarante-trois", 43), ("1,1 million", 1_100_000),
        ("123456789012345678901234567890", 123456789012345678901234567890),
    ],
)  # fmt: skip
def test_numbers(patterns: Patterns, surface: str, number: float) -> None:
    assert patterns.numbers.read(surface) == number


@pytest.mark.parametrize(
    "surface", ["vingt vingt", "trois quatre", "mille million", "cent cent", "soixante soixante", "dix un"]
)
def test_what_is_no_number(patterns: Patterns, surface: str) -> None:
    assert patterns.numbers.read(surface) is None
