"""Which body a name stands for: the knowledge base, what the document defines, and what it said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.components.known_names import Name
from pipeline.components.resolver import BRACKET_BETWEEN, Resolver
from pipeline.mentions import Reading, reading_of

if TYPE_CHECKING:
    from pipeline.patterns.collection import Patterns


class Linking:
    """Sets the ORGANISATION mentions: names with their entity, official name, acronym and form."""

    name = "glaneur_linking"

    def __init__(self, patterns: Patterns) -> None:
        self._bodies = patterns.bodies
        self._organ_heads = frozenset(patterns.vocabulary.table("organ_head"))

    def __call__(self, doc: Doc) -> Doc:
        """Resolve name after name, in the order of the text."""
        reading = reading_of(doc)
        if not reading.names:
            reading.mentions["ORGANISATION"] = []
            return doc
        names = self._supported(reading)
        resolver = Resolver(self._bodies, self._organ_heads, reading, names)
        mentions = list(resolver.mentions())
        if resolver.depends_on_later:
            # A second reading knows what the document names later on: a title comes before the full name.
            resolver = Resolver(self._bodies, self._organ_heads, reading, names, resolver.introduced)
            mentions = list(resolver.mentions())
        reading.mentions["ORGANISATION"] = mentions
        return doc

    def _supported(self, reading: Reading) -> list[Name]:
        """Drop guarded and tentative readings of names that nothing else in the document supports."""
        text = reading.flat
        supported = {
            body
            for name in reading.names
            for body in name.bodies
            if not name.tentative and not self._bodies.is_guarded(body, text[name.start : name.core])
        }
        supported |= {parent for body in supported if (parent := self._bodies[body].parent)}
        defined = {
            text[following.start : following.core]
            for name, following in zip(reading.names, reading.names[1:], strict=False)
            if BRACKET_BETWEEN.fullmatch(text, name.end, following.start)
        }
        kept = []
        for name in reading.names:
            surface = text[name.start : name.core]
            guarded = {b for b in name.bodies if name.tentative or self._bodies.is_guarded(b, surface)}
            bodies = tuple(b for b in name.bodies if b in supported or b not in guarded)
            unsupported = bool(name.bodies) and not bodies
            if not unsupported or (name.form == "acronym" and surface in defined) or name.form == "name":
                kept.append(name if bodies == name.bodies else name._replace(bodies=bodies))
        return kept
