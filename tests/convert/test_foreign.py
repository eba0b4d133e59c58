"""What other tools wrote: their offsets, their quirks, what they know more than glaneur."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import DocBin

from pipeline.convert.annotations import ConvertError
from pipeline.convert.offsets import locate
from tests.convert.ways import read

# Code points: the date stands at 5-16, in UTF-16 at 6-17; the line end is two characters.
TEXT = "😀 le 8 août 2006\r\net 12 pays"


@pytest.mark.parametrize(
    ("start", "end", "quote", "found"),
    [
        (5, 16, "8 août 2006", (5, 16)),  # code points
        (6, 17, "8 août 2006", (5, 16)),  # UTF-16
        (0, 2, "😀", (0, 1)),
        (1, 2, "😀", None),  # half of it
        (7, 18, "8 août 2006", None),
        (5, 99, "8 août 2006\r\net 12 pays", None),
        (-1, 16, "8 août 2006", None),
    ],
)
def test_offsets_are_told_by_the_quote(start: int, end: int, quote: str, found: tuple[int, int] | None) -> None:
    assert locate(TEXT, start, end, quote) == found


def label_studio(folder: Path, *results: dict[str, Any], **more: Any) -> Path:
    task = {"id": 7, "data": {"text": TEXT}, "annotations": [{"result": list(results)}], **more}
    (folder / "export.json").write_text(json.dumps([task]), encoding="utf-8")
    return folder / "export.json"


def region(start: int, end: int, text: str | None, *labels: str, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text, "labels": list(labels)}
    return {"id": "x1", "from_name": "label", "to_name": "text", "type": "labels", "value": value, **more}


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (region(5, 16, "8 août 2006", "DATE"), "8 août 2006"),  # as it counts since 2022
        (region(6, 17, "8 août 2006", "DATE"), "8 août 2006"),  # as it counted before
        (region(12, 20, "2006\\n\\net", "DATE"), "2006\r\net"),  # line ends as its quotes have them
        (region(5, 16, None, "DATE"), "8 août 2006"),
    ],
)
def test_label_studio_counts(drawn: dict[str, Any], text: str, tmp_path: Path) -> None:
    annotations, lost = read("label-studio", label_studio(tmp_path, drawn))
    assert [(m.doc_id, m.text) for m in annotations.mentions] == [("task-7", text)]
    assert lost == []


def test_label_studio_knows_more(tmp_path: Path) -> None:
    value = {"id": "x1", "from_name": "value", "type": "textarea", "value": {"text": ['{"edtf": "2006-08-08"}']}}
    path = label_studio(
        tmp_path,
        region(5, 16, "8 août 2006", "DATE", "EVENT", meta={"text": ["à revoir"]}),
        value,
        {"id": "c", "type": "choices", "from_name": "quality", "value": {"choices": ["bon"]}},
    )
    annotations, lost = read("label-studio", path)
    assert [(m.label, m.value) for m in annotations.mentions] == [("DATE", {"edtf": "2006-08-08"})]
    assert [line.split(":")[0].split(",")[0] for line in lost] == [
        "1 × result of type 'choices'",
        "1 × note in the meta of a region",
        "1 × mention labelled 'EVENT'",
    ]


def test_label_studio_takes_the_first_annotation_that_counts(tmp_path: Path) -> None:
    date, figure = region(5, 16, "8 août 2006", "DATE"), region(21, 28, "12 pays", "FIGURE")
    annotations = [{"result": [figure], "was_cancelled": True}, {"result": [date]}, {"result": [figure]}]
    annotations_read, lost = read("label-studio", label_studio(tmp_path, annotations=annotations))
    assert [m.label for m in annotations_read.mentions] == ["DATE"]
    assert lost == ["1 × second annotation of a task: the first is taken (see glaneur agreement)"]


def test_web_annotations_of_a_tool_in_javascript(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text(TEXT, encoding="utf-8", newline="")
    selector = [
        {"type": "TextPositionSelector", "start": 6, "end": 17},
        {"type": "TextQuoteSelector", "exact": "8 août 2006"},
    ]
    body = [
        {"type": "TextualBody", "purpose": "tagging", "value": "DATE"},
        {"type": "TextualBody", "purpose": "commenting", "value": "à revoir"},
    ]
    item = {"type": "Annotation", "body": body, "target": {"source": "a%20b.txt", "selector": selector}}
    (tmp_path / "a.jsonld").write_text(json.dumps([item]), encoding="utf-8")
    annotations, lost = read("web-annotation", tmp_path / "a.jsonld", tmp_path / "a b.txt")
    assert [(m.doc_id, m.label, m.start, m.text) for m in annotations.mentions] == [
        ("a b.txt", "DATE", 5, "8 août 2006")
    ]
    assert lost == ["1 × body of an annotation that is no label"]


def test_brat_knows_more(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8", newline="")
    lines = [
        "T1\tDATE 5 16\t8 août 2006",
        "#1\tAnnotatorNotes T1\tà revoir",
        "#2\tAnnotatorNotes T2\t2006",
        "T2\tFIGURE 12 16;17 19\t2006 et",  # over a line end, as brat counts it
        "T3\tORGANISATION 2 4;7 11\tle août",  # a gap
        "T4\tPersonne 2 4\tle",
        "R1\tQuand Arg1:T1 Arg2:T2",
    ]
    (tmp_path / "a.ann").write_text("\r\n".join(lines), encoding="utf-8", newline="")
    annotations, lost = read("brat", tmp_path)
    assert [(m.label, m.text) for m in annotations.mentions] == [("DATE", "8 août 2006"), ("FIGURE", "2006\r\net")]
    assert [line.split(":")[0].split(",")[0] for line in lost] == [
        "2 × note of an annotator that is no JSON object",
        "1 × line of kind R",
        "1 × mention with a gap",
        "1 × mention labelled 'Personne'",
    ]


def test_docbin_with_entities_only(tmp_path: Path) -> None:
    doc = spacy.blank("fr")("Le 8 août 2006, 12 pays.")
    doc.ents = [span for span in [doc.char_span(3, 14, label="DATE"), doc.char_span(16, 18, label="MISC")] if span]
    DocBin(docs=[doc]).to_disk(tmp_path / "a.spacy")
    annotations, lost = read("docbin", tmp_path / "a.spacy")
    assert [(m.doc_id, m.text) for m in annotations.mentions] == [("doc-1", "8 août 2006")]
    assert len(lost) == 1


def test_csv_of_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8", newline="")
    table = "label,doc_id,start,end,text,value.unit,value.value\r\nFIGURE,a.txt,21,28,12 pays,pays,12\r\n"
    (tmp_path / "a.csv").write_text(table, encoding="utf-8-sig", newline="")
    annotations, _ = read("csv", tmp_path / "a.csv", tmp_path / "a.txt")
    assert annotations.mentions[0].value == {"unit": "pays", "value": 12}


GOLD = '{"doc_id": "a.txt", "label": "DATE", "start": 5, "end": 16, "text": "8 août 2006", "value": {"edtf": %s}}'
HEADER = "# global.columns = ID FORM MISC GLANEUR:ORGANISATION GLANEUR:RESOLUTION GLANEUR:DATE GLANEUR:FIGURE\n"
WORD = "1\tmot\t_\tO\tO\tO\tO\n"


@pytest.mark.parametrize(
    ("name", "file", "content", "message"),
    [
        ("label-studio", "a", "[", "a: not JSON"),
        ("label-studio", "a", "[1]", "a: task 1: not as Label Studio writes it"),
        ("label-studio", "a", "[" * 100_000, "a: not JSON: nested too deeply"),
        ("web-annotation", "a", "[" * 100_000, "a: not JSON: nested too deeply"),
        ("gold", "gold.jsonl", GOLD % '"\\ud800"', "gold.jsonl: a.txt:5-16: value: Value error, 'utf-8' codec can't"),
        ("label-studio", "a", '[{"data": {"text": 1}}]', "a: task 1: text: Input should be a valid string; mend it"),
        ("web-annotation", "a", "{}", "a: annotation 1: not a Web Annotation"),
        ("brat", "a.ann", "T1\tDATE 5 16\tautre", "a.ann:1: the text says '8 août 2006' there"),
        ("brat", "a.ann", "\nT1 DATE 5 16", "a.ann:2: 'T1 DATE 5 16' is no text-bound annotation; mend it"),
        ("brat", "a.ann", "T1\tDATE 5 16\t8 août 2006\nT2\tDATE 7 11\taoût", "a.ann:2: 'août' overlaps another DATE"),
        ("brat", "metadata.jsonl", "{}", "metadata.jsonl:1: no JSON object with a file_name"),
        ("docbin", "a", "?", "a: no DocBin"),
        ("conll", "a", "mot O\n", "a:1: the columns are not those of glaneur"),
        ("conll", "a", HEADER + WORD, "a:2: a word before any"),
        ("conll", "a", HEADER + "# newdoc id = a\n1\tmot\n", "a:3: 2 columns instead of 7"),
        ("conll", "a", HEADER + "# newdoc id = a\n" + WORD.replace("O", "I"), "a:3: 'I' for ORGANISATION is not O"),
        ("csv", "a", "doc_id,where\r\n", "a:1: unknown column 'where'"),
        ("csv", "a", "doc_id,label,start,end,text\r\na.txt,DATE,x,16,8 août 2006\r\n", "a:2: start: 'x' is no number"),
        ("csv", "a", "doc_id,label,start,end,text\r\na.txt,DATE,6,17,8 août 2006\r\n", "a:2: the text of a.txt says"),
        ("csv", "a", "doc_id,label,start,end,text\r\nb.txt,DATE,5,16,8 août 2006\r\n", "a:2: no document 'b.txt'"),
        ("csv", "a", "doc_id,label\r\na.txt,DATE\r\n", "a:2: start: Field required"),
        ("csv", "a", "doc_id,label,start\r\na.txt,DATE\r\n", "a:2: the row has not as many cells"),
        ("records", "a", "{}\n", "a:1: line"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    name: str, file: str, content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8", newline="")
    Path(file).write_text(content, encoding="utf-8")
    holds_texts = name in ("label-studio", "brat", "docbin", "conll")
    with pytest.raises(ConvertError) as fault:
        read(name, Path("." if name == "brat" else file), None if holds_texts else Path("a.txt"))
    assert str(fault.value).startswith(message)
