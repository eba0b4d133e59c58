"""What the components leave in a Doc: mentions with their values, by label, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.patterns.rules import Match
from pipeline.records import Label, Value
from pipeline.surface import Sentences, fold_text, unwrap

if TYPE_CHECKING:
    from pipeline.components.known_names import Name

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
    """All that the components know of one text, each adding to what the ones before it found.

    `places` are the offsets where rules may begin, `excluded` and `references` what is no date or figure because it is
    something else or a resolution, `names` the names of bodies, and `mentions` the results.
    """

    def __init__(self, text: str, words: list[str]) -> None:
        self.text = text
        self.words = words
        self.folded = fold_text(text)
        self.places: list[tuple[int, str]] = []
        self.mentions: dict[Label, list[Mention]] = {}
        self.excluded: list[Match] = []
        self.references: list[Match] = []
        self.names: list[Name] = []

    @cached_property
    def flat(self) -> str:
        """The folded text without line wraps, in which rules look for mentions."""
        return unwrap(self.folded)

    @cached_property
    def sentences(self) -> Sentences:
        """Sentence borders."""
        return Sentences(self.folded)


def set_reading(doc: Doc, text: str, words: list[str]) -> None:
    """Give a Doc its reading; text and words are passed on because spaCy makes them anew at each call."""
    doc.user_data[_KEY] = Reading(text, words)


def reading_of(doc: Doc) -> Reading:
    """The reading that belongs to a Doc; made here for a Doc of another tokenizer."""
    if _KEY not in doc.user_data:
        set_reading(doc, doc.text, [token.text for token in doc])
    reading = doc.user_data[_KEY]
    assert isinstance(reading, Reading)
    return reading
