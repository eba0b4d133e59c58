"""Where the names of the knowledge base stand, word for word.

Few words of a text begin a name: the first words are looked up in one pass, and only there are the words after them
followed through all names at once. So a pass takes as long with a hundred thousand names as with a thousand; an
automaton of that many names would not fit into its memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.patterns.gates import Gate, relaxed_literal
from pipeline.plain_text import capitalised, plain
from pipeline.surface import fold_word
from pipeline.tokens import TOKEN, TokenStarts

_FIRST = re.compile(rb"\w+")
# Words of a phrase may be parted in any way, since spaCy compares them one by one.
_PARTED = r"[\s\x1a]*"
# The gate for names without a capital looks at so many words: with more it is slower, with fewer it lets more through.
_WORDS = 2
# A text may have one letter for both.
_OE = re.compile("([Oo])([Ee])")


class Standing(NamedTuple):
    """What stands at a place: the indices of phrases, and the number of words of the longest."""

    words: int
    phrases: tuple[int, ...]


class Phrases:
    """Finds phrases, each a sequence of words; the capital with which one begins counts."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        self._words = _Words()
        self._firsts: set[bytes] = set()
        others: dict[tuple[str, ...], None] = {}
        has_capital: dict[str, bool] = {}  # by first word: many names begin with the same
        for index, phrase in enumerate(phrases):
            self._words.add(map(fold_word, phrase), index)
            first = phrase[0]
            if first not in has_capital:
                has_capital[first] = plain(first)[:1].isupper()
                self._firsts.update(_forms(first) if has_capital[first] else ())
            if not has_capital[first]:
                others[tuple(phrase[:_WORDS])] = None
        self._gate = Gate(map(_beginning, others))

    def find(self, text: str, plain: bytes) -> dict[int, Standing]:
        """Give the places in a text, in order, and what stands there.

        `plain` is the plain form of the folded text.
        """
        firsts = self._firsts
        starts = {start for start, end in capitalised(plain) if plain[start:end].lower() in firsts}
        starts.update(self._gate.starts(plain))
        tokens = TokenStarts(text)
        return {
            at: standing
            for at in sorted(starts)
            if tokens.begins_at(at) and (standing := self._words.standing(text, at)) is not None
        }


def _forms(word: str) -> Iterator[bytes]:
    """The plain forms that the first word of a phrase may have in a text."""
    for form in (word, word.replace("œ", "oe").replace("Œ", "Oe")):
        if first := _FIRST.match(plain(form)):
            yield first[0].lower()
            yield first[0].lower().replace(b"oe", b"o")


def _beginning(words: Sequence[str]) -> str:
    """A pattern for the first words of a phrase."""
    words = [word.replace("œ", "oe").replace("Œ", "OE") for word in words]
    pattern = _OE.sub(r"\1\2?", _PARTED.join(map(relaxed_literal, words)))
    before = r"\b" if words[0][0].isalnum() else ""
    return before + pattern + (r"(?:\W|\z)" if words[-1][-1].isalnum() else "")


class _Words:
    """Phrases by their folded words: those that may come next, and the indices of those that end here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Words] = {}
        self.ends: tuple[int, ...] = ()

    def add(self, words: Iterable[str], index: int) -> None:
        """Add a phrase."""
        node = self
        for word in words:
            node = node.next.setdefault(word, _Words())
        node.ends += (index,)

    def standing(self, text: str, at: int) -> Standing | None:
        """What stands at a place, if anything does."""
        node = self
        words = longest = 0
        phrases: tuple[int, ...] = ()
        while token := TOKEN.match(text, at):
            word = fold_word(token[1])
            if word not in node.next:
                break
            node = node.next[word]
            words += 1
            at = token.end()
            if node.ends:
                longest = words
                phrases += node.ends
        return Standing(longest, phrases) if phrases else None
