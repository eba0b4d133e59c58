"""The passages of a text where a name of the knowledge base may stand, as a spaCy Doc: the rest is not cut into words.

Cutting a text into words and looking each up in a vocabulary takes longer than all else together; names stand in a
tenth of most texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.mentions import Reading, set_reading
from pipeline.patterns.gates import Gate, relaxed_literal
from pipeline.surface import fold_text, fold_word
from pipeline.tokens import TOKEN, TokenStarts

# Between two passages: as a blank line, no phrase can cross it.
_BREAK = "\n\n"
# Words of a phrase may be parted in any way, since spaCy compares them one by one.
_PARTED = r"[\s\x1a]*"
# A gate looks at so many words of a name: with more of them it is slower, with fewer it lets too much through.
_WORDS = 2
# A text may have one letter for both.
_OE = re.compile("([Oo])([Ee])")


class Passages:
    """Reads a text into a Doc of its passages; `Reading.offsets` says where each word stands in the text."""

    def __init__(self, vocab: Vocab, phrases: Iterable[str]) -> None:
        self._vocab = vocab
        self._longest: dict[str, int] = {}
        words: dict[str, None] = {}
        signs: dict[str, None] = {}
        for phrase in phrases:
            tokens = [token for token, _ in TOKEN.findall(fold_text(phrase))]
            opening = fold_word(tokens[0])
            self._longest[opening] = max(len(tokens), self._longest.get(opening, 0))
            (words if phrase[0].isalnum() else signs)[_beginning(tokens[:_WORDS])] = None
        self._gate = Gate([rf"\b(?:{'|'.join(words)})", *signs])

    def __call__(self, text: str) -> Doc:
        """Give the passages of a text, with a Reading of all of it."""
        reading = Reading(text, [])
        words: list[str] = []
        spaces: list[bool] = []
        for at, word, space in self._words(text, reading.plain):
            words.append(word)
            spaces.append(space)
            reading.offsets.append(at)
        doc = Doc(self._vocab, words=words, spaces=spaces)
        set_reading(doc, reading)
        return doc

    def _words(self, text: str, plain: bytes) -> Iterator[tuple[int, str, bool]]:
        """Yield offset, word, and whether a plain space follows, for each word of the passages."""
        tokens = TokenStarts(text)
        places = self._gate.starts(plain)
        place = next(places, None)
        while place is not None:
            if tokens.token_at(place) is None:
                place = next(places, None)
                continue
            at, left = place, 1
            while left and (token := TOKEN.match(text, at)):
                if at == place:
                    left = max(left, self._longest.get(fold_word(token[1]), 0))
                yield at, token[1], token[2] != ""
                at = token.end()
                left = 0 if token[1].isspace() else left - 1
                while place is not None and place < at:
                    place = next(places, None)
            yield at, _BREAK, False


def _beginning(tokens: Sequence[str]) -> str:
    """A pattern for the first words of a name, whose capital counts."""
    words = [token.replace("œ", "oe").replace("Œ", "OE") for token in tokens]
    pattern = _OE.sub(r"\1\2?", _PARTED.join(map(relaxed_literal, words)))
    pattern += r"(?:\W|\z)" if words[-1][-1].isalnum() else ""
    first = words[0][0]
    if not first.isupper():
        return pattern
    capital = relaxed_literal(first)
    return f"(?-i:{capital}){pattern.removeprefix(capital)}"
