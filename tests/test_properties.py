"""What must hold for any text whatever."""

from __future__ import annotations

import datetime
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.records import LABELS, DateRecord, Document, FigureRecord
from pipeline.run import Extractor

PIECES = [
    "le Comité", "la Commission de ", "l’Office des Nations Unies contre la drogue et le crime", " (ONUDC)",
    "INTERPOL", "résolution 1373 (2001)", "résolutions 1267 (1999)", ", 1989 (2011)", " et ", "S/RES/", "60/288",
    "le 31 ", "février ", "2018", "du 28 mai au 3 juin 2019", "entre ", "de ", "à ", "mi-", "hier", "il y a ", "deux",
    " cent", " millions", " d’euros", "%", "12\u202f500 ", "1.234,5", "une dizaine de ", "des centaines de ", "pays",
    "\u00a0", "\n", "\n\n", "« ", " »", "(", ")", "’", "é", "e\u0301", "😀", "\u200d", "\ufeff", "İ", "ß", ". ", ", ",
    "créé par la ", "n° ", "au moins ", "-\n", "\u00ad", "\ufb01nances", "2O19", "Organi-\nsation ",
]  # fmt: skip
texts = st.one_of(
    st.text(), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=25).map("".join)
)
dates = st.one_of(st.none(), st.dates())

extractor = Extractor()
patiently = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patiently
@given(texts, dates)
def test_records_fit_the_text(text: str, date: datetime.date | None) -> None:
    records = extractor.read(Document(id="d", text=text, date=date))
    for record in records:
        assert text[record.start : record.end] == record.text
        assert record.text == record.text.strip()
        assert "\n\n" not in record.text
        assert record.text in record.sentence
        assert record.sentence in text
    assert records == sorted(records, key=lambda r: (r.start, r.label, r.end))


@patiently
@given(texts, dates)
def test_mentions_of_one_label_never_overlap(text: str, date: datetime.date | None) -> None:
    records = extractor.read(Document(id="d", text=text, date=date))
    for label in LABELS:
        for one, next_one in pairwise([r for r in records if r.label == label]):
            assert one.end <= next_one.start


@patiently
@given(texts, dates)
def test_values_are_inside_their_bounds(text: str, date: datetime.date | None) -> None:
    for record in extractor.read(Document(id="d", text=text, date=date)):
        value = record.value
        if isinstance(record, DateRecord):
            for day in (record.value.start, record.value.end):
                assert day is None or datetime.date.fromisoformat(day)
            assert record.value.edtf is not None or date is None
        if isinstance(record, FigureRecord) and record.value.min is not None and record.value.max is not None:
            assert record.value.min < record.value.max
        assert value == type(value).model_validate_json(value.model_dump_json())


@patiently
@given(texts, dates)
def test_reading_twice_gives_the_same(text: str, date: datetime.date | None) -> None:
    document = Document(id="d", text=text, date=date)
    assert extractor.read(document) == extractor.read(document)


@patiently
@given(texts)
def test_what_stands_before_moves_offsets_only(text: str) -> None:
    before = "😀 Préambule.\n\n"
    plain = extractor.read(Document(id="d", text=text))
    moved = extractor.read(Document(id="d", text=before + text))
    assert [(r.start + len(before), r.label, r.text) for r in plain] == [(r.start, r.label, r.text) for r in moved]
