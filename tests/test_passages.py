from __future__ import annotations

from spacy.tokens import Doc

from pipeline.language import make_vocab
from pipeline.mentions import reading_of
from pipeline.passages import Passages

PHRASES = ["Comité du Conseil de sécurité", "Conseil de sécurité", "ONU", "sous-comité des mers", "Sacré-Cœur", "OEDT", "Œuvre des mers"]


def passages(text: str) -> Doc:
    return Passages(make_vocab(), PHRASES)(text)


def cut(text: str) -> list[list[str]]:
    words = " ".join(token.text.strip() or "|" for token in passages(text))
    return [passage.split() for passage in words.split("|") if passage.strip()]


def test_only_where_a_name_may_stand_are_there_words() -> None:
    assert cut("Il pleut sur la ville comme hier.") == []
    assert cut("Il pleut. Le Conseil de sécurité se réunit demain.") == [["Conseil", "de", "sécurité"]]


def test_a_name_within_a_passage_makes_it_longer() -> None:
    assert cut("Comité du Conseil de Conseil de sécurité") == [
        ["Comité", "du", "Conseil", "de", "Conseil", "de", "sécurité"]
    ]


def test_the_capital_counts_and_the_spacing_does_not() -> None:
    assert cut("le conseil de sécurité") == []
    assert cut("le Conseil\u00a0 de\nsécurité, le CONSEIL") == [["Conseil", "de", "sécurité"]]
    assert cut("Sous-comité des mers ; au Sacré-Coeur") == [
        ["Sous", "-", "comité", "des", "mers"], ["Sacré", "-", "Coeur"],
    ]  # fmt: skip


def test_a_word_that_only_begins_so_is_no_name() -> None:
    assert cut("ONUDI") == []


def test_one_letter_or_two() -> None:
    assert cut("l'OEDT, l'Oeuvre des mers") == [["OEDT"], ["Oeuvre", "des", "mers"]]
    assert cut("l'Œuvre des mers") == [["Œuvre", "des", "mers"]]


def test_offsets_lead_into_the_text() -> None:
    text = "Avant, l’ONU ; après, le Conseil de sécurité."
    doc = passages(text)
    for token, offset in zip(doc, reading_of(doc).offsets, strict=True):
        assert token.text == "\n\n" or text[offset:].startswith(token.text)
