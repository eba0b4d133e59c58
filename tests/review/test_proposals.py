"""What the form is filled in with."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.records import Document, Label
from pipeline.review.desk import Desk
from pipeline.review.log import DecisionLog
from pipeline.review.proposals import Proposals
from pipeline.run import Extractor
from tests.review.conftest import LETTER, NOTE


@pytest.mark.parametrize(
    ("words", "label", "field", "value"),
    [
        ("ONUDC", "ORGANISATION", "entity", "unodc"),  # as elsewhere in the document
        ("INTERPOL", "ORGANISATION", "entity", "interpol"),  # as in another document
        ("12 juin 2015", "DATE", "edtf", "2015-06-12"),  # as the rules read it
        ("juin 2015", "DATE", "edtf", "2015-06"),
        ("Comité", "ORGANISATION", None, None),  # another committee in every document
        ("selon", "DATE", None, None),
        ("", "FIGURE", None, None),
    ],
)
def test_proposals(
    tmp_path: Path, extractor: Extractor, words: str, label: Label, field: str | None, value: str | None
) -> None:
    text = "Le 12 juin 2015, selon l’ONUDC, INTERPOL et le Comité, tout va bien."
    here = Document(id="ici.txt", text=text)
    there = Document(id="là.txt", text="Le Comité 1267 siège ; le Comité vote.")
    records = [r for d in (NOTE, LETTER, there) for r in extractor.read(d)]
    records += [r for r in extractor.read(here) if r.text == "ONUDC"]
    proposals = Proposals(Desk([here, NOTE, LETTER, there], records, DecisionLog(tmp_path / "d.jsonl"), "Ana"))
    start = text.index(words)
    proposal = proposals.value("ici.txt", label, start, start + len(words))
    assert (proposal[field] if proposal and field else proposal) == value
