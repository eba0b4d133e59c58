from __future__ import annotations

import pytest

from pipeline.patterns.collection import Patterns
from pipeline.values.numbering import roman_number


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
    reader = patterns.resolution_reader
    year = reader.year(groups, "", after)
    adopter = reader.adopter(style, groups, year, bodies)
    assert adopter is not None
    value = reader.read(adopter, groups, year)
    assert (value.body, value.symbol) == (body, symbol)


@pytest.mark.parametrize(
    ("style", "groups", "document", "body"),
    [
        ("session", {"number": "16/18"}, {"hrc"}, "HRC"),  # the document speaks of that Council only
        ("session", {"number": "16/18"}, {"hrc", "unga"}, "UNGA"),
        ("session", {"number": "60/288"}, {"hrc"}, "UNGA"),  # no session of the Council has so many
        ("number-year", {"number": "2161", "year": "2017"}, {"pace", "unsc"}, "PACE"),  # the other one's is of 2014
        ("number-year", {"number": "1373", "year": "2001"}, {"pace"}, "UNSC"),
        ("number-year", {"number": "2161", "year": "2017"}, {"ohchr"}, "UNSC"),
    ],
)
def test_adopter_by_document_and_numbering(
    patterns: Patterns, style: str, groups: dict[str, str], document: set[str], body: str
) -> None:
    reader = patterns.resolution_reader
    adopter = reader.adopter(style, groups, reader.year(groups, "", ""), [], document)
    assert adopter is not None
    assert adopter.body == body


@pytest.mark.parametrize(
    ("style", "groups", "body", "url"),
    [
        ("session", {"number": "60/288"}, "unga", "https://undocs.org/fr/A/RES/60/288"),
        ("number-year", {"number": "1373", "year": "2001"}, "unsc", "https://undocs.org/fr/S/RES/1373(2001)"),
        ("number", {"number": "1373"}, "unsc", None),
    ],
)
def test_addresses(patterns: Patterns, style: str, groups: dict[str, str], body: str, url: str | None) -> None:
    reader = patterns.resolution_reader
    year = reader.year(groups, "", "")
    adopter = reader.adopter(style, groups, year, [body])
    assert adopter is not None
    assert reader.read(adopter, groups, year).url == url


YEARS = [
    ("", ", adoptée en 2006", 2006),
    ("", " du 28 septembre 2001", 2001),
    ("", ", du 16 juin 2017, fait obligation", 2017),
    ("", " de l'Assemblée générale, en date du 15 mars 2006,", 2006),
    ("", " du Conseil de sécurité, adoptée à l'unanimité le 27 avril 2021", 2021),
    ("", ", que l'Assemblée a adoptée en 1948", 1948),
    ("", ", cette dernière adoptée en 2006", 2006),
    ("Le Conseil a adopté, le 2 mars 2022, la ", "", 2022),
    ("En 2004, le Conseil a adopté la ", "", 2004),
    # years of something else
    ("", " du Conseil de sécurité, et en 2008 une autre", None),
    ("Depuis 2004, le Comité suit la ", "", None),
    ("Le Conseil a adopté en 2004 un plan, puis la ", "", None),
]


@pytest.mark.parametrize(("before", "after", "year"), YEARS)
def test_years_that_stand_around(patterns: Patterns, before: str, after: str, year: int | None) -> None:
    assert patterns.resolution_reader.year({"number": "1699"}, before, after) == year
