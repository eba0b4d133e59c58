"""What the desk writes down and what it refuses, as the page asks it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.review.asks import RefusedError, faults_by_field
from pipeline.review.sheet import key_of
from pipeline.run import Extractor
from tests.review.conftest import DAY, LETTER, NOTE, OpenDesk, ask, marked, mention


def test_accept_reject_correct_add(open_desk: OpenDesk) -> None:
    desk = open_desk()
    council = mention(desk, "Conseil de sécurité")
    ask(desk, "accept", doc_id=NOTE.id, mention=council.key)
    ask(desk, "reject", doc_id=NOTE.id, mention=mention(desk, "15 membres").key)
    date = mention(desk, "8 août 2006")
    shorter = marked(
        "août 2006", "DATE", {"edtf": "2006-08", "start": "2006-08-01", "end": "2006-08-31", "modifier": None}
    )
    ask(desk, "correct", doc_id=NOTE.id, mention=date.key, marked=shorter)
    added = ask(desk, "add", doc_id=NOTE.id, marked=marked("lendemain", "DATE", DAY))

    again = open_desk()  # as after a kill
    assert again.sheets == desk.sheets
    seen = {m.marked.text: (m.key, m.status, m.reviewer) for m in again.sheets[NOTE.id].mentions.values()}
    assert seen["Conseil de sécurité"] == (council.key, "accepted", "Ana")
    assert seen["15 membres"][1] == "rejected"
    assert seen["août 2006"] == (date.key, "corrected", "Ana")
    assert seen["lendemain"] == (f"+{added.number}", "added", "Ana")
    assert seen["ONUDC"][1:] == ("open", None)


def test_undo_goes_back_step_by_step_and_over_a_restart(open_desk: OpenDesk) -> None:
    desk = open_desk()
    begin = dict(desk.sheets)
    ask(desk, "accept", doc_id=NOTE.id, mention=mention(desk, "ONUDC").key)
    middle = dict(desk.sheets)
    ask(desk, "reject", doc_id=LETTER.id, mention=mention(desk, "INTERPOL", LETTER).key)
    back = ask(desk, "undo")
    assert desk.sheets == middle
    assert desk.mention_of(back) == mention(desk, "INTERPOL", LETTER).key
    desk = open_desk()
    assert desk.sheets == middle
    ask(desk, "undo")
    assert desk.sheets == begin == open_desk().sheets
    with pytest.raises(RefusedError, match="nothing to undo"):
        ask(desk, "undo")
    assert len(desk.log.decisions) == 4  # an undo is a decision too


@pytest.mark.parametrize(
    ("words", "change", "kind"),
    [
        ("Le lendemain", {"text": "Le Lendemain"}, "quote"),  # other words than the text's
        ("Le lendemain", {"start": 0, "end": 12}, "quote"),  # other offsets
        ("Le lendemain", {"start": 10**6, "end": 10**6 + 12}, "quote"),  # beyond the text
        ("lendemain,", {"text": "lendemain ", "end": 0}, None),  # the model itself says no
        (" Il compte", {}, "blank_end"),
        ("membres.\n\nLe", {}, "paragraph"),
        ("2006, le Conseil", {}, "overlap"),  # with the date before it
    ],
)
def test_no_mention_that_gold_may_not_hold(
    open_desk: OpenDesk, words: str, change: dict[str, Any], kind: str | None
) -> None:
    desk = open_desk()
    wanted = {**marked(words, "DATE", DAY), **change}
    with pytest.raises((RefusedError, ValidationError)) as error:
        ask(desk, "add", doc_id=NOTE.id, marked=wanted)
    assert getattr(error.value, "kind", None) == kind
    assert desk.last == 0


def test_what_was_rejected_is_in_no_ones_way_until_it_is_taken_again(open_desk: OpenDesk) -> None:
    desk = open_desk()
    date = mention(desk, "8 août 2006")
    ask(desk, "reject", doc_id=NOTE.id, mention=date.key)
    month = {"edtf": "2006-08", "start": "2006-08-01", "end": "2006-08-31", "modifier": None}
    ask(desk, "add", doc_id=NOTE.id, marked=marked("août 2006", "DATE", month))
    with pytest.raises(RefusedError, match="overlaps the DATE 'août 2006'"):
        ask(desk, "accept", doc_id=NOTE.id, mention=date.key)


def test_other_labels_may_overlap(open_desk: OpenDesk) -> None:
    desk = open_desk()
    ask(desk, "add", doc_id=NOTE.id, marked=marked("1701 (2006)", "DATE", DAY))  # inside the resolution
    assert mention(desk, "1701 (2006)").status == "added"


@pytest.mark.parametrize(
    ("action", "rest", "kind"),
    [
        ("accept", {"doc_id": "../../etc/passwd", "mention": "DATE:0-1"}, "unknown_document"),
        ("accept", {"doc_id": NOTE.id, "mention": "DATE:0-1"}, "unknown_mention"),
        ("finish", {"doc_id": NOTE.id}, "undecided"),
        ("undo", {"after": 7}, "stale"),  # decided in another window
    ],
)
def test_refused(open_desk: OpenDesk, action: str, rest: dict[str, Any], kind: str) -> None:
    desk = open_desk()
    with pytest.raises(RefusedError) as error:
        ask(desk, action, **rest)
    assert error.value.kind == kind


@pytest.mark.parametrize(
    ("label", "value", "field", "kind"),
    [
        ("DATE", {**DAY, "start": "21 août 2006"}, "value.start", "string_pattern_mismatch"),
        ("DATE", {**DAY, "start": "2006-08-22"}, "value", "value_error"),  # begins after its end
        ("DATE", {**DAY, "modifier": "perhaps"}, "value.modifier", "literal_error"),
        ("DATE", {**DAY, "place": "Genève"}, "value.place", "extra_forbidden"),
        ("FIGURE", {"kind": "count", "value": "deux", "min": None, "max": None, "unit": None, "modifier": None},
         "value.value", "int_type"),
        ("RESOLUTION", {"body": None, "number": "1", "year": None, "symbol": None, "url": None},
         "value.body", "string_type"),
    ],
)  # fmt: skip
def test_faults_name_the_field_of_the_form(
    open_desk: OpenDesk, label: Any, value: dict[str, Any], field: str, kind: str
) -> None:
    desk = open_desk()
    with pytest.raises(ValidationError) as error:
        ask(desk, "add", doc_id=NOTE.id, marked=marked("lendemain", label, value))
    fault = faults_by_field(error.value)[0]
    assert (fault["field"], fault["kind"]) == (field, kind)


def test_finished_when_all_is_decided_and_the_reader_says_so(open_desk: OpenDesk) -> None:
    desk = open_desk()
    for key in list(desk.sheets[LETTER.id].mentions):
        ask(desk, "accept", doc_id=LETTER.id, mention=key)
    assert not desk.sheets[LETTER.id].finished
    ask(desk, "finish", doc_id=LETTER.id)
    assert open_desk().sheets[LETTER.id].finished
    ask(desk, "reopen", doc_id=LETTER.id)
    assert not desk.sheets[LETTER.id].finished


def test_decisions_outlive_a_rerun_that_finds_other_things(open_desk: OpenDesk) -> None:
    desk = open_desk()
    accepted = mention(desk, "Conseil de sécurité")
    ask(desk, "accept", doc_id=NOTE.id, mention=accepted.key)
    ask(desk, "add", doc_id=NOTE.id, marked=marked("lendemain", "DATE", DAY))
    blind = open_desk(found=False)
    assert [m.marked.text for m in blind.sheets[NOTE.id].mentions.values()] == ["Conseil de sécurité", "lendemain"]


def test_a_rerun_that_finds_what_was_added_does_not_ask_again(open_desk: OpenDesk, extractor: Extractor) -> None:
    blind = open_desk(found=False)
    (record,) = [r for r in extractor.read(LETTER) if r.label == "DATE"]
    fields = record.model_dump(include={"label", "start", "end", "text", "value"})
    ask(blind, "add", doc_id=LETTER.id, marked=fields)
    sighted = open_desk()
    assert mention(sighted, "3 mai 2016", LETTER).status == "added"
    assert key_of(record) not in sighted.sheets[LETTER.id].mentions


def test_decisions_on_another_text_are_set_aside(open_desk: OpenDesk) -> None:
    desk = open_desk()
    ask(desk, "accept", doc_id=LETTER.id, mention=mention(desk, "INTERPOL", LETTER).key)
    changed = LETTER.model_copy(update={"text": "Hier, " + LETTER.text})
    desk = open_desk(NOTE, changed)
    assert desk.set_aside == [LETTER.id]
    assert {m.status for m in desk.sheets[LETTER.id].mentions.values()} == {"open"}
    with pytest.raises(RefusedError, match="nothing to undo"):
        ask(desk, "undo")
    assert mention(open_desk(), "INTERPOL", LETTER).status == "accepted"  # back with the old text
