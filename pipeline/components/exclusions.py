"""What is no date and no figure: ordinals, article numbers, times of day, symbols. Runs first, and finds the places.

Where any rule may match is found in one pass over the text; the later components look only there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.mentions import reading_of

if TYPE_CHECKING:
    from pipeline.patterns.collection import Patterns


class Exclusions:
    """Finds where rules may match, and the stretches that later components leave alone."""

    name = "glaneur_exclusions"

    def __init__(self, patterns: Patterns) -> None:
        self._rules = patterns.rules["exclusions"]
        self._places = patterns.places

    def __call__(self, doc: Doc) -> Doc:
        """Fill `places` and `excluded` of the reading."""
        reading = reading_of(doc)
        reading.places = self._places.find(reading.flat, reading.plain)
        reading.excluded = self._rules.find(reading.flat, reading.places["exclusions"])
        return doc
