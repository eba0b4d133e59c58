from __future__ import annotations

import pytest

from pipeline.patterns.bodies import Body, KnowledgeBase
from pipeline.patterns.collection import Patterns
from pipeline.patterns.files import PatternError


def test_the_knowledge_base_is_large_and_sourced(patterns: Patterns) -> None:
    assert len(patterns.bodies) >= 250
    assert all(body.source for body in patterns.bodies)


@pytest.mark.parametrize(
    ("acronym", "entity"), [("ONUDC", "unodc"), ("UNODC", "unodc"), ("UNOCT", "unoct"), ("BLT", "unoct")]
)
def test_french_and_english_acronyms_lead_to_the_same_body(patterns: Patterns, acronym: str, entity: str) -> None:
    assert acronym in patterns.bodies[entity].acronyms


def test_children(patterns: Patterns) -> None:
    assert "cted" in {body.id for body in patterns.bodies.children["ctc"]}


def test_ids_are_never_reused() -> None:
    body = Body(id="a", name="Comité A", kind="committee", source="test")
    with pytest.raises(PatternError, match="never reused"):
        KnowledgeBase([("f:1", body), ("f:2", body)])
