"""What was reviewed comes out as gold that `evaluate` reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.evaluation.gold import GoldSet
from pipeline.extraction import extract_to_folder
from pipeline.review.desk import Desk
from pipeline.review.export import ExportError, NothingToExportError, export_gold, reviewers_of
from pipeline.review.opening import open_desk as open_desk_of_run
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


def test_it_is_known_whose_decisions_gold_holds(open_desk: OpenDesk) -> None:
    finish(open_desk(reviewer="Zoé"), LETTER.id)
    desk = open_desk(reviewer="Ana")
    assert reviewers_of(desk) == ["Zoé"]
    ask(desk, "reject", doc_id=NOTE.id, mention=mention(desk, "15 membres").key)
    assert reviewers_of(desk) == ["Zoé"]  # the note is not finished
    finish(desk, NOTE.id)
    assert reviewers_of(desk) == ["Ana", "Zoé"]
    ask(desk, "undo")
    assert reviewers_of(desk) == ["Zoé"]


@pytest.mark.parametrize(
    ("finished", "reviewer", "said"),
    [
        (["a.txt"], "Ana", "{gold}: 1 of 2 documents; the others are not finished\n"),
        (["a.txt", "b.txt"], "Ana", "{gold}: 2 of 2 documents\n"),
        (["a.txt", "b.txt"], "Chloé", "{gold}: 2 of 2 documents\n{decisions}: these are the decisions of Ana\n"),
    ],
)
def test_what_was_exported_is_said(tmp_path: Path, finished: list[str], reviewer: str, said: str) -> None:
    sources, outputs, gold = tmp_path / "sources", tmp_path / "outputs", tmp_path / "gold"
    sources.mkdir()
    for name in ("a.txt", "b.txt"):
        (sources / name).write_text("L’ONUDC siège à Vienne depuis le 3 mai 2016.", encoding="utf-8")
    extract_to_folder([str(sources)], outputs)
    desk = open_desk_of_run(outputs, sources, "Ana")
    for doc_id in finished:
        finish(desk, doc_id)
    options = ["--reviewer", reviewer, "--decisions", str(desk.log.path), "--export", str(gold)]
    result = CliRunner().invoke(app, ["review", str(outputs), "--sources", str(sources), *options])
    assert (result.exit_code, result.stderr) == (0, said.format(gold=gold, decisions=desk.log.path))
