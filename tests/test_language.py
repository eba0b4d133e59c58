from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import Tokenizer, build, make_vocab

tokenize = Tokenizer(make_vocab())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("l’Organisation", ["l’", "Organisation"]),
        ("S/RES/1373 (2001)", ["S/RES/1373", "(", "2001", ")"]),  # a symbol stays whole
        ("1373(2001)", ["1373", "(", "2001", ")"]),
        ("AG-2010-RES-05", ["AG-2010-RES-05"]),
        ("2018-05-12", ["2018-05-12"]),
        ("70e session", ["70e", "session"]),
        ("G20", ["G20"]),
        ("CCT/DECT", ["CCT", "/", "DECT"]),  # two acronyms are none
        ("a\u00a0b", ["a\u00a0", "b"]),  # other white space belongs to the token before it
        ("a\nb", ["a\n", "b"]),
        ("a\n\nb", ["a", "\n\n", "b"]),  # a blank line separates
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == tokens


@given(st.text())
def test_tokenizing_loses_nothing(text: str) -> None:
    assert tokenize(text).text == text


def test_spans_are_set_for_those_who_go_on_with_spacy() -> None:
    doc = build()("Le Conseil de sécurité a adopté la résolution 1373 (2001).")
    assert [(s.text, s.label_) for s in doc.spans["RESOLUTION"]] == [("résolution 1373 (2001)", "RESOLUTION")]
    assert doc.spans["ORGANISATION"][0].id_ == "organisations/unsc"
