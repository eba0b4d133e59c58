from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.extraction import extract_to_folder

NOTE = (
    "Note\n\nLe 8 août 2006, le Comité contre le terrorisme 😀 a prié l’ONUDC de réunir les 15 experts.\n"
    "La résolution 1373 (2001) du Conseil de sécurité lie l’ONUDC et INTERPOL depuis 2001.\n"
)
TRAP = (
    "</script><script>document.title = 'pris'</script><img src=x onerror=\"document.title = 'pris'\"> {{ 7 * 7 }}\n"
    "L’ONUDC a remis 3 rapports au Conseil de sécurité en 2019.\n"
)


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A note, a text that would like to be a page, and a file that is no text."""
    folder = tmp_path_factory.mktemp("sources")
    (folder / "note.txt").write_text(NOTE, encoding="utf-8", newline="")
    (folder / "piège.txt").write_text(TRAP, encoding="utf-8", newline="")
    (folder / "vide.txt").write_text("", encoding="utf-8")
    entry = {"file_name": "piège.txt", "title": "</summary><b>Piège</b>", "date": "2020-01-01"}
    (folder / "metadata.jsonl").write_text(json.dumps(entry), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def outputs(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    assert extract_to_folder([str(sources)], folder)["failed"] == 1
    return folder
