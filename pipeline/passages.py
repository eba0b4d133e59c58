"""The passages of a text that have the words of a name of the knowledge base, as a spaCy Doc: the rest is not cut up.

Cutting a text into words and looking each up in a vocabulary takes longer than all else together; names stand in a
tenth of most texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.mentions import Reading, set_reading
from pipeline.patterns.phrases import Phrases, Standing
from pipeline.tokens import TOKEN

# Between two passages: as a blank line, no phrase can cross it.
_BREAK = "\n\n"


class Passages:
    """Reads a text into a Doc of its passages.

    `Reading.offsets` says where each word stands in the text, `Reading.phrases` which phrases may stand there.
    """

    def __init__(self, vocab: Vocab, phrases: Phrases) -> None:
        self._vocab = vocab
        self._phrases = phrases

    def __call__(self, reading: Reading) -> Doc:
        """Give the passages of the text of a reading."""
        words: list[str] = []
        spaces: list[bool] = []
        places = self._phrases.find(reading.text, reading.plain)
        for standing in places.values():
            reading.phrases.update(standing.phrases)
        for at, word, space in self._words(reading.text, places):
            words.append(word)
            spaces.append(space)
            reading.offsets.append(at)
        doc = Doc(self._vocab, words=words, spaces=spaces)
        set_reading(doc, reading)
        return doc

    def _words(self, text: str, places: Mapping[int, Standing]) -> Iterator[tuple[int, str, bool]]:
        """Yield offset, word, and whether a plain space follows, for each word of the passages."""
        end = 0
        for place in places:
            if place < end:
                continue
            end, left = place, 1
            while left and (token := TOKEN.match(text, end)):
                yield end, token[1], token[2] != ""
                if standing := places.get(end):
                    left = max(left, standing.words)
                left = 0 if token[1].isspace() else left - 1
                end = token.end()
            yield end, _BREAK, False
