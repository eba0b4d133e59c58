from __future__ import annotations

import re
import time

import pytest

from pipeline.patterns.pumps import Pump, pumps, slow_text

EXPLODING = [
    r"(?:\d+ ?\d*)+x",  # every way of cutting the digits
    r"n° \d[\d./-]*(?:,? ?\d[\d./-]+)*(?!\w)",  # behind a way in
    r"(?:a|b|ab)*c",  # one branch is two others
    r"(?: +)*x",
    r"(?:(?:a)+(?:b)?)+c",
    r"calendes (?:[a-z]+ )*[a-z ]*x",  # with the square of the length
    r"(?=(?:a|a)*b)a",  # looking ahead
    r"(?:à|a\u0300|à)*x",
]
HARMLESS = [r"\d+(?: \d+)*x", r"(?:[^\W\d_]+-)*[^\W\d_]+", r"(?:a|b)*c", r"(?:a|a){0,9}b", r"(?>(?:a|a)*)b", r"a++b"]


@pytest.mark.parametrize("regex", EXPLODING)
def test_what_explodes_is_found_in_no_time(regex: str) -> None:
    began = time.perf_counter()
    assert slow_text(re.compile(regex)) is not None
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize("regex", HARMLESS)
def test_what_does_not_is_let_pass(regex: str) -> None:
    assert slow_text(re.compile(regex)) is None


def test_pumps() -> None:
    assert Pump("n° ", "1") in pumps(re.compile(r"n° \d*x"))
    assert {Pump("a", "b"), Pump("a", "c")} <= set(pumps(re.compile(r"a(?:b|c)+")))
    assert pumps(re.compile(r"a{1,3}b")) == []  # over before it begins


def test_what_stands_before_a_mention_only_sees_what_is_in_reach() -> None:
    square = re.compile(r"\w+\d+x$")
    assert slow_text(square) is not None
    assert slow_text(square, within=24) is None
    assert slow_text(re.compile(r"(?:a|a)+b$"), within=40) is not None
