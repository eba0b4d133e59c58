"""What comes back equals what went out, in every format, and what does not is said."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.convert.annotations import Annotations, Losses
from pipeline.convert.formats import FORMATS, convert, write_whole
from pipeline.records import Document
from pipeline.run import Extractor
from tests.convert.sets import LOSSLESS, no_losses, sets, small_set

patiently = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def there_and_back(name: str, annotations: Annotations, folder: Path) -> tuple[Annotations, Losses]:
    losses = Losses()
    codec, target, sources = FORMATS[name].codec, folder / "set", None
    write_whole(target, codec.write(annotations, losses))
    if FORMATS[name].takes_sources and name != "gold":
        sources = folder / "docs.jsonl"
        lines = (d.model_dump_json(exclude={"encoding"}) + "\n" for d in annotations.documents)
        sources.write_text("".join(lines), encoding="utf-8", newline="")
    return codec.read(target, sources, losses), losses


@pytest.fixture(autouse=True)
def _needs_pyarrow(request: pytest.FixtureRequest) -> None:
    if "parquet" in request.node.callspec.id:
        pytest.importorskip("pyarrow", reason="Parquet wants the extra glaneur[convert]")


@pytest.mark.parametrize("name", LOSSLESS)
def test_a_small_set(name: str, tmp_path: Path) -> None:
    back, losses = there_and_back(name, small_set(), tmp_path)
    assert back == small_set()
    assert no_losses(losses)


@pytest.mark.parametrize("name", LOSSLESS)
@patiently
@given(annotations=sets(lambda text: text != "" and not text[0].isspace() and not text[-1].isspace()))
def test_any_set_whose_mentions_begin_and_end_with_a_character(name: str, annotations: Annotations) -> None:
    with tempfile.TemporaryDirectory() as folder:
        back, losses = there_and_back(name, annotations, Path(folder))
    assert back == annotations
    assert no_losses(losses)
