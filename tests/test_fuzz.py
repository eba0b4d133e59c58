"""A short run of the fuzzer, always the same; `make fuzz` runs longer and on ever new cases."""

from __future__ import annotations

import random
from pathlib import Path

from pipeline.records import Document, Record
from pipeline.run import Extractor
from tests.fuzz.__main__ import fuzz_text, material
from tests.fuzz.folders import folder_faults, make_folder
from tests.fuzz.invariants import faults
from tests.fuzz.shrinking import shrink
from tests.fuzz.texts import Writer

CASES = 500


def test_no_text_breaks_anything(extractor: Extractor) -> None:
    failures = [failure for number in range(CASES) if (failure := fuzz_text(extractor, f"test/{number}"))]
    assert [(failure.fault, failure.text) for failure in failures] == []


def test_the_same_seed_writes_the_same_texts() -> None:
    one, again, other = (Writer(material(), seed) for seed in ("1", "1", "2"))
    texts = [one.text() for _ in range(50)]
    assert texts == [again.text() for _ in range(50)]
    assert texts != [other.text() for _ in range(50)]


class Forgetful(Extractor):
    """Reads as another does, but forgets the last record of every second reading, and falls over a word."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._readings = 0

    def read(self, document: Document) -> list[Record]:
        if "boum" in document.text:
            raise RuntimeError("boum")
        self._readings += 1
        records = self._extractor.read(document)
        return records if self._readings % 2 else records[:-1]


def test_what_breaks_is_found(extractor: Extractor) -> None:
    found = list(faults(Forgetful(extractor), "Le 3 mai 2019, le Comité siège.", None))
    assert found == ["again: a second reading gives other records"]
    assert list(faults(Forgetful(extractor), "boum", None)) == ["exception: RuntimeError: boum"]


def test_what_breaks_is_shrunk() -> None:
    text = "Le Comité cite la résolution 12/3 et la résolution 1373 (2001). " * 20 + "Il a dit « boum »."
    assert shrink(text, lambda shorter: "boum" in shorter and "Comité" in shorter) == "Comitéboum"


def test_a_made_up_folder(tmp_path: Path) -> None:
    folder, out = tmp_path / "sources", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    make_folder(folder, Writer(material(), "test"), random.Random("test"))
    assert list(folder_faults(folder, out)) == []
