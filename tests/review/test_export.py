"""What was reviewed comes out as gold that `evaluate` reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation.gold import GoldSet
from pipeline.review.desk import Desk
from pipeline.review.export import ExportError, NothingToExportError, export_gold
from tests.review.conftest import DAY, LETTER, NOTE, OpenDesk, ask, marked, mention


def finish(desk: Desk, doc_id: str) -> None:
    for found in list(desk.sheets[doc_id].mentions.values()):
        if found.status == "open":
            ask(desk, "accept", doc_id=doc_id, mention=found.key)
    ask(desk, "finish", doc_id=doc_id)


def test_finished_documents_come_out_as_they_were_reviewed(open_desk: OpenDesk, tmp_path: Path) -> None:
    desk = open_desk()
    ask(desk, "reject", doc_id=NOTE.id, mention=mention(desk, "15 membres").key)
    ask(desk, "add", doc_id=NOTE.id, marked=marked("Genève", "DATE", DAY))
    finish(desk, NOTE.id)
    assert export_gold(desk, tmp_path / "gold") == 1
    gold = GoldSet.read(tmp_path / "gold")
    assert [d.model_dump() for d in gold.documents] == [NOTE.model_dump()]
    texts = [m.text for m in gold.mentions]
    assert "Genève" in texts
    assert "15 membres" not in texts
    assert all(NOTE.text[m.start : m.end] == m.text and m.value for m in gold.mentions)


def test_a_document_without_a_mention_is_gold_once_it_is_finished(open_desk: OpenDesk, tmp_path: Path) -> None:
    desk = open_desk(found=False)
    with pytest.raises(NothingToExportError):
        export_gold(desk, tmp_path / "gold")
    assert not (tmp_path / "gold").exists()
    ask(desk, "finish", doc_id=LETTER.id)
    export_gold(desk, tmp_path / "gold")
    gold = GoldSet.read(tmp_path / "gold")
    assert ([d.id for d in gold.documents], gold.mentions) == ([LETTER.id], ())


def test_gold_is_not_written_over_unasked(open_desk: OpenDesk, tmp_path: Path) -> None:
    desk = open_desk()
    finish(desk, LETTER.id)
    (tmp_path / "gold.jsonl").write_text("the work of weeks", encoding="utf-8")
    with pytest.raises(ExportError, match="--overwrite"):
        export_gold(desk, tmp_path)
    assert (tmp_path / "gold.jsonl").read_text(encoding="utf-8") == "the work of weeks"
    export_gold(desk, tmp_path, overwrite=True)
    assert len(GoldSet.read(tmp_path).mentions) == 3
    assert not list(tmp_path.glob(".*.part"))
