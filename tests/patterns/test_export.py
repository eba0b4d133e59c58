"""The exported patterns, in the ruler for which they are meant."""

from __future__ import annotations

import json
from pathlib import Path

import spacy
from typer.testing import CliRunner

from pipeline.cli import app


def test_a_stock_entity_ruler_loads_them(tmp_path: Path) -> None:
    exported = CliRunner().invoke(app, ["patterns", "export"])
    assert exported.exit_code == 0
    file = tmp_path / "bodies.jsonl"
    file.write_text(exported.stdout, encoding="utf-8")
    nlp = spacy.blank("fr")
    nlp.add_pipe("entity_ruler").from_disk(file)  # type: ignore[attr-defined]
    doc = nlp("L'ONUDC et l’Office des Nations Unies contre la drogue et le crime écrivent au Conseil de sécurité.")
    assert [(e.text, e.label_, e.ent_id_) for e in doc.ents] == [
        ("ONUDC", "ORGANISATION", "unodc"),
        ("Office des Nations Unies contre la drogue et le crime", "ORGANISATION", "unodc"),
        ("Conseil de sécurité", "ORGANISATION", "unsc"),
    ]
    surfaces = [json.loads(line)["pattern"] for line in exported.stdout.splitlines()]
    assert len(surfaces) == len(set(surfaces))
