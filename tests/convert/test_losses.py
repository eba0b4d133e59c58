"""What a format cannot hold is said, with its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.convert.annotations import Annotations
from pipeline.records import Document
from tests.convert.sets import checked, mention
from tests.convert.ways import there_and_back

DOCUMENT = Document(id="a.txt", text="Le \n8 août 2006\r\n, 12 pays\n")


@pytest.mark.parametrize(
    ("name", "stretch", "held", "said"),
    [
        ("brat", "\n8 août 2006", "8 août 2006", "1 × mention that begins or ends with a line end or tab: without it"),
        ("brat", "8 août 2006\r", "8 août 2006", "1 × mention that begins or ends with a line end or tab: without it"),
        ("brat", "\r\n", None, "1 × mention of line ends or tabs only: left out"),
        ("conll", " 12 pays\n", "12 pays", "1 × mention that begins or ends with white space: without it"),
        ("conll", "\r\n", None, "1 × mention of white space only: left out"),
        ("docbin", " 12 pays\n", " 12 pays\n", None),
        ("label-studio", "\r\n", "\r\n", None),
    ],
)
def test_borders_on_white_space(name: str, stretch: str, held: str | None, said: str | None, tmp_path: Path) -> None:
    annotations = checked([DOCUMENT], [mention("a.txt", DOCUMENT.text, "DATE", stretch)])
    back, losses = there_and_back(name, annotations, tmp_path)
    assert [m.text for m in back.mentions] == ([held] if held else [])
    assert list(losses.lines()) == ([said] if said else [])


def test_conll_holds_no_document_without_a_word(tmp_path: Path) -> None:
    back, losses = there_and_back("conll", checked([Document(id="a", text=" \n")], []), tmp_path)
    assert back == Annotations((), ())
    assert list(losses.lines()) == ["1 × document without a word: left out"]


def test_gold_holds_no_rules(tmp_path: Path) -> None:
    ruled = mention("a.txt", DOCUMENT.text, "FIGURE", "12 pays", value={"value": 12}, rule="figures/count", warnings=[])
    back, losses = there_and_back("gold", checked([DOCUMENT], [ruled]), tmp_path)
    assert back.mentions == (mention("a.txt", DOCUMENT.text, "FIGURE", "12 pays", value={"value": 12}),)
    assert list(losses.lines()) == ["1 × rule, sentence and warnings of a mention"]
