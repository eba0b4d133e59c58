"""Scores, their intervals, and that spaCy's scorer agrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import spacy
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from pipeline.evaluation.evaluate import evaluate_folders
from pipeline.evaluation.gold import GoldSet
from pipeline.evaluation.intervals import Bootstrap
from pipeline.evaluation.matching import Span
from pipeline.evaluation.page import evaluation_page
from pipeline.evaluation.scores import MEASURES, count, fields, score, verdicts
from pipeline.evaluation.summary import summarise
from pipeline.evaluation.verdicts import JudgedDocument, judge
from pipeline.outputs import read_records
from pipeline.records import LABELS, Document, Record
from tests.conftest import ROOT
from tests.evaluation.test_verdicts import CASES, found_in, gold_of


def documents(*cases: tuple[str, str]) -> list[JudgedDocument]:
    judged = []
    for number, (gold, found) in enumerate(cases):
        text, mentions = gold_of(gold)
        judged.append(JudgedDocument(Path("g"), Document(id=str(number), text=text), judge(mentions, found_in(found))))
    return judged


def test_a_wrong_label_is_missed_under_one_and_spurious_under_the_other() -> None:
    scores = score(documents(("en [[2017|DATE]]", "en [[2017|FIGURE]]")))
    assert (scores["DATE"].gold, scores["DATE"].found, scores["DATE"].recall) == (1, 0, 0)
    assert (scores["FIGURE"].gold, scores["FIGURE"].found, scores["FIGURE"].precision) == (0, 1, 0)
    assert (scores["all"].overlapping, scores["all"].overlap_f1) == (0, 0)


def test_the_verdicts_of_all_cases_add_up_to_gold_and_found() -> None:
    judged = [one for document in documents(*((gold, found) for gold, found, _ in CASES)) for one in document.judged]
    counts, total = verdicts(judged), count(judged)
    assert total.gold == sum(counts.values()) - counts["spurious"]
    assert total.found == sum(counts.values()) - counts["missed"]
    assert total.exact == counts["right"] + counts["wrong value"]


def test_fields_count_what_gold_vouches_for() -> None:
    (document,) = documents(
        ("[[12|FIGURE value=12; unit=pays]] [[3|FIGURE value=4]]", "[[12|FIGURE value=12]] [[3|FIGURE value=3]]")
    )
    assert fields(document.judged) == {"unit": (0, 1), "value": (1, 2)}


def test_the_same_documents_give_the_same_interval_round_the_score() -> None:
    parts = {number: (8 + number % 3, 10) for number in range(50)}
    low, high = Bootstrap(50).interval(parts) or (1.0, 0.0)
    share = sum(part for part, _ in parts.values()) / 500
    # A mean of 50 documents with a deviation of 0.082 has an interval of about 1.96 * 0.082 / sqrt(50).
    assert (low, high) == pytest.approx((share - 0.0227, share + 0.0227), abs=0.003)
    assert Bootstrap(50).interval(parts) == (low, high)


@pytest.mark.parametrize("parts", [{}, {0: (3, 4)}, {0: (3, 4), 1: (0, 0)}])
def test_one_document_has_no_interval(parts: dict[int, tuple[int, int]]) -> None:
    assert Bootstrap(2).interval(parts) is None


def test_a_summary_has_rules_with_most_errors_first() -> None:
    summary = summarise(documents(*((gold, found) for gold, found, _ in CASES)))
    assert [(row.name, row.score.found, row.errors) for row in summary.rules] == [
        ("dates/rule", 10, 7),
        ("figures/rule", 3, 3),
        ("resolutions/rule", 1, 0),
    ]
    as_dict = summary.as_dict()
    assert as_dict["documents"] == len(CASES)
    assert as_dict["rules"]["resolutions/rule"]["precision"] == 100
    assert set(as_dict["DATE"]) >= {"gold", "found", "exact", "overlapping", *MEASURES, "intervals", "fields"}


def test_records_that_do_not_fit_the_gold_are_refused(tmp_path: Path) -> None:
    (record,) = found_in("le [[8 août|DATE]]")
    (tmp_path / "d").write_text("au 9 août", encoding="utf-8")
    (tmp_path / "gold.jsonl").touch()
    (tmp_path / "r.jsonl").write_text(record.model_dump_json(), encoding="utf-8")
    with pytest.raises(ValueError, match="extract anew"):
        evaluate_folders([tmp_path], tmp_path / "d", tmp_path / "r.jsonl")


def test_several_folders_are_judged_together(tmp_path: Path) -> None:
    text, mentions = gold_of("le [[8 août 2006|DATE]]")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "d").write_text(text, encoding="utf-8")
        (tmp_path / name / "gold.jsonl").write_text(mentions[0].model_dump_json(), encoding="utf-8")
    (tmp_path / "r.jsonl").write_text(found_in("le 8 [[août 2006|DATE]]")[0].model_dump_json(), encoding="utf-8")
    judged = evaluate_folders([tmp_path / "one", tmp_path / "two"], records=tmp_path / "r.jsonl")
    assert summarise(judged).labels[-1].verdicts["wrong border"] == 2
    html = evaluation_page(summarise(judged), judged)
    assert all(f"{tmp_path / name}: d" in html for name in ("one", "two"))


def _as_found(records: Sequence[Record]) -> list[Record]:
    return list(records)


def _damaged(records: Sequence[Record]) -> list[Record]:
    """Every fifth is gone, every seventh a character short."""
    kept = [record for number, record in enumerate(records) if number % 5]
    return [
        r.model_copy(update={"end": r.end - 1}) if number % 7 == 0 and r.end - r.start > 1 else r
        for number, r in enumerate(kept)
    ]


@pytest.mark.parametrize("change", [_as_found, _damaged])
def test_spacy_agrees(change: Callable[[Sequence[Record]], list[Record]]) -> None:
    gold = GoldSet.read(ROOT / "tests" / "gold", ROOT / "corpus")
    records = change(list(read_records(ROOT / "outputs" / "records.jsonl")))
    vocab = Vocab()
    examples, judged = [], []
    for document in gold.documents:
        ours = [mention for mention in gold.mentions if mention.doc_id == document.id]
        found = [record for record in records if record.doc_id == document.id]
        examples.append(Example(_doc(vocab, document, found), _doc(vocab, document, ours)))
        judged.append(JudgedDocument(ROOT, document, judge(ours, found)))
    theirs = Scorer.score_spans(examples, "spans", getter=lambda doc, _: doc.spans["all"], allow_overlap=True)
    scores = score(judged)
    for label in LABELS:
        expected = theirs["spans_per_type"][label]
        assert (scores[label].precision, scores[label].recall, scores[label].f1) == pytest.approx(
            (expected["p"], expected["r"], expected["f"])
        )
    assert scores["all"].f1 == pytest.approx(theirs["spans_f"])


def _doc(vocab: Vocab, document: Document, mentions: Sequence[Span]) -> Doc:
    """One token a character, so that offsets are numbers of tokens."""
    doc = Doc(vocab, words=list(document.text), spaces=[False] * len(document.text))
    doc.spans["all"] = [spacy.tokens.Span(doc, m.start, m.end, label=m.label) for m in mentions]
    return doc
