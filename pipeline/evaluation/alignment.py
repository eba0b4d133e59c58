"""Where a stretch of an old text stands in a new one, after the text was edited.

Sentences are compared first, and then, where sentences were replaced, their words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.records import Record
from pipeline.surface import Sentences

# A sentence or a word, with the offset of its first character.
Unit = tuple[int, str]

# What replaced a mention is not looked for in more than so many characters: it is gone.
_LONGEST = 200
# What was rewritten at greater length is not compared word by word, which takes the square of the time.
_MOST_WORDS = 100_000

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one text and what stands for it in the other.

    `same` says that both read alike; `untouched`, that the whole sentence around them does.
    """

    here: tuple[int, int]
    there: tuple[int, int]
    same: bool
    untouched: bool


class Alignment:
    """The blocks of a text, in order. Between them stands white space, or what nobody knows."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = [block for block in blocks if block.here[0] < block.here[1]]
        self._starts = [block.here[0] for block in self._blocks]

    def follow(self, start: int, end: int) -> tuple[int, int] | None:
        """Where `start` to `end` stands in the other text; None if it is gone, or if nobody knows.

        A border inside words that were replaced moves to the border of what replaced them.
        """
        first, last = self._block(start), self._block(end - 1)
        if first is None or last is None:
            return None
        new_start = start - first.here[0] + first.there[0] if first.same else first.there[0]
        new_end = end - last.here[1] + last.there[1] if last.same else last.there[1]
        longest = max(_LONGEST, 2 * (end - start))
        return (new_start, new_end) if 0 < new_end - new_start <= longest else None

    def untouched(self, start: int, end: int) -> bool:
        """Whether the sentences that `start` to `end` stands in are the same in both texts."""
        blocks = (self._block(start), self._block(end - 1))
        return all(block is not None and block.untouched for block in blocks)

    def kept(self, start: int, end: int) -> bool:
        """Whether the words of `start` to `end` are the same in both texts, whatever became of those around them."""
        first = bisect_right(self._starts, start) - 1
        over = [b for b in self._blocks[max(first, 0) : bisect_left(self._starts, end)] if start < b.here[1]]
        return bool(over) and all(block.same for block in over)

    def _block(self, offset: int) -> Block | None:
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._blocks[index].here[1]:
            return None
        return self._blocks[index]


def align(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Alignment, Alignment]:
    """Align the sentences of two texts; gives the way from the old one to the new one, and the way back."""
    blocks = list(_blocks(old, new))
    return Alignment(blocks), Alignment(Block(b.there, b.here, b.same, b.untouched) for b in blocks)


def _blocks(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Block]:
    at = (0, 0)  # where both texts have been read to: what is missing on one side stands there
    for untouched, gone, come in _parts(old, new):
        words = [] if untouched else [_words(gone), _words(come)]
        by_word = all(words) and 0 < sum(map(len, words)) <= _MOST_WORDS
        for same, a, b in _parts(*words) if by_word else [(untouched, gone, come)]:
            for x, y in zip(_each(a), _each(b), strict=True) if same else [(a, b)]:
                yield (block := Block(_extent(x, at[0]), _extent(y, at[1]), same, untouched))
                at = (block.here[1], block.there[1])


def _parts(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[bool, Sequence[Unit], Sequence[Unit]]]:
    """Yield (are they the same, units of the old text, units of the new one); of the units, one side may be empty."""
    matcher = SequenceMatcher(None, [text for _, text in old], [text for _, text in new])
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        yield tag == "equal", old[i:i_end], new[j:j_end]


def _extent(units: Sequence[Unit], otherwise: int) -> tuple[int, int]:
    return (units[0][0], units[-1][0] + len(units[-1][1])) if units else (otherwise, otherwise)


def _each(units: Sequence[Unit]) -> list[Sequence[Unit]]:
    """Units one by one: where both texts have the same ones, what stands between them may differ."""
    return [[unit] for unit in units]


def _words(sentences: Iterable[Unit]) -> list[Unit]:
    return [(start + word.start(), word.group()) for start, text in sentences for word in _WORD.finditer(text)]


def sentences_of(text: str) -> list[Unit]:
    """All sentences of a text."""
    return list(Sentences(text))


def sentences_quoted(records: Iterable[Record]) -> list[Unit]:
    """The sentences that the records of a document quote, at their places; those that overlap make one.

    Where a mention stands in its sentence more than once, the other mentions of the sentence decide; then the first.
    """
    places: dict[str, list[set[int]]] = {}
    for record in sorted(records, key=lambda record: record.start):
        again = re.finditer(f"(?={re.escape(record.text)})", record.sentence)
        possible = {record.start - found.start() for found in again}
        known = places.setdefault(record.sentence, [])
        if known and known[-1] & possible:
            known[-1] &= possible
        elif possible:
            known.append(possible)
    units: list[Unit] = []
    for start, sentence in sorted((max(possible), text) for text, known in places.items() for possible in known):
        before, text = units[-1] if units else (0, "")
        if start < before + len(text):
            units[-1] = (before, text + sentence[before + len(text) - start :])
        else:
            units.append((start, sentence))
    return units
