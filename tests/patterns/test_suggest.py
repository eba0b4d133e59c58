"""Bodies that the knowledge base lacks."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from pipeline.patterns.bodies import Body
from pipeline.patterns.collection import Patterns
from pipeline.patterns.suggest import suggest
from pipeline.records import Document, Record
from pipeline.run import Extractor

TEXTS = [
    Document(id="a.txt", text="L’Office des phares fluviaux (OPHAF) siège. L’OPHAF publie un avis sur la Seine."),
    Document(id="b.txt", text="Le Comité des quais de Bouaké et l’ONUDC écrivent à l’Office des\nphares fluviaux."),
]


@pytest.fixture
def records(extractor: Extractor) -> list[Record]:
    return [record for text in TEXTS for record in extractor.read(text)]


def test_unknown_bodies_with_where_they_were_seen(records: list[Record], patterns: Patterns) -> None:
    office, committee = suggest(records, patterns.vocabulary, least=1)
    assert office == {
        "id": "office-des-phares-fluviaux",
        "name": "Office des phares fluviaux",
        "acronyms": ["OPHAF"],
        "names": [],
        "parent": None,
        "kind": "office",
        "source": "",
        "seen": {
            "mentions": 4,
            "documents": ["a.txt", "b.txt"],
            "forms": {"OPHAF": 2, "Office des phares fluviaux": 2},
            "sentences": [
                "L’Office des phares fluviaux (OPHAF) siège.",
                "L’OPHAF publie un avis sur la Seine.",
                "Le Comité des quais de Bouaké et l’ONUDC écrivent à l’Office des phares fluviaux.",
            ],
        },
    }
    assert (committee["name"], committee["kind"]) == ("Comité des quais de Bouaké", "committee")


def test_rare_ones_can_be_left_out(records: list[Record], patterns: Patterns) -> None:
    assert [line["id"] for line in suggest(records, patterns.vocabulary, least=2)] == ["office-des-phares-fluviaux"]


def test_a_line_is_a_body_once_it_is_completed(records: list[Record], patterns: Patterns) -> None:
    (line, _) = suggest(records, patterns.vocabulary, least=1)
    with pytest.raises(ValidationError):
        Body.model_validate(line)
    del line["seen"]
    assert Body.model_validate(line | {"source": "https://phares.example"}).acronym == "OPHAF"
