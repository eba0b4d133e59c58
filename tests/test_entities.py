from __future__ import annotations

import json
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import entities
from pipeline.entities import Entities, Sighting, sightings
from pipeline.records import Entity
from tests.conftest import Read


def test_what_a_document_saw(read: Read) -> None:
    text = "INTERPOL, Interpol et l’INTERPOL. La Commission cite la résolution 1373\n(2001). Le 3 mai, 12 pays."
    assert sightings(read(text)) == [
        ("ORGANISATION", "interpol", "Organisation internationale de police criminelle", "INTERPOL",
         ["INTERPOL", "Interpol"], 3),
        ("RESOLUTION", "UNSC:S/RES/1373 (2001)", "S/RES/1373 (2001)", None, ["résolution 1373 (2001)"], 1),
    ]  # fmt: skip


def lines(collected: Entities) -> list[Entity]:
    return [Entity.model_validate_json(line) for line in b"".join(collected.lines()).splitlines()]


NAMES = st.text('aé𝄞\n"\0', max_size=2)
SIGHTING = st.tuples(
    st.sampled_from(["ORGANISATION", "RESOLUTION"]), NAMES, NAMES, st.none() | NAMES,
    st.lists(NAMES, min_size=1, max_size=3), st.integers(1, 9),
)  # fmt: skip
SEEN = st.lists(SIGHTING, max_size=4, unique_by=lambda sighting: sighting[:2])


@given(st.dictionaries(NAMES, SEEN, max_size=8), st.integers(1, 10))
def test_on_paper_as_in_mind(documents: dict[str, list[Sighting]], at_a_time: int) -> None:
    """The tables of the scratch database against the plainest way to say the same."""
    seen: dict[tuple[str, str], list[tuple[str, Sighting]]] = defaultdict(list)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entities, "_SIGHTINGS", at_a_time)
        patch.setattr(entities, "_DOCUMENTS", 2)
        collected = Entities()
        for doc_id, sighted in documents.items():
            collected.add(doc_id, sighted)
            for sighting in sighted:
                seen[sighting[:2]].append((doc_id, sighting))
        found = lines(collected)
    assert found == [
        Entity(
            id=key[1],
            label=here[0][1][0],
            name=here[0][1][2],
            acronym=here[0][1][3],
            forms=tuple(sorted({form for _, sighting in here for form in sighting[4]})),
            mentions=sum(sighting[5] for _, sighting in here),
            documents=tuple(sorted(doc_id for doc_id, _ in here)),
        )
        for key, here in sorted(seen.items())
    ]


def test_a_line_is_as_the_model_writes_it() -> None:
    collected = Entities()
    for doc_id in ("b", 'a "\n\u2028é', "c"):
        collected.add(doc_id, [("ORGANISATION", "un", "Organisation des Nations Unies", "ONU", ["ONU"], 2)])
    (line,) = b"".join(collected.lines()).splitlines()
    assert line.decode() == Entity.model_validate_json(line).model_dump_json()
    assert json.loads(line)["documents"] == ['a "\n\u2028é', "b", "c"]
