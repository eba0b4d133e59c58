"""Numbers, amounts and dates as babel formats them for France, Belgium, Switzerland and Canada."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from pipeline.records import DateRecord, Document, FigureRecord
from pipeline.run import Extractor

LOCALES = ["fr", "fr_BE", "fr_CH", "fr_CA"]
NUMBERS = [
    Decimal(n) for n in ("3", "12.5", "999", "1234", "1234.5", "98765.43", "1234567", "1234567.89", "1000000000")
]
# Not those whose sign is another's here: `FCFA` goes by the region, `$` is the dollar of the United States.
CURRENCIES = ["EUR", "CHF", "USD", "GBP", "XOF", "JPY"]


def figure(extractor: Extractor, text: str) -> FigureRecord:
    (record,) = (r for r in extractor.read(Document(id="d", text=text)) if isinstance(r, FigureRecord))
    return record


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("number", NUMBERS)
def test_numbers(extractor: Extractor, locale: str, number: Decimal) -> None:
    record = figure(extractor, f"Le dépôt compte {format_decimal(number, locale=locale)} tonnes de sel.")
    assert (record.value.value, record.value.unit) == (float(number), "t")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("currency", CURRENCIES)
@pytest.mark.parametrize("number", NUMBERS[1:6])
def test_amounts(extractor: Extractor, locale: str, currency: str, number: Decimal) -> None:
    written = format_currency(number, currency, locale=locale)
    record = figure(extractor, f"La facture est de {written}, port compris.")
    assert (record.text, record.value.kind, record.value.unit) == (written, "money", currency)
    assert record.value.value == (round(number) if currency in ("JPY", "XOF") else float(round(number, 2)))


@pytest.mark.parametrize("locale", LOCALES)
def test_percentages(extractor: Extractor, locale: str) -> None:
    record = figure(extractor, f"Le taux est de {format_percent(0.125, '0.0 %', locale=locale)} cette fois.")
    assert (record.value.value, record.value.unit) == (12.5, "%")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("length", ["short", "medium", "long", "full"])
def test_dates(extractor: Extractor, locale: str, length: str) -> None:
    for month in range(1, 13):
        day = datetime.date(2018, month, 14)
        written = format_date(day, length, locale=locale)
        (record,) = (
            r for r in extractor.read(Document(id="d", text=f"Reçu le {written}.")) if isinstance(r, DateRecord)
        )
        assert (record.text, record.value.edtf) == (written, day.isoformat())
