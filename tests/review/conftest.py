from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation.gold import GoldSet
from pipeline.records import Document, Label
from pipeline.review.asks import ASK
from pipeline.review.decisions import Decision
from pipeline.review.desk import Desk
from pipeline.review.log import DecisionLog
from pipeline.review.sheet import Mention
from pipeline.run import Extractor

# Emoji of one and of several code points, and an accent that is a code point of its own, before every mention.
NOTE = Document(
    id="note.txt",
    text="🕊️ Réunion à Genève 🇨🇭 : le 8 août 2006, le Conseil de sécurité a rappelé la résolution 1701 (2006). "
    "Il compte 15 membres.\n\nLe lendemain, l’ONUDC a présenté son rapport.",
    date=datetime.date(2006, 8, 20),
)
LETTER = Document(id="lettre.txt", text="INTERPOL et l’ONUDC ont signé un accord le 3 mai 2016.")

OpenDesk = Callable[..., Desk]


@pytest.fixture
def open_desk(tmp_path: Path, extractor: Extractor) -> OpenDesk:
    """A desk with two documents; opened again, it goes on with the same decisions file."""

    def open_it(*documents: Document, reviewer: str = "Ana", gold: GoldSet | None = None, found: bool = True) -> Desk:
        given = documents or (NOTE, LETTER)
        records = [record for document in given for record in extractor.read(document)] if found else []
        return Desk(given, records, DecisionLog(tmp_path / "decisions.jsonl"), reviewer, gold)

    return open_it


def ask(desk: Desk, action: str, **rest: Any) -> Decision:
    """Ask the desk as the page does, in JSON's types."""
    return desk.decide(ASK.validate_python({"action": action, "after": desk.last, **rest}))


def mention(desk: Desk, text: str, document: Document = NOTE) -> Mention:
    """The mention with this text."""
    (found,) = [m for m in desk.sheets[document.id].mentions.values() if m.marked.text == text]
    return found


def marked(text: str, label: Label, value: dict[str, Any], document: Document = NOTE) -> dict[str, Any]:
    """What the page sends for these words."""
    start = document.text.index(text)
    return {"label": label, "start": start, "end": start + len(text), "text": text, "value": value}


DAY = {"edtf": "2006-08-21", "start": "2006-08-21", "end": "2006-08-21", "modifier": None}
