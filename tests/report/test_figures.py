from __future__ import annotations

from pipeline.report.figures import kinds
from tests.report.documents import reported, written


def test_figures_by_kind_and_unit() -> None:
    documents = [
        reported("[[3 ans|FIGURE kind=duration; unit=year]]"),
        reported(
            "[[7|FIGURE]]", "[[8|FIGURE]]", "[[2 pays|FIGURE unit=pays]]", "[[1 an|FIGURE kind=duration; unit=year]]"
        ),
        reported("[[2 mois|FIGURE kind=duration; unit=month]]", "[[5 %|FIGURE kind=percent; unit=%]]"),
    ]
    assert [(k.name, k.mentions, [(u.name, written(u.places)) for u in k.units]) for k in kinds(documents)] == [
        ("count", 3, [("pays", "1:2"), (None, "1:0 1:1")]),  # those without a unit last
        ("duration", 3, [("year", "0:0 1:3"), ("month", "2:0")]),
        ("percent", 1, [("%", "2:1")]),
    ]
    assert kinds([]) == []
