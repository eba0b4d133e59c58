from __future__ import annotations

import pytest

from pipeline.patterns.collection import Patterns
from pipeline.values.resolutions import roman_number


@pytest.mark.parametrize(("numeral", "number"), [("III", 3), ("XXIX", 29), ("XLI", 41), ("L", 50), ("S-IV", 4)])
def test_roman_numbers(numeral: str, number: int) -> None:
    assert roman_number(numeral) == number


@pytest.mark.parametrize(
    ("style", "groups", "bodies", "after", "body", "symbol"),
    [
        ("number-year", {"number": "1373", "year": "2001"}, [], "", "UNSC", "S/RES/1373 (2001)"),
        ("number-year", {"number": "2161", "year": "2017"}, ["pace"], "", "PACE", "Résolution 2161 (2017)"),
        ("number", {"number": "1699"}, [], ", adoptée en 2006", "UNSC", "S/RES/1699 (2006)"),
        ("number", {"number": "1699"}, [], "", "UNSC", "S/RES/1699"),
        ("session", {"number": "60/288"}, [], "", "UNGA", "A/RES/60/288"),
        ("session", {"number": "16/18"}, ["hrc"], "", "HRC", "A/HRC/RES/16/18"),
        ("session", {"number": "16/18"}, ["unodc", "unsc"], "", "UNGA", "A/RES/16/18"),  # neither numbers so
        ("year-number", {"number": "2004/20", "number_year": "2004"}, [], "", "ECOSOC", "E/RES/2004/20"),
        ("roman-session", {"number": "217 A", "session": "III"}, [], "", "UNGA", "A/RES/217 A (III)"),
        ("roman-session", {"number": "1576", "session": "L"}, [], "", "ECOSOC", "E/RES/1576 (L)"),
    ],
)
def test_values(
    patterns: Patterns, style: str, groups: dict[str, str], bodies: list[str], after: str, body: str, symbol: str
) -> None:
    value = patterns.resolution_reader.read(style, groups, bodies, after)
    assert value is not None
    assert (value.body, value.symbol) == (body, symbol)


def test_addresses(patterns: Patterns) -> None:
    read = patterns.resolution_reader.read
    assembly = read("session", {"number": "60/288"}, [], "")
    council = read("number-year", {"number": "1373", "year": "2001"}, [], "")
    yearless = read("number", {"number": "1373"}, [], "")
    assert assembly is not None
    assert council is not None
    assert yearless is not None
    assert assembly.url == "https://undocs.org/fr/A/RES/60/288"
    assert council.url == "https://undocs.org/fr/S/RES/1373(2001)"
    assert yearless.url is None
