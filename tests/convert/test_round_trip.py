"""What comes back equals what went out, in every format."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.convert.annotations import Annotations
from pipeline.convert.formats import convert
from tests.conftest import ROOT
from tests.convert.sets import LOSSLESS, no_losses, sets, small_set
from tests.convert.ways import there_and_back

patiently = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Formats that know neither lines nor words, and so hold any border whatever.
ANY_BORDER = [name for name in LOSSLESS if name not in ("brat", "conll")]


@pytest.fixture(autouse=True)
def _needs_pyarrow(request: pytest.FixtureRequest) -> None:
    if "parquet" in request.node.name:
        pytest.importorskip("pyarrow", reason="Parquet wants the extra glaneur[convert]")


@pytest.mark.parametrize("name", [*LOSSLESS, "gold"])
def test_a_small_set(name: str, tmp_path: Path) -> None:
    back, losses = there_and_back(name, small_set(), tmp_path)
    assert back == small_set()
    assert no_losses(losses)


@pytest.mark.parametrize("name", LOSSLESS)
@patiently
@given(annotations=sets(lambda text: text != "" and text == text.strip()))
def test_mentions_that_begin_and_end_with_a_character(name: str, annotations: Annotations) -> None:
    with tempfile.TemporaryDirectory() as folder:
        back, losses = there_and_back(name, annotations, Path(folder))
    assert back == annotations
    assert no_losses(losses)


@pytest.mark.parametrize("name", ANY_BORDER)
@patiently
@given(annotations=sets(lambda text: text != ""))
def test_any_mentions(name: str, annotations: Annotations) -> None:
    with tempfile.TemporaryDirectory() as folder:
        back, losses = there_and_back(name, annotations, Path(folder))
    assert back == annotations
    assert no_losses(losses)


@pytest.mark.parametrize("name", LOSSLESS)
def test_the_records_of_a_run_come_back_byte_by_byte(name: str, tmp_path: Path) -> None:
    there, back, corpus = tmp_path / "there", tmp_path / "back.jsonl", ROOT / "corpus"
    list(convert(ROOT / "outputs", there, to=name, sources=corpus))
    holds_texts = name in ("label-studio", "brat", "docbin", "conll")
    list(convert(there, back, from_=name, sources=None if holds_texts else corpus))
    assert back.read_bytes() == (ROOT / "outputs" / "records.jsonl").read_bytes()


@pytest.mark.parametrize("name", LOSSLESS)
def test_the_same_set_makes_the_same_bytes(name: str, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        there_and_back(name, small_set(), tmp_path / folder)
    for file in (p for p in (tmp_path / "one").rglob("*") if p.is_file()):
        assert file.read_bytes() == (tmp_path / "two" / file.relative_to(tmp_path / "one")).read_bytes()
