from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from pipeline import finishing
from pipeline.corpus import Data, File, Item
from pipeline.finishing import Extraction, Finisher
from pipeline.patterns.files import PatternError
from pipeline.records import RECORD
from pipeline.run import Extractor
from tests.conftest import Read

TEXT = "INTERPOL et Interpol citent la résolution 1373 (2001) du 28 septembre 2001."


@pytest.mark.parametrize("doc_id", ["a.txt", 'é " \\ \n \x07 \u2028 𝄞 /.txt'])
def test_records_of_any_id_are_as_the_model_writes_them(read: Read, doc_id: str) -> None:
    records = [record.model_copy(update={"doc_id": doc_id}) for record in read(TEXT)]
    extraction = Extraction.of(doc_id, records)
    lines = extraction.records(doc_id)
    assert lines.decode() == "".join(f"{record.model_dump_json()}\n" for record in records)
    assert [RECORD.validate_json(line) for line in lines.splitlines()] == records
    assert doc_id.encode() not in extraction.lines
    counts, sightings = extraction.parsed()
    assert counts == {"ORGANISATION": 2, "RESOLUTION": 1, "DATE": 1, "FIGURE": 0}
    assert [list(s[:3]) for s in sightings] == [
        ["ORGANISATION", "interpol", "Organisation internationale de police criminelle"],
        ["RESOLUTION", "UNSC:S/RES/1373 (2001)", "S/RES/1373 (2001)"],
    ]


def test_a_text_without_mentions_has_no_lines() -> None:
    assert Extraction.of("a", []).records("a") == b""


def test_what_cannot_be_read_never_stops_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(item: Item) -> None:
        raise MemoryError

    monkeypatch.setattr(finishing, "open_source", read)
    (finished,) = Finisher().finish([File("a.txt", "a.txt", 1, {})])
    assert (finished.id, finished.sha256, finished.extraction) == ("a.txt", None, None)
    assert json.loads(finished.line)["reason"].startswith("MemoryError")


def test_a_document_that_fails_is_told_with_its_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Extractor, document: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(Extractor, "find", fails)
    (finished,) = Finisher().finish([Data(TEXT.encode(), "a")])
    assert (finished.extraction, json.loads(finished.line)["reason"]) == (None, "RuntimeError: broken")
    assert finished.sha256 == json.loads(finished.line)["sha256"] is not None


def test_patterns_that_cannot_be_read_stop_a_run(tmp_path: Path) -> None:
    with pytest.raises(PatternError):
        Finisher(tmp_path / "nowhere").finish([Data(TEXT.encode(), "a")])


def test_a_finisher_travels_light() -> None:
    finisher = Finisher()
    finisher.load()
    assert len(pickle.dumps(finisher)) < 1000
