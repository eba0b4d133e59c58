from __future__ import annotations

from pipeline.evaluation.diff import changes, summary
from pipeline.records import Record
from tests.conftest import Read


def test_changes(read: Read) -> None:
    old = read("Le 8 août 2006, 12 pays et INTERPOL ; fin 2019.")
    by_text = {record.text: record for record in old}
    moved = by_text["8 août 2006"].model_copy(update={"start": 5, "text": "août 2006"})
    value = by_text["12 pays"].model_copy(
        update={"value": by_text["12 pays"].value.model_copy(update={"unit": "États"})}
    )
    came = by_text["fin 2019"].model_copy(update={"start": 15, "end": 16, "text": " "})
    new: list[Record] = [moved, value, came, by_text["fin 2019"]]
    found = changes(old, new)
    assert [change.kind for change in found] == ["moved", "came", "value", "went"]
    assert summary(found) == "1 came, 1 went, 1 moved, 1 changed value"
    assert "unit: 'pays' -> 'États'" in "\n".join(found[2].lines())


def test_no_changes(read: Read) -> None:
    records = read("Le 8 août 2006")
    assert changes(records, records) == []
