"""The body that adopted a resolution, by the words around it."""

from __future__ import annotations

import pytest

from pipeline.records import ResolutionRecord
from tests.conftest import Read

ADOPTERS = [
    ("la résolution 2161 (2017) de l’Assemblée parlementaire du Conseil de l’Europe", ["PACE"]),
    ("la résolution 2161 (2014) du Conseil de sécurité", ["UNSC"]),
    ("le Conseil des droits de l’homme, dans sa résolution 16/18,", ["HRC"]),
    (
        "la résolution 60/251 de l’Assemblée générale, puis la résolution 5/1 du Conseil des droits de l’homme",
        ["UNGA", "HRC"],
    ),
    ("l’Assemblée générale rappelle la résolution 2004/20 du Conseil économique et social", ["ECOSOC"]),
    ("les résolutions 1267 (1999), 1989 (2011) et 2253 (2015)", ["UNSC", "UNSC", "UNSC"]),
    ("les résolutions du Conseil de sécurité 1373 (2001) et 2178 (2014)", ["UNSC", "UNSC"]),
    # what the text says of a number holds before and after
    (
        "Résolution 16/18. Le Conseil des droits de l’homme a adopté la résolution 16/18. L’Assemblée en est saisie.",
        ["HRC"] * 2,
    ),
    ("La résolution 34/16 porte sur l’enfance. Le Conseil des droits de l’homme siège à Genève.", ["HRC"]),
]


@pytest.mark.parametrize(("text", "bodies"), ADOPTERS)
def test_adopters(read: Read, text: str, bodies: list[str]) -> None:
    records = [r for r in read(text) if isinstance(r, ResolutionRecord)]
    assert [record.value.body for record in records] == bodies


def test_a_year_that_contradicts_the_numbering_is_kept_and_flagged(read: Read) -> None:
    (wrong,) = read("la résolution 1373 (2002) du Conseil de sécurité", "RESOLUTION")
    assert isinstance(wrong, ResolutionRecord)
    assert (wrong.value.year, wrong.warnings) == (2002, ("year: UNSC adopted 1373 in 2001, not in 2002",))


@pytest.mark.parametrize(
    "text", ["la décision 60/288", "le document S/2015/13", "la directive 2014/41/UE", "cette résolution"]
)
def test_no_resolutions(read: Read, text: str) -> None:
    assert read(text, "RESOLUTION") == []


def test_years_and_numbers_of_resolutions_are_no_dates_and_figures(read: Read) -> None:
    text = "les résolutions 1267 (1999), 1989 (2011), 60/288 et S/RES/2253 (2015)"
    assert {record.label for record in read(text)} == {"RESOLUTION"}
