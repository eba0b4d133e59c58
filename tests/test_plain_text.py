from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.plain_text import capitalised, capitals, digits, plain


@pytest.mark.parametrize(
    ("text", "bytes_"),
    [
        ("été à Çà", b"ete a Ca"),
        ("cœur Œuvre", b"cour Ouvre"),  # one byte for one character
        ("½ λ 𝔸", b"z z A"),  # what is a letter or a digit stays one
        ("— « » •", b"\x1a \xab \xbb \x1a"),
        ("٣ e\u0301", b"0 e\x1a"),
        ("Été à Nîmes", b"Ete a Nimes"),
        ("« 3 » n° 4", b"\xab 3 \xbb n\xb0 4"),
        ("œuvre, Œuvre", b"ouvre, Ouvre"),
        ("l’an — Ω ٣", b"l\x1aan \x1a z 0"),
        ("e\u0301te\u0301", b"e\x1ate\x1a"),
        ("", b""),
    ],
)
def test_plain(text: str, bytes_: bytes) -> None:
    assert plain(text) == bytes_


@given(st.text())
def test_plain_keeps_every_offset_and_every_word_border(text: str) -> None:
    as_bytes = plain(text)
    assert len(as_bytes) == len(text)
    assert [c.isalnum() for c in text] == [bytes([b]).isalnum() for b in as_bytes]


def test_digits() -> None:
    assert list(digits(b"12 G20 a 3,5")) == [0, 9, 11]


def test_capitalised() -> None:
    assert list(capitalised(b"Le Comite d'Etat, iPhone ONU")) == [(0, 2), (3, 9), (12, 16), (25, 28)]


def test_capitals() -> None:
    assert list(capitals(b"ONU, G20, A-B, Le x.AB xAB -CD")) == [0, 5, 10]


@given(st.text(alphabet="AZaz09_-. '\xe9"))
def test_they_are_what_plainer_expressions_find(text: str) -> None:
    read = plain(text)
    assert list(digits(read)) == [m.start() for m in re.finditer(rb"(?<!\w)\d", read)]
    assert list(capitalised(read)) == [m.span() for m in re.finditer(rb"(?<!\w)[A-Z]\w*", read)]
    assert list(capitals(read)) == [m.start() for m in re.finditer(rb"(?<![\w.-])[A-Z](?=[A-Z\d-])", read)]
