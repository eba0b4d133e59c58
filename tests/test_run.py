from __future__ import annotations

import pytest

from pipeline.records import Document
from pipeline.run import Extractor


def test_one_bad_document_stops_no_other(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Extractor.read

    def fails_on_b(self: Extractor, document: Document) -> object:
        if document.id == "b":
            raise RuntimeError("broken")
        return read(self, document)

    monkeypatch.setattr(Extractor, "read", fails_on_b)
    documents = [Document(id=name, text="INTERPOL") for name in "abc"]
    found = [(entry.id, entry.status, entry.reason, len(records)) for entry, records in extractor.read_all(documents)]
    assert found == [("a", "ok", None, 1), ("b", "error", "RuntimeError: broken", 0), ("c", "ok", None, 1)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("le Conseil de sécu-\nrité des Nations Unies", ["Conseil de sécu-\nrité des Nations Unies"]),
        ("la réso-\nlution 1373 (2001)", ["réso-\nlution 1373 (2001)"]),
        ("depuis le 3 JUIL-\nLET 2OO4", ["3 JUIL-\nLET 2OO4"]),
        ("le Comite\u0301 contre la torture", ["Comite\u0301 contre la torture"]),
        ("l’O\ufb03ce des Nations Unies à Genève", ["O\ufb03ce des Nations Unies à Genève"]),
    ],
)  # fmt: skip
def test_broken_words_are_read_and_given_as_they_stand(extractor: Extractor, text: str, mentions: list[str]) -> None:
    records = extractor.read(Document(id="d", text=text))
    assert [r.text for r in records] == mentions
    assert all(text[r.start : r.end] == r.text and r.sentence == text for r in records)


def test_every_rule_of_a_record_can_be_found(extractor: Extractor) -> None:
    """In patterns/, or, for rules that are code, in the README."""
    from tests.conftest import ROOT

    known = (ROOT / "README.md").read_text("utf-8")
    for path in (ROOT / "patterns").rglob("*.jsonl"):
        known += path.read_text("utf-8")
    for path in (ROOT / "corpus").glob("*.txt"):
        for record in extractor.read(Document(id=path.name, text=path.read_text("utf-8"))):
            folder, _, name = record.rule.partition("/")
            assert (f'"{name}"' if folder == "organisations" else record.rule) in known
