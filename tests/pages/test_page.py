from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.pages.page import number, write_page
from pipeline.pages.pieces import pieces
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("value", "digits", "written"), [(98.46, 1, "98,5"), (12500, 0, "12\u202f500"), (0.5, 0, "0"), (-1.25, 2, "-1,25")]
)
def test_numbers_are_written_in_french(value: float, digits: int, written: str) -> None:
    assert f">{written}<" in number(value, digits)


def test_a_page_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_page(tmp_path / "page.html", "é\ud800")
    assert (tmp_path / "page.html").read_bytes() == "é?".encode()
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):
        write_page(tmp_path / "folder", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "page.html"]


@pytest.mark.parametrize(
    ("spans", "cut"),
    [
        ([], [("abcdef", "")]),
        ([(1, 3, "x")], [("a", ""), ("bc", "x"), ("def", "")]),
        ([(0, 6, "x"), (2, 4, "y")], [("ab", "x"), ("cd", "xy"), ("ef", "x")]),  # one inside the other
        ([(0, 3, "x"), (2, 6, "y")], [("ab", "x"), ("c", "xy"), ("def", "y")]),  # they cross
        ([(0, 3, "x"), (3, 6, "y")], [("abc", "x"), ("def", "y")]),  # they touch
        ([(0, 6, "x"), (0, 6, "y")], [("abcdef", "xy")]),
        ([(3, 3, "x")], [("abcdef", "")]),  # nothing is nothing
    ],
)
def test_pieces(spans: list[tuple[int, int, str]], cut: list[tuple[str, str]]) -> None:
    assert [(piece, "".join(names)) for piece, names in pieces("abcdef", spans)] == cut


@given(st.text(), st.data())
def test_pieces_make_the_text(text: str, data: st.DataObject) -> None:
    border = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(border, border).map(lambda ends: (*sorted(ends), "x"))))
    assert "".join(piece for piece, _ in pieces(text, spans)) == text  # type: ignore[arg-type]


def test_every_word_is_there_in_both_languages() -> None:
    for path in (ROOT / "pipeline" / "pages").rglob("words.json"):
        for key, texts in json.loads(path.read_text(encoding="utf-8")).items():
            assert sorted(texts) == ["en", "fr"] and all(texts.values()), f"{path}: {key}"
