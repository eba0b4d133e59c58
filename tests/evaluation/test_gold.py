"""Gold is checked before anything is scored, and the gate holds the floors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation.evaluate import evaluate_folders
from pipeline.evaluation.gate import Floors, main
from pipeline.evaluation.gold import GoldError, GoldSet
from pipeline.evaluation.scores import ALL, Score, score
from tests.conftest import ROOT

TEXT = "Le 8 août 2006, 12 pays."
MENTION = {"doc_id": "a.txt", "label": "DATE", "start": 3, "end": 14, "text": "8 août 2006"}


def gold_folder(folder: Path, *mentions: dict[str, Any] | str) -> Path:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    lines = [m if isinstance(m, str) else json.dumps(m, ensure_ascii=False) for m in mentions]
    (folder / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_gold_is_read(tmp_path: Path) -> None:
    gold = GoldSet.read(gold_folder(tmp_path, MENTION))
    assert [d.id for d in gold.documents] == ["a.txt"]
    assert [m.text for m in gold.mentions] == ["8 août 2006"]


@pytest.mark.parametrize(
    ("mention", "message"),
    [
        ({**MENTION, "start": 4}, "gold.jsonl:1: the text says"),
        ({**MENTION, "doc_id": "b.txt"}, "no document 'b.txt'"),
        ({**MENTION, "label": "PLACE"}, "gold.jsonl:1: label"),
        ({**MENTION, "start": 14, "end": 3}, "mend the offsets"),
        ({k: v for k, v in MENTION.items() if k != "text"}, "text: Field required"),
        ("{", "not a JSON object"),
        ("[" * 100_000, "gold.jsonl:1: not a JSON object: nested too deeply"),
        ('{"doc_id": "a.txt", "doc_id": "b.txt"}', "gold.jsonl:1: doc_id: stands twice in the line"),
        ('{"value": NaN}', "gold.jsonl:1: not a JSON object: NaN is no number of JSON"),
    ],
)
def test_malformed_gold_is_refused(tmp_path: Path, mention: dict[str, Any] | str, message: str) -> None:
    with pytest.raises(GoldError, match=message):
        GoldSet.read(gold_folder(tmp_path, mention))


def test_overlapping_gold_is_refused(tmp_path: Path) -> None:
    inner = {**MENTION, "start": 5, "text": "août 2006"}
    with pytest.raises(GoldError, match="overlaps"):
        GoldSet.read(gold_folder(tmp_path, MENTION, inner))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"id": "a.txt", "text": "Le Comité a siégé à Vienne."}, "docs.jsonl:3: id 'a.txt' twice; rename one of them"),
        ({"id": "b.txt"}, "docs.jsonl:3: text: Field required"),
        ({"id": "b.txt", "text": " "}, "docs.jsonl: b.txt: empty"),
    ],
)
def test_faults_of_the_documents_are_told_once_with_file_and_line(
    tmp_path: Path, line: dict[str, str], message: str
) -> None:
    folder = gold_folder(tmp_path, MENTION)
    documents = [json.dumps({"id": "a.txt", "text": TEXT}), "", json.dumps(line)]
    (folder / "docs.jsonl").write_text("\n".join(documents), encoding="utf-8")
    with pytest.raises(GoldError) as fault:
        GoldSet.read(folder)
    assert str(fault.value) == f"{folder}/{message}"


def test_an_id_twice_in_a_folder_of_sources_is_refused(tmp_path: Path) -> None:
    folder = gold_folder(tmp_path, MENTION)
    (folder / "more.jsonl").write_text(json.dumps({"id": "a.txt", "text": TEXT}), encoding="utf-8")
    with pytest.raises(GoldError, match=r"id 'a\.txt' twice"):
        GoldSet.read(folder, folder)


def test_scores(tmp_path: Path) -> None:
    folder = gold_folder(
        tmp_path,
        {**MENTION, "value": {"edtf": "2006-08-09"}},  # right border, wrong value
        {"doc_id": "a.txt", "label": "FIGURE", "start": 16, "end": 18, "text": "12"},  # wrong border
    )
    scores = score(evaluate_folders([folder]))
    assert scores["DATE"].as_dict() == {
        "gold": 1, "found": 1, "exact": 1, "overlapping": 1,
        "precision": 100, "recall": 100, "f1": 100, "overlap_f1": 100, "values": 0,
    }  # fmt: skip
    assert (scores["FIGURE"].f1, scores["FIGURE"].overlap_f1) == (0, 1)
    assert scores[ALL].f1 == 0.5


def test_our_gold_passes_the_gate() -> None:
    folder = ROOT / "tests" / "gold"
    scores = score(evaluate_folders([folder], ROOT / "corpus"))
    assert list(Floors.read(folder).faults(folder, scores)) == []


def test_the_gate_sees_changed_gold_and_lower_scores(tmp_path: Path) -> None:
    folder = gold_folder(tmp_path, MENTION)
    assert main([str(folder)]) == 0
    floors = Floors.read(folder)
    bad = Score(gold=2, found=2, exact=1, overlapping=1, valued=0, right=0)
    good = score(evaluate_folders([folder]))
    assert list(floors.faults(folder, good)) == []
    assert any("DATE f1 is 50.0" in fault for fault in floors.faults(folder, {**good, "DATE": bad}))
    gold_folder(folder, {**MENTION, "value": {"edtf": "2006"}})
    assert any("gold has changed" in fault for fault in floors.faults(folder, good))


def test_the_gate_never_lowers_a_floor_by_itself(tmp_path: Path) -> None:
    folder = gold_folder(tmp_path, MENTION)
    main([str(folder)])
    gold_folder(folder, {**MENTION, "start": 5, "text": "août 2006"})  # now the score is lower
    assert main([str(folder)]) == 1
    assert Floors.read(folder).floors["DATE"]["f1"] == 100
    assert main([str(folder), "--lower"]) == 0
    assert Floors.read(folder).floors["DATE"]["f1"] == 0
