"""Annotations for the tests: one small set of every difficulty, and sets made at random."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from pipeline.convert.annotations import Annotations, Losses, Mention
from pipeline.convert.formats import FORMATS
from pipeline.records import LABELS, Document

# Gold holds no rules, and records are more than a mention needs to be; both are tested apart.
LOSSLESS = [name for name in FORMATS if name not in ("gold", "records")]

# An emoji is two units of UTF-16, a line end two characters, an accent a character of its own.
TEXT = (
    "Le 😀 8 août\r\n2006, le Comité cre\u0301e\u0301 par la résolution\u00a01540 (2004)\tréunit 12 pays.\r\nFin.\r\n"
)


def mention(doc_id: str, text: str, label: str, stretch: str, **notes: Any) -> Mention:
    """The mention of a stretch that stands once in the text."""
    assert text.count(stretch) == 1
    start = text.index(stretch)
    span = {"start": start, "end": start + len(stretch), "text": stretch}
    return Mention.model_validate({"doc_id": doc_id, "label": label, **span, **notes})


def checked(documents: list[Document], mentions: list[Mention]) -> Annotations:
    return Annotations.checked(documents, ((f"mention {n}", m) for n, m in enumerate(mentions, start=1)))


def small_set() -> Annotations:
    """Two documents; mentions that cross a line, nest, and have all sorts of values."""
    a = Document(
        id="notes/a.txt",
        text=TEXT,
        date=datetime.date(2024, 3, 15),
        title="Séance | « = »",
        url="https://example.org/a",
    )
    b = Document(id="../b c", text="Rien.", language="fr")
    return checked(
        [a, b],
        [
            mention(a.id, TEXT, "DATE", "8 août\r\n2006", value={"edtf": "2006-08-08", "modifier": None}),
            mention(a.id, TEXT, "ORGANISATION", "Comité cre\u0301e\u0301 par la résolution\u00a01540 (2004)", value={}),
            mention(
                a.id,
                TEXT,
                "RESOLUTION",
                "résolution\u00a01540 (2004)",
                value={"body": "UNSC", "number": "1540", "year": 2004},
            ),
            mention(a.id, TEXT, "FIGURE", "12 pays"),
        ],
    )


def no_losses(lines: Losses) -> bool:
    """Whether nothing was lost but the texts that lie elsewhere."""
    return all("the text and description" in line for line in lines.lines())


PIECES = [
    "le Comité", "résolution 1373 (2001)", "12\u202f500 euros", "é", "e\u0301", "l’", "😀", "👩\u200d👧", "\ufeff",
    "\u00a0", " ", "  ", "\t", "\n", "\r\n", "\r", "\n\n", "\x0b", "\x1c", "\x85", "\u2028", "\u2029", "\\n", "\\", "|",
    "=", "#", "%20", "_", '"', ",", ";", "<b>", "&amp;", "{", "null", "\x00", "\x7f", "-DOCSTART-", "T1\tDATE 0 1\tx",
]  # fmt: skip
characters = st.characters(exclude_categories=["Cs"])
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(characters, max_size=4)), max_size=15).map("".join)
words = st.one_of(texts, st.sampled_from(["2001", "null", "", "true", "1e3", "[]"]))
numbers = st.one_of(
    st.integers(), st.integers(-9, 2100), st.floats(allow_nan=False, allow_infinity=False), st.just(2.0)
)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, words), lambda inner: st.lists(inner, max_size=2), max_leaves=3
)
fields = st.sampled_from(["edtf", "start", "number", "year", "value", "unit", "confidence"])
notes = st.fixed_dictionaries(
    {},
    optional={
        "value": st.dictionaries(fields, json_values, max_size=4),
        "sentence": texts.filter(bool),
        "rule": texts.filter(bool),
        "warnings": st.lists(texts, max_size=2).map(tuple),
    },
)


@st.composite
def sets(draw: st.DrawFn, borders: Callable[[str], bool]) -> Annotations:
    """Documents with mentions whose text passes `borders`, none over another of its label."""
    ids = draw(st.lists(texts.filter(bool), unique=True, min_size=1, max_size=3))
    documents = [
        Document(
            id=i,
            text="Mot" + draw(texts),
            date=draw(st.none() | st.dates()),
            title=draw(st.none() | texts),
            language="fr",
        )
        for i in ids
    ]
    mentions = []
    for document in documents:
        for label in LABELS:
            cuts = sorted(draw(st.sets(st.integers(0, len(document.text)), max_size=6)))
            for start, end in zip(cuts[::2], cuts[1::2], strict=False):
                text = document.text[start:end]
                if borders(text):
                    span = {"doc_id": document.id, "label": label, "start": start, "end": end, "text": text}
                    mentions.append(Mention.model_validate({**span, **draw(notes)}))
    return checked(documents, mentions)
