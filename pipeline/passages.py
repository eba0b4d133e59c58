"""The passages of a text that have the words of a name of the knowledge base, as a spaCy Doc: the rest is not cut up.

Cutting a text into words and looking each up in a vocabulary takes longer than all else together; names stand in a
tenth of most texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.mentions import Reading, set_reading
from pipeline.patterns.name_places import NamePlaces, Opening
from pipeline.surface import fold_word
from pipeline.tokens import TOKEN

# Between two passages: as a blank line, no phrase can cross it.
_BREAK = "\n\n"


class Passages:
    """Reads a text into a Doc of its passages; `Reading.offsets` says where each word stands in the text."""

    def __init__(self, vocab: Vocab, places: NamePlaces, phrases: Iterable[Sequence[str]]) -> None:
        self._vocab = vocab
        self._places = places
        self._phrases = _Words()
        for phrase in phrases:
            self._phrases.add(map(fold_word, phrase))

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
        longest = {at: length for at, _ in openings if (length := self._phrases.length(text, at))}
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


class _Words:
    """Phrases by their folded words: those that may come next, and whether a phrase ends here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Words] = {}
        self.ends = False

    def add(self, words: Iterable[str]) -> None:
        """Add a phrase."""
        node = self
        for word in words:
            node = node.next.setdefault(word, _Words())
        node.ends = True

    def length(self, text: str, at: int) -> int:
        """Number of words of the longest phrase that stands at a place, 0 if none does."""
        node = self
        words = longest = 0
        while token := TOKEN.match(text, at):
            word = fold_word(token[1])
            if word not in node.next:
                break
            node = node.next[word]
            words += 1
            at = token.end()
            if node.ends:
                longest = words
        return longest
