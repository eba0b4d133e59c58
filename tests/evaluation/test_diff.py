"""Each row: the old and the new side as annotated text, and the changes with their causes."""

from __future__ import annotations

import datetime
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.corpus import SourceError
from pipeline.evaluation.diff import changes, compare, diff_lines, summary
from pipeline.evaluation.diff_page import diff_page
from pipeline.evaluation.markup import parse
from pipeline.evaluation.sides import Mention, Side
from pipeline.extraction import extract_to_folder
from pipeline.patterns.files import default_patterns
from pipeline.records import Document, DocumentEntry
from pipeline.surface import Sentences
from tests.evaluation.test_page import HOSTILE, Page
from tests.evaluation.test_verdicts import found_in, gold_of


def side(annotated: str, with_text: bool = True, doc_id: str = "d", date: datetime.date | None = None) -> Side:
    text, _ = parse(annotated)
    mentions: list[Mention] = []
    for record in found_in(annotated):
        first, last = Sentences(text).span(record.start, record.end)
        mentions.append(record.model_copy(update={"doc_id": doc_id, "sentence": text[first:last]}))
    entry = DocumentEntry(id=doc_id, status="ok", sha256=Document(id="d", text=text).sha256, date=date)
    return Side(Path("out"), {doc_id: mentions}, {doc_id: entry}, sources={doc_id: text} if with_text else {})


def found(old: Side, new: Side) -> list[str]:
    return [f"{change.kind} {change.cause}" for document in compare(old, new) for change in document.changes]


SAME_TEXT = [
    ("le [[8 août|DATE]]", "le [[8 août|DATE]]", []),
    ("le [[8 août|DATE]]", "le 8 août", ["went rule"]),
    ("le 8 août", "le [[8 août|DATE]]", ["came rule"]),
    ("le 8 [[août|DATE]]", "le [[8 août|DATE]]", ["moved rule"]),
    ("[[8 août|DATE edtf=2019]]", "[[8 août|DATE edtf=2020]]", ["value rule"]),
    ("[[2019|DATE]]", "[[2019|FIGURE]]", ["went rule", "came rule"]),  # another label is another mention
]
EDITED_TEXT = [
    # A sentence before it: the mention is the same one, further on.
    ("Le [[8 août|DATE]].", "Avant tout. Le [[8 août|DATE]].", []),
    ("Le [[8 août|DATE]]. Il y a [[5 pays|FIGURE value=5]].", "Le 8 août. Il y a [[6 pays|FIGURE value=6]].",
     ["went rule", "value source"]),
    ("Le [[8 août|DATE]] donc.", "Le [[8 août 2019|DATE]] donc.", ["moved source"]),
    ("Le [[8 août|DATE]]. Il y a 5 pays.", "Il y a 5 [[pays|FIGURE]].", ["went source", "came rule"]),
    ("Un [[8 août|DATE]] donc.", "Le [[8 août|DATE]] donc.", []),  # the sentence was touched, the mention stayed
    # Other words at the same place are another mention, or another value.
    ("La [[FAO|ORGANISATION entity=FAO]] agit.", "L’[[UNESCO|ORGANISATION entity=UNESCO]] agit.",
     ["came source", "went source"]),
    ("À l’[[OMS|ORGANISATION entity=WHO]].", "À l’[[ONU|ORGANISATION entity=UN]].", ["value source"]),
    ("Les [[5 pays|FIGURE value=5]].", "Les [[6 pays|FIGURE value=6]] amis.", ["value source"]),
    ("Les [[5 pays|FIGURE value=5]].", "Les [[6 pays amis|FIGURE value=6]].", ["went source", "came source"]),
    # A rule and an edit in one sentence, but not in the words of the mention: it may be either.
    ("La [[FAO|ORGANISATION]] a [[12|FIGURE value=12]] pays.", "La FAO a [[15|FIGURE value=15]] pays.",
     ["went unknown", "value source"]),
    ("La FAO a 12 pays.", "La [[FAO|ORGANISATION]] a 15 pays.", ["came unknown"]),
    ("La FAO a 12 [[pays|FIGURE]].", "La FAO a [[12 pays|FIGURE]] amis.", ["moved unknown"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), SAME_TEXT + EDITED_TEXT)
def test_changes_with_their_causes(old: str, new: str, expected: list[str]) -> None:
    assert found(side(old), side(new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # Both sentences are quoted by other mentions: one is untouched, one is new.
        ("Le [[8 août|DATE]], [[12|FIGURE]].", "Avant. Le [[8 août|DATE]], 12.", ["went rule"]),
        ("Le [[8 août|DATE]].", "Le [[8 août|DATE]]. Puis [[12|FIGURE]].", ["came unknown"]),
        ("Il y a [[5 pays|FIGURE value=5]].", "Il y a [[6 pays|FIGURE value=6]].", ["value source"]),
    ],
)
def test_without_texts_the_sentences_that_records_quote_have_to_do(old: str, new: str, expected: list[str]) -> None:
    assert found(side(old, with_text=False), side(new, with_text=False)) == expected


def test_the_same_rules_leave_only_the_source_as_cause() -> None:
    old, new = side("Le [[8 août|DATE]]."), side("Avant tout. Le 8 août.")
    assert found(old, new) == ["went rule"]
    assert found(replace(old, program="1"), replace(new, program="1")) == ["went source"]


def test_the_same_rules_leave_the_source_where_an_edit_is_beside_the_mention() -> None:
    old, new = side("La [[FAO|ORGANISATION]] a 12 pays."), side("La FAO a 15 pays.")
    assert found(replace(old, program="1"), replace(new, program="2")) == ["went unknown"]
    assert found(replace(old, program="1"), replace(new, program="1")) == ["went source"]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("le 8 [[août|DATE edtf=2019]]", "le [[8 août|DATE edtf=2020]]", "moved"),
        ("le [[8 août|DATE edtf=2019]] donc", "le [[8 août 2020|DATE edtf=2020]] donc", "moved"),
        ("à l’[[OMS|DATE edtf=2019]].", "à l’[[ONU|DATE edtf=2020]].", "value"),
    ],
)
def test_a_changed_value_is_shown_wherever_there_are_two(old: str, new: str, kind: str) -> None:
    ((change,),) = (document.changes for document in compare(side(old), side(new)))
    assert (change.kind, list(change.fields())) == (kind, [("edtf", "2019", "2020")])
    assert list(change.lines())[2:] == ["    edtf: '2019' -> '2020'"]


def test_another_date_of_the_document_is_a_cause_for_its_dates() -> None:
    old = side("[[hier|DATE edtf=2019]], [[12|FIGURE value=12]]", date=datetime.date(2020, 1, 1))
    new = side("[[hier|DATE edtf=2020]], [[12|FIGURE value=13]]", date=datetime.date(2021, 1, 1))
    assert found(old, new) == ["value source", "value rule"]


def test_documents_that_came_went_or_have_another_name() -> None:
    old, new = side("Le [[8 août|DATE]].", doc_id="a"), side("Le [[9 août|DATE]].", doc_id="b")
    assert [d.title for d in compare(old, new)] == ["a (only in OLD)", "b (only in NEW)"]
    assert found(old, new) == ["went source", "came source"]
    renamed = side("Le 8 [[août|DATE]].", doc_id="b")
    assert [d.title for d in compare(old, renamed)] == ["a -> b"]
    assert found(old, renamed) == ["moved rule"]


def test_without_hashes_the_texts_are_taken_to_be_the_same() -> None:
    old, new = (replace(side(text, with_text=False), entries={}) for text in ("[[8|DATE]] août", "8 [[août|DATE]]"))
    assert found(old, new) == ["went unknown", "came unknown"]


def test_a_source_that_is_another_text_is_refused() -> None:
    old, new = side("Le [[8 août|DATE]]."), side("Le [[9 août|DATE]].")
    with pytest.raises(SourceError, match="is --sources right"):
        compare(old, replace(new, sources={"d": "autre"}))


def test_an_output_and_gold(tmp_path: Path) -> None:
    text, gold = gold_of("[[12|FIGURE value=13]], [[8 août|DATE]]")
    (tmp_path / "d").write_text(text, encoding="utf-8")
    lines = (mention.model_dump_json() for mention in gold)
    (tmp_path / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    output = side("[[12|FIGURE value=12]], [[8 août|DATE edtf=2019]]")  # gold does not vouch for edtf
    elsewhere = side("[[1|FIGURE]]", doc_id="elsewhere")
    output = replace(output, mentions={**output.mentions, **elsewhere.mentions})
    (document,) = compare(output, Side.read(tmp_path))
    assert [(change.kind, change.rule) for change in document.changes] == [("value", "figures/rule")]
    assert list(document.changes[0].fields()) == [("value", 12, 13)]


def test_lines_by_document_then_by_rule() -> None:
    lines = list(diff_lines(compare(side("8 [[août|DATE]] [[12|FIGURE]]"), side("[[8 août|DATE]] 12"))))
    assert lines[:4] == [
        "d",
        "  moved",
        "    - d:2-6 DATE 'août' [dates/rule]",
        "    + d:0-6 DATE '8 août' [dates/rule]",
    ]
    assert [line.split() for line in lines if line.startswith(("dates", "figures"))] == [
        ["dates/rule", "0", "0", "1", "0"],
        ["figures/rule", "0", "1", "0", "0"],
    ]
    assert lines[-1] == "0 came, 1 went, 1 moved, 0 changed value"


def test_changes_of_plain_records() -> None:
    records = found_in("Le [[8 août|DATE]]")
    assert changes(records, records) == []
    assert summary(changes(records, [])) == "0 came, 1 went, 0 moved, 0 changed value"


def test_the_page_shows_every_change_and_takes_no_text_for_markup() -> None:
    old, new = side(f"{HOSTILE} en [[fin 2019|DATE]]"), side(f"{HOSTILE} en fin [[2019|DATE]]")
    html = diff_page(old, new, compare(old, new))
    page = Page(html)
    assert [(item["data-kind"], item["data-rule"]) for item in page.errors] == [("moved", "dates/rule")]
    assert [mark for mark in page.marked if mark[1] in ("fin ", "2019")] == [("old", "fin "), ("old new", "2019")]
    assert page.tags.count("script") == 2
    assert "&lt;script&gt;" in html


def test_two_runs_that_differ_by_one_rule(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("En 2019, 12 pays. Le 8 août 2006, puis au XXe siècle.", encoding="utf-8")
    rules = tmp_path / "rules"
    shutil.copytree(default_patterns(), rules)
    for path in (rules / "dates").glob("*.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if json.loads(line)["id"] != "dates/day-month-year"]
        path.write_text("\n".join(kept), encoding="utf-8")
    extract_to_folder([str(tmp_path / "a.txt")], tmp_path / "old")
    extract_to_folder([str(tmp_path / "a.txt")], tmp_path / "new", rules)
    found = compare(Side.read(tmp_path / "old"), Side.read(tmp_path / "new"))
    (change,) = (change for document in found for change in document.changes)
    assert (change.kind, change.cause) == ("moved", "rule")
    assert change.rule.startswith("dates/day-month-year -> dates/")
