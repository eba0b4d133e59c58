from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from pipeline.evaluation.matching import match, wrong_fields
from pipeline.records import Label


@dataclass(frozen=True)
class Piece:
    start: int
    end: int
    label: Label = "DATE"
    doc_id: str = "d"


def pairs(left: list[Piece], right: list[Piece]) -> list[tuple[Any, Any]]:
    return [
        (p.left and (p.left.start, p.left.end), p.right and (p.right.start, p.right.end)) for p in match(left, right)
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ([(0, 4)], [(0, 4)], [((0, 4), (0, 4))]),
        ([(0, 4)], [(4, 8)], [((0, 4), None), (None, (4, 8))]),  # touching spans do not overlap
        ([(0, 4)], [(3, 8)], [((0, 4), (3, 8))]),
        ([(0, 9)], [(0, 4), (0, 9)], [(None, (0, 4)), ((0, 9), (0, 9))]),  # exact pairs come first
        ([(0, 9), (5, 9)], [(2, 9)], [((0, 9), (2, 9)), ((5, 9), None)]),  # one to one, the larger overlap
    ],
)
def test_match(left: list[tuple[int, int]], right: list[tuple[int, int]], expected: list[Any]) -> None:
    assert pairs([Piece(*span) for span in left], [Piece(*span) for span in right]) == expected


def test_labels_and_documents_are_kept_apart() -> None:
    assert len(match([Piece(0, 4)], [Piece(0, 4, "FIGURE")])) == 2
    assert len(match([Piece(0, 4)], [Piece(0, 4, doc_id="other")])) == 2


@pytest.mark.parametrize(
    ("vouched", "found", "wrong"),
    [
        ({}, {"edtf": "2017"}, []),  # what is not vouched for is not scored
        ({"edtf": "2017"}, {"edtf": "2018"}, ["edtf"]),
        ({"name": "l’Office"}, {"name": "l'Office"}, []),  # apostrophes are the same
        ({"value": 0.6667}, {"value": 2 / 3}, []),
        ({"value": 3}, {"value": 4}, ["value"]),
        ({"value": None}, {"value": 0.5}, ["value"]),
        ({"colour": "red"}, {}, ["colour"]),
    ],
)
def test_wrong_fields(vouched: dict[str, Any], found: dict[str, Any], wrong: list[str]) -> None:
    assert wrong_fields(vouched, found) == wrong
