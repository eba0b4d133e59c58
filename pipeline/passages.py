"""The passages of a text where a name of the knowledge base may stand, as a spaCy Doc: the rest is not cut into words.

Cutting a text into words and looking each up in a vocabulary takes longer than all else together; names stand in a
tenth of most texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.mentions import Reading, set_reading
from pipeline.patterns.name_places import NamePlaces, Opening
from pipeline.surface import fold_text, fold_word
from pipeline.tokens import TOKEN

# Between two passages: as a blank line, no phrase can cross it.
_BREAK = "\n\n"


class Passages:
    """Reads a text into a Doc of its passages; `Reading.offsets` says where each word stands in the text."""

    def __init__(self, vocab: Vocab, places: NamePlaces, phrases: Iterable[str]) -> None:
        self._vocab = vocab
        self._places = places
        # Number of words of the longest phrase, by its first word and its second, if it has one.
        self._longest: dict[str, dict[str, int]] = {}
        for phrase in phrases:
            first, *rest = [fold_word(word) for word, _ in TOKEN.findall(fold_text(phrase))]
            lengths = self._longest.setdefault(first, {})
            second = rest[0] if rest else ""
            lengths[second] = max(1 + len(rest), lengths.get(second, 0))

    def __call__(self, reading: Reading) -> Doc:
        """Give the passages of the text of a reading."""
        words: list[str] = []
        spaces: list[bool] = []
        for at, word, space in self._words(reading.text, reading.openings(self._places)):
            words.append(word)
            spaces.append(space)
            reading.offsets.append(at)
        doc = Doc(self._vocab, words=words, spaces=spaces)
        set_reading(doc, reading)
        return doc

    def _words(self, text: str, openings: Sequence[Opening]) -> Iterator[tuple[int, str, bool]]:
        """Yield offset, word, and whether a plain space follows, for each word of the passages."""
        longest = {at: length for at, word in openings if (length := self._length(text, at, word))}
        end = 0
        for place in longest:
            if place < end:
                continue
            end, left = place, 1
            while left and (token := TOKEN.match(text, end)):
                yield end, token[1], token[2] != ""
                left = 0 if token[1].isspace() else max(left, longest.get(end, 0)) - 1
                end = token.end()
            yield end, _BREAK, False

    def _length(self, text: str, at: int, word: str) -> int:
        """Number of words of the longest phrase that may stand at a place."""
        lengths = self._longest.get(fold_word(word))
        if lengths is None:
            return 0
        first = TOKEN.match(text, at)
        second = TOKEN.match(text, first.end()) if first else None
        return lengths.get(fold_word(second[1]) if second else "", 0) or lengths.get("", 0)
