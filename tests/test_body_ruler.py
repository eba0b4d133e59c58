from __future__ import annotations

from pipeline.body_ruler import BodyRuler
from pipeline.components.known_names import BODIES
from pipeline.language import with_ruler
from pipeline.patterns.collection import Patterns


def test_names_are_marked_once_they_were_met(patterns: Patterns) -> None:
    nlp = with_ruler()
    ruler = BodyRuler(nlp, patterns.names)
    onu, interpol = (
        next(index for index, name in enumerate(patterns.names) if name["pattern"] == acronym)
        for acronym in ("ONU", "INTERPOL")
    )

    def marked() -> list[str]:
        doc = ruler(nlp.make_doc("L’ONU et INTERPOL"))
        return [span.text for span in doc.spans[BODIES]]

    ruler.meet([onu])
    assert marked() == ["ONU"]
    ruler.meet([onu, interpol])
    assert set(marked()) == {"ONU", "INTERPOL"}
    assert len(marked()) == 2
