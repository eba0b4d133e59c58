"""Numbers in words, as num2words writes them in French, Belgian and Swiss, read back to themselves."""

from __future__ import annotations

import pytest
from num2words import num2words
from text_to_num import text2num

from pipeline.patterns.collection import Patterns
from pipeline.records import Document, FigureRecord
from pipeline.run import Extractor

COUNTRIES = ["fr", "fr_BE", "fr_CH"]
SPREAD = sorted(
    {10**power * lead + rest for power in range(4, 16) for lead in (1, 2, 7, 9) for rest in (0, 1, 21, 80, 99)}
)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_number_to_ten_thousand_and_a_spread_beyond(patterns: Patterns, country: str) -> None:
    for number in [*range(10_001), *SPREAD]:
        words = num2words(number, lang=country)
        assert patterns.numbers.read(words) == number
        assert patterns.numbers.read(words.replace(" ", "-")) == number  # as spelled since 1990


@pytest.mark.parametrize("country", COUNTRIES)
def test_numbers_are_found_whole_in_a_text(extractor: Extractor, country: str) -> None:
    # `un` before a noun is an article, and no one counts `un million un` buoys.
    numbers = [
        number for number in [*range(2, 10_001, 13), *SPREAD] if not num2words(number, lang="fr").startswith("un ")
    ]
    for hyphen in (" ", "-"):
        words = (num2words(number, lang=country).replace(" ", hyphen) for number in numbers)
        text = "\n\n".join(f"Le port compte {number} bouées." for number in words)
        found = [r for r in extractor.read(Document(id="d", text=text)) if isinstance(r, FigureRecord)]
        assert [r.value.value for r in found] == numbers


def test_text2num_agrees(patterns: Patterns) -> None:
    for number in range(0, 1_000_000, 997):
        words = num2words(number, lang="fr")
        assert patterns.numbers.read(words) == text2num(words, "fr")


@pytest.mark.parametrize("country", COUNTRIES)
def test_decimals(patterns: Patterns, country: str) -> None:
    for hundredths in range(100_001, 100_100):
        words = num2words(hundredths / 100, lang=country)
        assert patterns.numbers.read(words) == hundredths / 100
