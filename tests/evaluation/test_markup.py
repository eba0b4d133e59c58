from __future__ import annotations

import pytest

from pipeline.evaluation.markup import Marked, MarkupError, parse


def test_parse() -> None:
    text, marked = parse("le [[8 août|DATE edtf=XXXX-08-08; modifier=null]] : [[12 cas|FIGURE value=12]]")
    assert text == "le 8 août : 12 cas"
    assert marked == [
        Marked("DATE", 3, 9, {"edtf": "XXXX-08-08", "modifier": None}),
        Marked("FIGURE", 12, 18, {"value": 12}),
    ]


def test_mentions_nest() -> None:
    text, marked = parse("[[Comité créé par la [[résolution 1540 (2004)|RESOLUTION]]|ORGANISATION]]")
    assert [(m.label, text[m.start : m.end]) for m in marked] == [
        ("ORGANISATION", "Comité créé par la résolution 1540 (2004)"),
        ("RESOLUTION", "résolution 1540 (2004)"),
    ]


def test_the_label_may_be_left_out() -> None:
    assert parse("[[2017]]", "DATE")[1] == [Marked("DATE", 0, 4, {})]
    assert parse("[[2017|edtf=2017]]", "DATE")[1] == [Marked("DATE", 0, 4, {"edtf": "2017"})]


@pytest.mark.parametrize("annotated", ["[[2017", "[[2017|DATE", "[[2017]]"])
def test_faults(annotated: str) -> None:
    with pytest.raises(MarkupError):
        parse(annotated)
