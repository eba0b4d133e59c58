"""Each format is read by the tool that it is for, or a reader of it on the package registry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.training import Corpus

from pipeline.convert.annotations import Annotations, Losses
from pipeline.convert.formats import FORMATS, write_whole
from tests.convert.sets import small_set

SET = small_set()
FOUND = sorted((m.label, m.text) for m in SET.mentions)
TEXTS = {document.id: document.text for document in SET.documents}


def written(name: str, path: Path, annotations: Annotations = SET) -> Path:
    write_whole(path, FORMATS[name].codec.write(annotations, Losses()))
    return path


def test_spacy_trains_on_it(tmp_path: Path) -> None:
    nlp = spacy.blank("fr")
    examples = list(Corpus(written("docbin", tmp_path / "a.spacy"))(nlp))
    assert sorted(example.text for example in examples) == sorted(TEXTS.values())
    spans = [span for example in examples for span in example.reference.spans["sc"]]
    assert sorted((span.label_, span.text) for span in spans) == FOUND
    entities = [span.label_ for example in examples for span in example.reference.ents]
    assert sorted(entities) == ["DATE", "FIGURE", "ORGANISATION"]  # the resolution is inside the organisation
    aligned = [span.text for e in examples for span in e.get_aligned_spans_y2x(e.reference.spans["sc"])]
    assert "12 pays" in aligned


def test_pybrat_reads_it(tmp_path: Path) -> None:
    pybrat = pytest.importorskip("pybrat.parser", reason="pip install pybrat")
    examples = pybrat.BratParser().parse(written("brat", tmp_path / "brat"))
    entities = [(example.text, entity) for example in examples for entity in example.entities]
    assert sorted(entity.type for _, entity in entities) == [label for label, _ in FOUND]
    for text, entity in entities:
        assert " ".join(text[span.start : span.end] for span in entity.spans) == entity.mention


def test_conllu_reads_it(tmp_path: Path) -> None:
    conllu = pytest.importorskip("conllu", reason="pip install conllu")
    sentences = conllu.parse(written("conll", tmp_path / "a.conllup").read_text(encoding="utf-8"))
    tokens = [token for sentence in sentences for token in sentence]  # it writes names in lower case
    begun = [token["form"] for token in tokens if token["glaneur:organisation"] == "B-ORGANISATION"]
    inside = [token["form"] for token in tokens if token["glaneur:resolution"] != "O"]
    assert (begun, inside) == (["Comité"], ["résolution", "1540", "(", "2004", ")"])
    date = next(token for token in tokens if token["glaneur:date"] == "B-DATE")
    assert json.loads(date["misc"]["DATE"]) == {"value": {"edtf": "2006-08-08", "modifier": None}}
    assert [sentence.metadata.get("newdoc id") for sentence in sentences] == ["../b c", "notes/a.txt", None]


# What the context of Web Annotation says of the terms used here; the tests need no network.
CONTEXT: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "TextQuoteSelector", "TextPositionSelector")},
    "AnnotationPage": "as:OrderedCollectionPage",
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "value": "rdf:value",
    "exact": "oa:exact",
    "start": "oa:start",
    "end": "oa:end",
}


def test_rdflib_reads_it(tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib", reason="pip install rdflib")
    page = json.loads(written("web-annotation", tmp_path / "a.jsonld").read_text(encoding="utf-8"))
    data = json.dumps({**page, "@context": CONTEXT})
    graph = rdflib.Graph().parse(data=data, format="json-ld", base="https://example.org/")
    rows = graph.query("""
        PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?label ?exact ?start ?source WHERE {
            ?a a oa:Annotation ; oa:hasBody/rdf:value ?label ; oa:hasTarget ?t .
            ?t oa:hasSource ?source ; oa:hasSelector/oa:exact ?exact ; oa:hasSelector/oa:start ?start
            FILTER (!STRSTARTS(?label, "{"))
        }""")
    assert sorted((str(row.label), str(row.exact)) for row in rows) == FOUND
    assert {str(row.source) for row in rows} == {"https://example.org/notes/a.txt"}


def test_pyarrow_reads_csv_and_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="Parquet wants the extra glaneur[convert]")
    from pyarrow import csv, parquet

    options = csv.ParseOptions(newlines_in_values=True)
    for table in (
        csv.read_csv(written("csv", tmp_path / "a.csv"), parse_options=options),
        parquet.read_table(written("parquet", tmp_path / "a.parquet")),
    ):
        rows = table.to_pylist()
        assert sorted((row["label"], row["text"]) for row in rows) == FOUND
        assert [row["value.year"] for row in rows if row["label"] == "RESOLUTION"] == [2004]
        for row in rows:
            assert TEXTS[row["doc_id"]][row["start"] : row["end"]] == row["text"]


def test_pandas_reads_csv(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pip install pandas; too heavy for the tests of every day")
    table = pandas.read_csv(written("csv", tmp_path / "a.csv"))
    assert sorted(zip(table["label"], table["text"], strict=True)) == FOUND


def test_the_converter_of_label_studio_reads_it(tmp_path: Path) -> None:
    converter = pytest.importorskip(
        "label_studio_sdk.converter", reason="pip install label-studio-sdk; too heavy for the tests of every day"
    )
    from pipeline.convert.label_studio import CONFIG

    tasks = written("label-studio", tmp_path / "tasks.json")
    read = list(converter.Converter(CONFIG, str(tmp_path)).iter_from_json_file(str(tasks)))
    regions = [(item["input"]["text"], region) for item in read for region in item["output"].get("label", [])]
    assert sorted((region["labels"][0], region["text"]) for _, region in regions) == FOUND
    for text, region in regions:
        assert text[region["start"] : region["end"]] == region["text"]
    values = [json.loads(value["text"][0]) for item in read for value in item["output"].get("value", [])]
    assert {"edtf": "2006-08-08", "modifier": None} in values
