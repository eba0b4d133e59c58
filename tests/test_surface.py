from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.surface import Sentences, fold_phrase, fold_text, fold_word


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Sécurité", "securite"), ("ŒUVRE", "oeuvre"), ("l’", "l'"), ("e\u0301tat", "etat"), ("ONU", "onu")],
)
def test_fold_word(word: str, folded: str) -> None:
    assert fold_word(word) == folded


def test_fold_phrase_joins_what_typography_separates() -> None:
    assert fold_phrase("Conseil\u00a0de \n sécurité de l’ONU") == "conseil de securite de l'onu"


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_text(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "inside", "sentence"),
    [
        ("Un. Deux. Trois.", 5, "Deux."),
        ("M. Dupont a parlé. Puis rien.", 8, "M. Dupont a parlé."),  # an abbreviation ends nothing
        ("10. La Commission siège. Fin.", 8, "10. La Commission siège."),  # nor does a list number
        ("Titre\n\nTexte suivi\nsur deux lignes.", 10, "Texte suivi\nsur deux lignes."),
        ("• un ;\n• deux ;", 9, "• deux ;"),
        ("Vraiment ? Oui ! Bon… Fin.", 13, "Oui !"),
        ("au titre de l’article V.\n\na) Un.", 27, "a) Un."),  # a blank line ends one also behind an abbreviation
        ("Il a fini.\n\n[3] Voir plus bas.", 4, "Il a fini."),  # and before the mark of a note
        ("Il a fini. [3] Voir plus bas.", 4, "Il a fini. [3]"),  # which else belongs to what it stands behind
        ("à savoir :\n- un ;\n- deux.", 15, "- un ;"),  # a dash is a bullet where punctuation announces it
        ("l’arc-\n-boutant", 2, "l’arc-\n-boutant"),
        ("voir l’art.\n12. Le reste", 3, "voir l’art.\n12. Le reste"),
    ],
)
def test_sentences(text: str, inside: int, sentence: str) -> None:
    start, end = Sentences(text).span(inside, inside + 1)
    assert text[start:end] == sentence


@given(st.text())
def test_all_sentences_stand_where_they_say(text: str) -> None:
    sentences = list(Sentences(text))
    assert all(text[start : start + len(sentence)] == sentence for start, sentence in sentences)
    assert "".join("".join(sentence.split()) for _, sentence in sentences) == "".join(text.split())


@given(st.text(), st.data())
def test_a_sentence_holds_its_mention(text: str, data: st.DataObject) -> None:
    words = [i for i, c in enumerate(text) if not c.isspace()]
    if words:
        at = data.draw(st.sampled_from(words))
        start, end = Sentences(text).span(at, at + 1)
        assert start <= at < end
