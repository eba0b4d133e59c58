from __future__ import annotations

import re

import pytest

from pipeline.patterns.files import PatternError
from pipeline.patterns.vocabulary import Vocabulary, VocabularyLine, opener


def vocabulary(*lines: dict[str, object]) -> Vocabulary:
    return Vocabulary((f"test:{i}", VocabularyLine.model_validate(line)) for i, line in enumerate(lines, 1))


MONTHS = vocabulary(
    {"class": "month", "value": 8, "forms": ["août"]},
    {"class": "month", "value": 12, "forms": ["décembre", "déc."]},
    {"class": "unit", "value": "g", "forms": ["g"], "exact": True},
    {"class": "year", "regex": r"\d{4}"},
)


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("août 2006", True),
        ("AOUT 2006", True),  # capitals go without accents
        ("aout 2006", False),  # small letters do not
        ("aou\u0302t 2006", False),  # decomposed letters are composed by `pipeline.mending`
        ("août   2006", True),
        ("août\n2006", False),  # wraps are taken out before
    ],
)
def test_expand(text: str, matches: bool) -> None:
    assert bool(re.fullmatch(MONTHS.expand("{month} {year}"), text, re.IGNORECASE)) is matches


def test_groups_are_named_after_classes() -> None:
    found = re.fullmatch(MONTHS.expand("{month}-{month2} {:year}"), "août-déc. 2006")
    assert found is not None
    assert found.groupdict() == {"month": "août", "month2": "déc."}


def test_exact_forms_keep_their_case() -> None:
    pattern = re.compile(MONTHS.expand("5{unit}"), re.IGNORECASE)
    assert pattern.fullmatch("5g")
    assert not pattern.fullmatch("5G")


def test_character_classes_stand_for_themselves() -> None:
    assert re.fullmatch(MONTHS.expand("[é ]+"), "é é")


def test_gates_read_the_gate_of_a_class() -> None:
    words = vocabulary(
        {"class": "word", "regex": "a(?:b|c)", "gate": "a[bc]"}, {"class": "two", "regex": "{:word} {:word}"}
    )
    assert words.relax("{two}") == r"(?:(?:a[\x62\x63])(?: +)(?:a[\x62\x63]))"
    assert re.fullmatch(words.expand("{two}"), "ab ac")


@pytest.mark.parametrize(
    ("form", "key"), [("Début", "debut"), ("1er", "digit"), ("aujourd’hui", "aujourd'"), ("$", "$")]
)
def test_openers(form: str, key: str) -> None:
    assert opener(form) == key


def test_values_by_surface() -> None:
    assert MONTHS.value("month", "DÉC.") == 12


@pytest.mark.parametrize(
    "lines",
    [
        [{"class": "a", "value": 1, "forms": ["x"]}, {"class": "a", "value": 2, "forms": ["X"]}],  # two values
        [{"class": "a", "regex": "x"}, {"class": "a", "regex": "y"}],  # two regexes
    ],
)
def test_contradictions_are_refused(lines: list[dict[str, object]]) -> None:
    with pytest.raises(PatternError):
        vocabulary(*lines)
