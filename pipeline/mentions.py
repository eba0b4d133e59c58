"""What the components leave in a Doc: mentions with their values, by label, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass

from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.patterns.rules import Match
from pipeline.records import Label, Value
from pipeline.surface import Sentences, fold_text

if TYPE_CHECKING:
    from pipeline.components.organisations import Name

_KEY = "glaneur"


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention: half-open code-point offsets into the text, the rule that made it, its value."""

    label: Label
    start: int
    end: int
    rule: str
    value: Value
    warnings: tuple[str, ...] = ()


class Reading:
    """All that the components know of one text: its folded form, sentences, where rules may begin, mentions."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold_text(text)
        self.places: list[tuple[int, str]] = []
        self.mentions: dict[Label, list[Mention]] = {}
        self.excluded: list[Match] = []
        self.names: list[Name] = []
        self._sentences: Sentences | None = None

    @property
    def sentences(self) -> Sentences:
        """Sentence borders, found when first asked for."""
        if self._sentences is None:
            self._sentences = Sentences(self.folded)
        return self._sentences


def reading_of(doc: Doc) -> Reading:
    """The reading that belongs to a Doc; made at the first call."""
    reading = doc.user_data.get(_KEY)
    if not isinstance(reading, Reading):
        reading = doc.user_data[_KEY] = Reading(doc.text)
    return reading
