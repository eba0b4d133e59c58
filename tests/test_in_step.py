from __future__ import annotations

import pytest

from pipeline.in_step import Stages, by_itself, in_step


def work(name: str, stages: int, diary: list[str]) -> Stages[str]:
    for stage in range(stages):
        diary.append(f"{name}{stage}")
        yield
    return name.upper()


def test_each_does_its_first_stage_then_each_its_second() -> None:
    diary: list[str] = []
    assert in_step([work("a", 1, diary), work("b", 3, diary), work("c", 0, diary), work("d", 2, diary)]) == list("ABCD")
    assert diary == ["a0", "b0", "d0", "b1", "d1", "b2"]


def test_nothing_to_do() -> None:
    assert in_step([]) == []


def test_one_by_itself() -> None:
    assert by_itself(work("a", 2, [])) == "A"


def test_what_one_raises_ends_them_all() -> None:
    diary: list[str] = []

    def fails() -> Stages[str]:
        yield
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        in_step([fails(), work("a", 2, diary)])
    assert diary == ["a0"]
