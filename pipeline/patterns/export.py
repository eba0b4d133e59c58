"""The knowledge base as patterns of a stock spaCy `entity_ruler`.

A stock ruler compares letters: names are written with both apostrophes. What needs a grammar (dates, figures,
resolutions, names that no list has) has no such pattern and stays with glaneur.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.patterns.bodies import KnowledgeBase, body_patterns
from pipeline.surface import fold_text


def entity_ruler_patterns(bodies: KnowledgeBase) -> Iterator[dict[str, str]]:
    """Yield `{"label", "pattern", "id"}` for each name and acronym, but no short forms; the id is that of the body."""
    given: set[str] = set()
    for line in body_patterns(bodies):
        form, _, body = line["id"].partition(":")
        for surface in dict.fromkeys((line["pattern"], fold_text(line["pattern"]))):
            # Guarded forms are ordinary words, or belong to several bodies: only a document can tell.
            if form != "short" and surface not in given and not bodies.is_guarded(body, surface):
                given.add(surface)
                yield {"label": line["label"], "pattern": surface, "id": body}
