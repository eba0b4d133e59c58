"""What stands around a mention: modifiers before and after it."""

from __future__ import annotations

import re

from pipeline import regexes
from pipeline.mentions import Reading
from pipeline.patterns.endings import endings
from pipeline.patterns.vocabulary import Vocabulary
from pipeline.records import Label

# How far before a mention its modifier may begin, in characters.
_REACH = 40


def behind(*expressions: str) -> re.Pattern[str]:
    """A pattern that matches, at a place, if one of these stands right before it: no search is needed to tell.

    Each is of one length, and begins with a letter.
    """
    return regexes.compile("|".join(rf"(?<=\b{expression})" for expression in expressions), re.IGNORECASE)


class Modifiers:
    """Reads the modifier that stands before or after a mention, by classes of the vocabulary.

    `gap` is what may stand between the modifier and the mention: prepositions and articles.
    """

    def __init__(self, vocabulary: Vocabulary, before: str, after: str, gap: str) -> None:
        self._vocabulary = vocabulary
        self._classes = (before, after)
        modifier = rf"(?<!\w){{{before}}}{gap}"
        self._before = regexes.compile(vocabulary.expand(f"{modifier}$"), re.IGNORECASE)
        self._ends = endings(vocabulary.relax(modifier))
        self._after = regexes.compile(vocabulary.expand(rf",? {{{after}}}(?!\w)"), re.IGNORECASE)

    def read(self, text: str, start: int, end: int) -> str | None:
        """The modifier of the mention from `start` to `end`, None if there is none."""
        match, name = None, self._classes[0]
        if self._ends is None or self._ends.fit(text, start):
            match = self._before.search(text[max(0, start - _REACH) : start])
        if match is None:
            match, name = self._after.match(text, end), self._classes[1]
        if match is None:
            return None
        value = self._vocabulary.value(name, match[name])
        return None if value is None else str(value)


def taken_by(reading: Reading, label: Label, *others: Label) -> list[tuple[int, int]]:
    """The stretches that a label must leave alone: exclusions, resolutions, earlier mentions."""
    taken = [(match.start, match.end) for match in reading.excluded if label in match.rule.line.blocks]
    taken += [(reference.start, reference.end) for reference in reading.references]
    taken += [(mention.start, mention.end) for other in others for mention in reading.mentions[other]]
    return sorted(taken)
