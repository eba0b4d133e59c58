"""Pages, PDFs and the like, from the file to the records and the text that the offsets count in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.extraction import extract_to_folder
from pipeline.outputs import faults_in, read_documents, read_records

FILES = Path(__file__).parent / "readers" / "files"
READ = (
    "ancien-site.html",
    "communique.html",
    "communique.pdf",
    "outlook.eml",
    "rapport.docx",
    "rapport.odt",
    "rapport.pdf",
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    pytest.importorskip("lxml")
    pytest.importorskip("pypdfium2")
    sources, out = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("out")
    for name in (*READ, "scan.pdf", "locked.pdf"):
        shutil.copy(FILES / name, sources / name)
    known = {"file_name": "rapport.odt", "date": "2020-02-29", "title": "Autre titre"}
    (sources / "metadata.jsonl").write_text(json.dumps(known), encoding="utf-8")
    extract_to_folder([str(sources)], out)
    return sources, out


def test_offsets_lead_into_the_text_that_is_kept(folders: tuple[Path, Path]) -> None:
    texts = {name: (folders[1] / "text" / f"{name}.txt").read_text(encoding="utf-8") for name in READ}
    records = list(read_records(folders[1] / "records.jsonl"))
    assert {record.doc_id for record in records} == set(READ)
    for record in records:
        assert texts[record.doc_id][record.start : record.end] == record.text


def test_records_fit_the_sources_themselves(folders: tuple[Path, Path]) -> None:
    from pipeline.corpus import read_sources
    from pipeline.records import Document

    texts = {d.id: d.text for d in read_sources([folders[0]]) if isinstance(d, Document)}
    assert list(faults_in(folders[1] / "records.jsonl", texts)) == []


def test_what_cannot_be_read_says_why_and_what_to_do(folders: tuple[Path, Path]) -> None:
    reasons = {entry.id: entry.reason for entry in read_documents(folders[1] / "documents.jsonl")}
    assert "password" in (reasons["locked.pdf"] or "")
    assert "ocrmypdf" in (reasons["scan.pdf"] or "")


def test_metadata_wins_over_what_the_file_says(folders: tuple[Path, Path]) -> None:
    entries = {entry.id: entry for entry in read_documents(folders[1] / "documents.jsonl")}
    assert (str(entries["rapport.odt"].date), entries["rapport.odt"].title) == ("2020-02-29", "Autre titre")
    assert entries["communique.html"].date is not None
