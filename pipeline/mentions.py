"""What the components leave in a Doc: mentions with their values, by label, in the order of the text."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from spacy.attrs import IDX
from spacy.tokens import Doc

from pipeline.patterns.rules import Match, Place
from pipeline.plain_text import plain
from pipeline.records import Label, Value
from pipeline.surface import Sentences, fold_text, unwrap

if TYPE_CHECKING:
    from pipeline.components.known_names import Name

_KEY = "glaneur"


class Mention(NamedTuple):
    """A mention: half-open code-point offsets into the text, the rule that made it, its value."""

    label: Label
    start: int
    end: int
    rule: str
    value: Value
    warnings: tuple[str, ...] = ()


class Reading:
    """All that the components know of one text, each adding to what the ones before it found.

    `offsets` say where each word of the Doc stands, `phrases` which names may stand among them, by their index, and
    `places` where rules may match; `excluded` and `references` are what is no date or figure because it is something
    else or a resolution, `names` the names of bodies, and `mentions` the results.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.offsets: list[int] = []
        self.phrases: set[int] = set()
        self.folded = fold_text(text)
        self.places: dict[str, list[Place]] = {}
        self.mentions: dict[Label, list[Mention]] = {}
        self.excluded: list[Match] = []
        self.references: list[Match] = []
        self.names: list[Name] = []
        self._speaks_of: dict[re.Pattern[str], bool] = {}

    @cached_property
    def flat(self) -> str:
        """The folded text without line wraps, in which rules look for mentions."""
        return unwrap(self.folded)

    @cached_property
    def plain(self) -> bytes:
        """The flat text as gates read it."""
        return plain(self.flat)

    def speaks_of(self, words: re.Pattern[str]) -> bool:
        """Whether some words stand anywhere in the text; looked for once."""
        if words not in self._speaks_of:
            self._speaks_of[words] = words.search(self.flat) is not None
        return self._speaks_of[words]

    @cached_property
    def sentences(self) -> Sentences:
        """Sentence borders."""
        return Sentences(self.folded)


def set_reading(doc: Doc, reading: Reading) -> None:
    """Give a Doc its reading."""
    doc.user_data[_KEY] = reading


def reading_of(doc: Doc) -> Reading:
    """The reading that belongs to a Doc; made here for a Doc that has all the words of its text."""
    if _KEY not in doc.user_data:
        reading = Reading(doc.text)
        reading.offsets = doc.to_array(IDX).tolist() if len(doc) else []
        set_reading(doc, reading)
    reading = doc.user_data[_KEY]
    assert isinstance(reading, Reading)
    return reading
