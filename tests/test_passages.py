from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.language import make_vocab
from pipeline.mentions import Reading, reading_of
from pipeline.passages import Passages
from pipeline.patterns.phrases import Phrases
from pipeline.tokens import words_of

PHRASES = [
    "Comité du Conseil de sécurité", "Conseil de sécurité", "ONU", "sous-comité des mers", "Sacré-Cœur", "OEDT",
    "Œuvre des mers", "sécurité des mers",
]  # fmt: skip
Cut = Callable[[str], list[list[str]]]


@pytest.fixture
def passages() -> Callable[[str], Doc]:
    read = Passages(make_vocab(), Phrases(map(words_of, PHRASES)))
    return lambda text: read(Reading(text))


@pytest.fixture
def cut(passages: Callable[[str], Doc]) -> Cut:
    def passages_of(text: str) -> list[list[str]]:
        words = " ".join(token.text.strip() or "|" for token in passages(text))
        return [passage.split() for passage in words.split("|") if passage.strip()]

    return passages_of


def test_only_where_a_name_may_stand_are_there_words(cut: Cut) -> None:
    assert cut("Il pleut sur la ville comme hier.") == []
    assert cut("Il pleut. Le Conseil de sécurité se réunit demain.") == [["Conseil", "de", "sécurité"]]


def test_the_beginning_of_a_name_is_none(cut: Cut) -> None:
    assert cut("le Comité du Conseil de tutelle") == []
    assert cut("Comité du Conseil de Conseil de sécurité") == [["Conseil", "de", "sécurité"]]


def test_a_name_that_begins_within_another_makes_the_passage_longer(cut: Cut) -> None:
    assert cut("le Conseil de sécurité des mers") == [["Conseil", "de", "sécurité", "des", "mers"]]


def test_the_capital_counts_and_the_spacing_does_not(cut: Cut) -> None:
    assert cut("le conseil de sécurité") == []
    assert cut("le Conseil\u00a0 de\nsécurité") == [["Conseil", "de", "sécurité"]]
    assert cut("Sous-comité des mers ; au Sacré-Coeur") == [
        ["Sous", "-", "comité", "des", "mers"], ["Sacré", "-", "Coeur"],
    ]  # fmt: skip


def test_a_word_that_only_begins_so_is_no_name(cut: Cut) -> None:
    assert cut("ONUDI") == []


def test_one_letter_or_two(cut: Cut) -> None:
    assert cut("l'OEDT, l'Oeuvre des mers") == [["OEDT"], ["Oeuvre", "des", "mers"]]
    assert cut("l'Œuvre des mers") == [["Œuvre", "des", "mers"]]


def test_offsets_lead_into_the_text(passages: Callable[[str], Doc]) -> None:
    text = "Avant, l’ONU ; après, le Conseil de sécurité."
    doc = passages(text)
    for token, offset in zip(doc, reading_of(doc).offsets, strict=True):
        assert token.text == "\n\n" or text[offset:].startswith(token.text)
