"""What the page is shown, filtered, and compared with gold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.evaluation.gold import GoldMention, GoldSet
from pipeline.review.views import Filter, document_view, documents_view, run_view
from tests.review.conftest import LETTER, NOTE, OpenDesk, ask, marked, mention


def gold(*mentions: dict[str, Any]) -> GoldSet:
    return GoldSet((NOTE,), tuple(GoldMention.model_validate({"doc_id": NOTE.id, **m}) for m in mentions))


GOLD = gold(
    marked("août 2006", "DATE", {}),
    marked("Conseil de sécurité", "ORGANISATION", {"entity": "unsc"}),
    marked("ONUDC", "ORGANISATION", {"entity": "autre"}),
    marked("résolution 1701 (2006)", "RESOLUTION", {"body": "UNSC"}),
    marked("rapport", "FIGURE", {}),
)


def test_every_difference_from_gold(open_desk: OpenDesk) -> None:
    desk = open_desk(gold=GOLD)
    ask(desk, "reject", doc_id=NOTE.id, mention=mention(desk, "résolution 1701 (2006)").key)
    shown = document_view(desk, NOTE.id, Filter())["mentions"]
    different = {(m["text"], m["status"]): m["difference"]["kind"] for m in shown if m["difference"]}
    assert different == {
        ("8 août 2006", "open"): "border",
        ("15 membres", "open"): "spurious",
        ("ONUDC", "open"): "value",
        ("rapport", "missed"): "missed",
        ("résolution 1701 (2006)", "missed"): "missed",  # what was rejected is missing
    }
    wrong = next(m for m in shown if m["text"] == "ONUDC")["difference"]
    assert wrong["fields"] == ("entity",)
    assert wrong["gold"]["value"] == {"entity": "autre"}


def test_gold_says_nothing_of_documents_that_it_does_not_hold(open_desk: OpenDesk) -> None:
    desk = open_desk(gold=GOLD)
    assert not [m for m in document_view(desk, LETTER.id, Filter())["mentions"] if m["difference"]]
    changed = NOTE.model_copy(update={"text": NOTE.text + " Fin."})
    assert not open_desk(changed, gold=GOLD).gold  # nor of another text


@pytest.mark.parametrize(
    ("wanted", "passing"),
    [
        ({}, ["8 août 2006", "Conseil de sécurité", "résolution 1701 (2006)", "15 membres", "ONUDC", "rapport"]),
        ({"labels": ["DATE", "FIGURE"]}, ["8 août 2006", "15 membres", "rapport"]),
        ({"labels": []}, []),
        ({"rule": "figures/count"}, ["15 membres"]),
        ({"shown": "open"}, ["8 août 2006", "résolution 1701 (2006)", "15 membres", "ONUDC"]),
        ({"shown": "decided"}, ["Conseil de sécurité"]),
        ({"shown": "different"}, ["8 août 2006", "15 membres", "ONUDC", "rapport"]),
        ({"search": "SECURITE"}, ["Conseil de sécurité"]),  # whatever the case and accents
        ({"search": "l'onudc"}, []),  # in the mention, not around it
        ({"search": "S/RES/1701"}, ["résolution 1701 (2006)"]),  # in the value
        ({"shown": "open", "labels": ["ORGANISATION"]}, ["ONUDC"]),
    ],
)
def test_filters(open_desk: OpenDesk, wanted: dict[str, Any], passing: list[str]) -> None:
    desk = open_desk(gold=GOLD)
    ask(desk, "accept", doc_id=NOTE.id, mention=mention(desk, "Conseil de sécurité").key)
    chosen = Filter.model_validate(wanted)
    shown = [m["text"] for m in document_view(desk, NOTE.id, chosen)["mentions"] if m["passes"]]
    assert shown == passing
    line = documents_view(desk, chosen)["documents"][0]
    assert (line["id"], line["passing"]) == (NOTE.id, len(shown))


def test_a_filter_that_does_not_exist() -> None:
    with pytest.raises(ValidationError):
        Filter.model_validate({"shown": "some"})


def test_progress(open_desk: OpenDesk) -> None:
    desk = open_desk()
    ask(desk, "accept", doc_id=LETTER.id, mention=mention(desk, "INTERPOL", LETTER).key)
    line = documents_view(desk, Filter())["documents"][1]
    assert (line["id"], line["mentions"], line["open"], line["finished"]) == (LETTER.id, 3, 2, False)


def test_the_form_has_the_fields_of_the_models_and_the_bodies_of_the_run(open_desk: OpenDesk) -> None:
    view = json.loads(json.dumps(run_view(open_desk())))
    assert list(view["schemas"]["DATE"]["properties"]) == ["edtf", "start", "end", "modifier"]
    assert view["bodies"]["interpol"]["acronym"] == "INTERPOL"
    assert "figures/count" in view["rules"]
