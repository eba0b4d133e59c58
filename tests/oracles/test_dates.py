"""Days of two centuries in the forms in which French writes them, read back; every value is EDTF."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

import pytest
from babel.dates import format_date
from edtf import parse_edtf
from num2words import num2words

from pipeline.records import DateRecord, Document
from pipeline.run import Extractor

Form = Callable[[datetime.date], str]


def _words(day: datetime.date) -> str:
    number = "premier" if day.day == 1 else num2words(day.day, lang="fr")
    return f"{number} {format_date(day, 'MMMM', locale='fr')} {num2words(day.year, lang='fr')}"


FORMS: dict[str, Form] = {
    "8 août 2006": lambda day: format_date(day, "d MMMM yyyy", locale="fr"),
    "1er août 2006": lambda day: (
        format_date(day, "d MMMM yyyy", locale="fr").replace("1 ", "1er ", 1)
        if day.day == 1
        else format_date(day, "d MMMM yyyy", locale="fr")
    ),
    "mardi 8 août 2006": lambda day: format_date(day, "EEEE d MMMM yyyy", locale="fr"),
    "MARDI 8 AOUT 2006": lambda day: _plain(format_date(day, "EEEE d MMMM yyyy", locale="fr").upper()),
    "8 août 2006, fr_CH": lambda day: format_date(day, "long", locale="fr_CH"),
    "08/08/2006": lambda day: day.strftime("%d/%m/") + f"{day.year}",
    "8.8.2006": lambda day: f"{day.day}.{day.month}.{day.year}",
    "08-08-2006": lambda day: day.strftime("%d-%m-") + f"{day.year}",
    "2006-08-08": datetime.date.isoformat,
    "2006/08/08": lambda day: day.isoformat().replace("-", "/"),
    "8 sept. 2006": lambda day: format_date(day, "d MMM yyyy", locale="fr"),
    "mar. 8 août 2006": lambda day: format_date(day, "EEE d MMM yyyy", locale="fr"),
    "huit août deux mille six": _words,
}


def _plain(text: str) -> str:
    return text.translate(str.maketrans("ÉÈÀÛ", "EEAU"))


def days(step: int) -> Iterator[datetime.date]:
    """Days from 1850 to 2049, each year with other ones where some are left out, and all of a leap year."""
    day = datetime.date(1850, 1, 1)
    while day < datetime.date(2050, 1, 1):
        yield day
        day += datetime.timedelta(days=1 if day.year == 2024 else step)


@pytest.mark.parametrize("form", FORMS)
def test_days_read_back(extractor: Extractor, form: str) -> None:
    # All 73,049 days in the commonest form, every eleventh in the others.
    written = list(days(1 if form == "8 août 2006" else 11))
    text = "\n\n".join(f"Signé le {FORMS[form](day)}." for day in written)
    found = [r for r in extractor.read(Document(id="d", text=text)) if isinstance(r, DateRecord)]
    assert [(r.text, r.value.start) for r in found] == [(FORMS[form](day), day.isoformat()) for day in written]
    assert all(r.value.edtf == r.value.start == r.value.end and r.warnings == () for r in found)


@pytest.mark.parametrize(
    "text",
    [
        "8 août 2006", "août 2006", "2006", "années 1990", "XXe siècle", "printemps 2021", "premier trimestre 2021",
        "du 28 mai au 3 juin 2019", "de 2015 à 2020", "le 7 septembre", "en mars", "fin 2019", "second semestre 2020",
        "première quinzaine de juin 2023", "dernier jour d’octobre 2015", "28 janvier 814.",
    ],
)  # fmt: skip
def test_values_are_edtf_with_the_same_bounds(extractor: Extractor, text: str) -> None:
    (record,) = (r for r in extractor.read(Document(id="d", text=text)) if isinstance(r, DateRecord))
    assert record.value.edtf is not None
    parsed = parse_edtf(record.value.edtf)
    # The reader of that library knows no bounds for parts of a year other than seasons.
    if record.value.start and record.value.edtf[-3:] not in ("-33", "-40", "-41"):
        first = "-".join(f"{n:02d}" for n in parsed.lower_strict()[:3]).zfill(10)
        assert first == record.value.start
