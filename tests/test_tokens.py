from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tokens import TOKEN, TokenStarts


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("l’ONU", ["l’", "ONU"]),
        ("S/RES/1373 (2001)", ["S/RES/1373", "(", "2001", ")"]),
        ("AG-2010-RES-05", ["AG-2010-RES-05"]),
        ("2018-05-12", ["2018-05-12"]),
        ("avant-hier", ["avant", "-", "hier"]),
        ("a\u00a0b", ["a\u00a0", "b"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token for token, _ in TOKEN.findall(text)] == tokens


@given(st.text(alphabet="aZé1 /-.’'_\n½S", max_size=60))
def test_token_starts_are_those_of_the_whole_text_cut(text: str) -> None:
    cut = {match.start(): match[1] for match in TOKEN.finditer(text)}
    starts = TokenStarts(text)
    for place, char in enumerate(text):
        if not char.isspace():
            assert starts.token_at(place) == cut.get(place)
