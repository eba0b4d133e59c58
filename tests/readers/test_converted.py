from __future__ import annotations

import datetime

import pytest

from pipeline.readers.converted import day_in, language_in, title_in


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2022-03-09T23:42:00+01:00", "2022-03-09"),  # the day where it was written
        ("2022-03-09", "2022-03-09"),
        ("20220309", "2022-03-09"),
        ("D:20220309184200+01'00'", "2022-03-09"),  # PDF
        ("2022-02-30", None),
        ("2022-03", None),
        ("9 mars 2022", None),
        ("1601-01-01T00:00:00Z", None),  # no day, but the zero of a clock
        ("", None),
        (None, None),
    ],
)
def test_days(stated: str | None, day: str | None) -> None:
    assert day_in(stated) == (datetime.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(("stated", "tag"), [("fr_FR", "fr-FR"), (" fr ", "fr"), ("français", None), ("", None)])
def test_languages(stated: str, tag: str | None) -> None:
    assert language_in(stated) == tag


def test_titles() -> None:
    assert title_in(" Compte \n rendu ") == "Compte rendu"
    assert title_in(" ") is None
    assert title_in("mot " * 1000) is None
