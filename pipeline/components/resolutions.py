"""References to numbered resolutions, with the body that adopted them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.mentions import Mention, reading_of

if TYPE_CHECKING:
    from pipeline.patterns.collection import Patterns


class Resolutions:
    """Sets the RESOLUTION mentions."""

    name = "glaneur_resolutions"

    def __init__(self, patterns: Patterns) -> None:
        self._rules = patterns.rules["resolutions"]
        self._reader = patterns.resolution_reader

    def __call__(self, doc: Doc) -> Doc:
        """Match, read, set."""
        reading = reading_of(doc)
        mentions = []
        for match in self._rules.find(reading.folded, reading.places):
            first, last = reading.sentences.span(match.start, match.end)
            before, after = reading.folded[first : match.start], reading.folded[match.end : last]
            value = self._reader.read(match.rule.line.value or "", match.groups, before, after)
            if value:
                mentions.append(Mention("RESOLUTION", match.start, match.end, match.rule.line.id, value))
        reading.mentions["RESOLUTION"] = mentions
        return doc
