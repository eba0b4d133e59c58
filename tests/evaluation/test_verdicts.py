"""Each row: gold and found, as annotated text, and the verdicts in the order of the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation.gold import GoldMention
from pipeline.evaluation.markup import parse
from pipeline.evaluation.verdicts import JudgedDocument, errors, judge
from pipeline.records import RECORD, Document, Label, Record

# The least that a value of each label may hold.
VALUES: dict[Label, dict[str, object]] = {
    "ORGANISATION": {"entity": None, "name": None, "acronym": None, "form": "name"},
    "RESOLUTION": {"body": "UNSC", "number": "1373", "year": 2001, "symbol": None, "url": None},
    "DATE": {"edtf": None, "start": None, "end": None, "modifier": None},
    "FIGURE": {"kind": "count", "value": 12, "min": None, "max": None, "unit": None, "modifier": None},
}


def gold_of(annotated: str) -> tuple[str, list[GoldMention]]:
    text, marked = parse(annotated)
    return text, [
        GoldMention(
            doc_id="d", label=m.label, start=m.start, end=m.end, text=text[m.start : m.end], value=m.value or None
        )
        for m in marked
    ]


def found_in(annotated: str) -> list[Record]:
    text, marked = parse(annotated)
    return [
        RECORD.validate_python(
            {
                "doc_id": "d", "label": m.label, "start": m.start, "end": m.end, "text": text[m.start : m.end],
                "value": {**VALUES[m.label], **m.value}, "sentence": text, "rule": f"{m.label.lower()}s/rule",
            }
        )
        for m in marked
    ]  # fmt: skip


CASES = [
    ("le [[8 août|DATE]]", "le [[8 août|DATE]]", ["right"]),
    ("le [[8 août|DATE edtf=XXXX-08-08]]", "le [[8 août|DATE edtf=XXXX-08-08]]", ["right"]),
    ("le [[8 août|DATE edtf=XXXX-08-08]]", "le [[8 août|DATE edtf=XXXX-08-09]]", ["wrong value"]),
    ("le [[8 août|DATE]]", "le 8 [[août|DATE]]", ["wrong border"]),
    ("le [[8 août|DATE edtf=XXXX-08-08]]", "le 8 [[août|DATE edtf=2020]]", ["wrong border"]),  # its value is not judged
    ("en [[2017|DATE]]", "en [[2017|FIGURE]]", ["wrong label"]),
    ("en [[2017|DATE]]", "[[en 2017|FIGURE]]", ["wrong label"]),  # and wrong borders
    ("en [[2017|DATE]]", "en 2017", ["missed"]),
    ("en 2017", "en [[2017|DATE]]", ["spurious"]),
    ("[[fin|DATE]][[ 2019|DATE]]", "[[fin 2019|DATE]]", ["missed", "wrong border"]),  # one to one, the larger overlap
    ("[[8|FIGURE]] [[août|DATE]]", "[[8|DATE]] [[août|DATE]]", ["wrong label", "right"]),
    # The right label comes before the right border of another label.
    ("[[fin 2019|DATE]]", "fin [[[[2019|FIGURE]]|DATE]]", ["wrong border", "spurious"]),
    # What nests under another label, and is right, is no wrong label.
    (
        "[[Comité [[1540 (2004)|RESOLUTION]]|ORGANISATION]]",
        "Comité [[1540 (2004)|RESOLUTION]]",
        ["missed", "right"],
    ),
]


@pytest.mark.parametrize(("gold", "found", "verdicts"), CASES)
def test_verdicts(gold: str, found: str, verdicts: list[str]) -> None:
    mentions = gold_of(gold)[1]
    judged = judge(mentions, found_in(found))
    assert [one.verdict for one in judged] == verdicts
    assert judge(reversed(mentions), reversed(found_in(found))) == judged  # whatever the order of the lines


def test_wrong_values_name_both_sides() -> None:
    gold = gold_of("[[12|FIGURE value=13; unit=pays; kind=count]]")[1]
    (judged,) = judge(gold, found_in("[[12|FIGURE value=12]]"))
    assert list(judged.wrong_values()) == [("unit", "pays", None), ("value", 13, 12)]


def test_an_error_is_shown_in_its_sentence() -> None:
    text, gold = gold_of("Premier fait. Le [[8 août|DATE]] vient. Autre fait.")
    found = found_in("Premier fait. Le 8 [[août|DATE]] vient. Autre fait.")
    document = JudgedDocument(Path("gold"), Document(id="d", text=text), judge(gold, found))
    ((_, error),) = errors([document])
    sentence, spans = document.in_sentence(error)
    assert sentence == "Le 8 août vient."
    assert [(sentence[start:end], name) for start, end, name in spans] == [("8 août", "gold"), ("août", "found")]
