"""Records and their texts: from the sources, or from what the run kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.convert.annotations import ConvertError
from pipeline.extraction import extract_to_folder
from tests.convert.ways import read

TEXT = "Le Conseil de sécurité a adopté la résolution 1373 (2001)."


@pytest.fixture
def run(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "corpus" / "b.txt").write_text("Rien.", encoding="utf-8")
    extract_to_folder([str(tmp_path / "corpus")], tmp_path / "out")
    return tmp_path


def test_texts_from_the_sources(run: Path) -> None:
    annotations, _ = read("records", run / "out", run / "corpus")
    assert [d.id for d in annotations.documents] == ["a.txt", "b.txt"]
    assert [m.text for m in annotations.mentions] == ["Conseil de sécurité", "résolution 1373 (2001)"]


def test_texts_that_the_run_kept(run: Path) -> None:
    (run / "out" / "text").mkdir()
    for name in ("a.txt", "b.txt"):
        (run / "corpus" / name).rename(run / "out" / "text" / f"{name}.txt")
    annotations, _ = read("records", run / "out")
    assert [d.text for d in annotations.documents] == [TEXT, "Rien."]


def test_a_source_that_changed_is_refused(run: Path) -> None:
    (run / "corpus" / "b.txt").write_text("Autre chose.", encoding="utf-8")
    with pytest.raises(ConvertError, match=r"b\.txt: the source is not the text that was extracted; extract anew"):
        read("records", run / "out", run / "corpus")


def test_a_source_that_went_is_told(run: Path) -> None:
    (run / "corpus" / "b.txt").unlink()
    with pytest.raises(ConvertError, match=r"b\.txt: the run read it, and it is not there; is --sources right\?"):
        read("records", run / "out", run / "corpus")
