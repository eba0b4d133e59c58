from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.outputs import faults_in, parse_record
from tests.conftest import Read


def test_faults_name_line_and_field(tmp_path: Path, read: Read) -> None:
    (good,) = read("Le 8 août 2006.", "DATE")
    lines = [good.model_dump_json(), good.model_dump_json().replace('"start":3', '"start":"3"'), "{"]
    (tmp_path / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    faults = list(faults_in(tmp_path / "r.jsonl"))
    assert [fault.split(": ")[0].rsplit(":", 1)[1] for fault in faults] == ["2", "3"]
    assert ": start: " in faults[0]


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ({"text": "Le 8 août 2006."}, None),
        ({"text": "Du 8 aout 2006."}, "the source has '8 aout 2006'"),
        ({}, "no source 'text'"),
    ],
)
def test_offsets_are_checked_against_the_texts(
    tmp_path: Path, read: Read, texts: dict[str, str], fault: str | None
) -> None:
    (good,) = read("Le 8 août 2006.", "DATE")
    (tmp_path / "r.jsonl").write_text(good.model_dump_json(), encoding="utf-8")
    faults = list(faults_in(tmp_path / "r.jsonl", texts))
    assert (faults == []) if fault is None else (fault in faults[0])


def test_a_line_that_is_no_record() -> None:
    assert parse_record(b'{"label": "DATE"}')[0] is None
