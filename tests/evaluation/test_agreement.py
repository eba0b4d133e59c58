from __future__ import annotations

from collections.abc import Hashable

import pytest

from pipeline.evaluation.agreement import compare, lines
from pipeline.evaluation.gold import GoldError, GoldSet
from pipeline.evaluation.kappa import kappa
from pipeline.records import Document
from tests.evaluation.test_verdicts import gold_of


def gold(annotated: str, *others: str) -> GoldSet:
    text, mentions = gold_of(annotated)
    return GoldSet((Document(id="d", text=text), *(Document(id=i, text="x") for i in others)), tuple(mentions))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("yn", "yn", 1.0),
        ("yynn", "ynyn", 0.0),  # what chance gives
        ("yn", "ny", -1.0),
        ("y" * 45 + "n" * 15 + "y" * 25 + "n" * 15, "y" * 60 + "n" * 40, 0.1304),  # a textbook table: 45 15 25 15
        ("nnn", "nnn", None),  # chance alone
    ],
)
def test_kappa(a: str, b: str, expected: float | None) -> None:
    found = kappa(a, b)
    assert found is None if expected is None else found == pytest.approx(expected, abs=1e-4)


def test_any_category_will_do() -> None:
    both: list[Hashable] = [("B", "O"), ("I", "O"), ("O", "O")]
    assert kappa(both, both) == 1


@pytest.mark.parametrize(
    ("a", "b", "differences"),
    [
        ("le [[8 août|DATE]]", "le [[8 août|DATE]]", []),
        ("le [[8 août|DATE]]", "le 8 août", ["only A le [[8 août]]"]),
        ("le 8 août", "le [[8 août|DATE]]", ["only B le {{8 août}}"]),
        ("le [[8 août|DATE]]", "le 8 [[août|DATE]]", ["border le [[8 {{août}}]]"]),
        ("en [[2019|DATE]]", "en [[2019|FIGURE]]", ["label en [[{{2019}}]]"]),
        ("[[12|FIGURE value=12; kind=count]]", "[[12|FIGURE value=13]]", ["value [[{{12}}]]"]),
        ("[[12|FIGURE value=12]]", "[[12|FIGURE kind=count]]", []),  # they vouch for different fields
    ],
)
def test_differences(a: str, b: str, differences: list[str]) -> None:
    found = compare(gold(a), gold(b)).differences
    assert [f"{one.kind} {one.sentence}" for one in found] == differences


def test_agreement_per_label() -> None:
    # Words: le 8 août et le 9 août, 12. A has the tags O B I O O B I O O, B has O B I O O O B O O.
    comparison = compare(
        gold("le [[8 août|DATE]] et le [[9 août|DATE]], 12", "only-a"),
        gold("le [[8 août|DATE]] et le 9 [[août|DATE]], 12"),
    )
    dates = comparison.labels["DATE"]
    assert (dates.a, dates.b, dates.same, dates.f1) == (2, 2, 1, 0.5)
    # 7 of 9 words alike; by chance (5*6 + 2*2 + 2*1) / 81.
    assert dates.kappa == pytest.approx((7 / 9 - 36 / 81) / (1 - 36 / 81))
    assert comparison.labels["FIGURE"].kappa is None
    assert comparison.labels["all"].kappa == pytest.approx(dates.kappa)
    assert comparison.only_a == ("only-a",)


def test_lines_name_both_values() -> None:
    text = list(lines(compare(gold("[[12|FIGURE value=12]]"), gold("[[12|FIGURE value=13]]"))))
    assert "    value: A 12, B 13" in text
    assert text[-1] == "documents: 1, differences to settle: 1"


@pytest.mark.parametrize("b", [GoldSet((Document(id="other", text="x"),), ()), gold("un autre texte")])
def test_gold_of_other_texts_is_refused(b: GoldSet) -> None:
    with pytest.raises(GoldError):
        compare(gold("le 8 août"), b)
