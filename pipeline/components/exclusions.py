"""What is no date and no figure: ordinals, article numbers, times of day, symbols. Runs first, and finds the openers.

The words at which any rule may begin are a lexeme flag, so that spaCy decides it once per word form and not once per
word; the later components look only there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import IDX
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.components.proper_names import CUES
from pipeline.mentions import reading_of
from pipeline.patterns.rules import opener_of

if TYPE_CHECKING:
    from pipeline.patterns.collection import Patterns

# The classes of words at which names of bodies begin, or that give one away.
OPENING_CLASSES = ("head", "lower_head", *CUES)


class Exclusions:
    """Finds where rules may begin, and the stretches that later components leave alone."""

    name = "glaneur_exclusions"

    def __init__(self, vocab: Vocab, patterns: Patterns) -> None:
        self._rules = patterns.rules["exclusions"]
        self._openers = frozenset().union(
            *(patterns.vocabulary.openers(name) for name in OPENING_CLASSES),
            *(rules.openers for rules in patterns.rules.values()),
        )
        self._flag = vocab.add_flag(lambda token: opener_of(token) in self._openers)

    def __call__(self, doc: Doc) -> Doc:
        """Fill `places` and `excluded` of the reading."""
        reading = reading_of(doc)
        if len(doc):
            offsets = doc.to_array([IDX, self._flag])
            indices = np.nonzero(offsets[:, 1])[0].tolist()
            reading.places = [(int(offsets[i, 0]), opener_of(reading.words[i])) for i in indices]
        reading.excluded = self._rules.find(reading.flat, reading.places)
        return doc
