"""The surface of a text: folding for comparison, and where sentences and paragraphs end.

`fold_text` keeps every offset, so that what is found in the folded text stands at the same place in the source.
`fold_word` compares single words and may change their length.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from pipeline import regexes

# One character for one character: apostrophes, spaces, hyphens that French typography uses for the same thing.
_SAME = (
    ("\u2019", "'"), ("\u02bc", "'"), ("\u2018", "'"),
    ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\u2007", " "), ("\t", " "),
    ("\u2010", "-"), ("\u2011", "-"),
)  # fmt: skip

# A capital letter of French, as a character class.
UPPER = "[A-ZÀ-ÖØ-Þ]"

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})

# A sentence ends with a full stop, or another sign; with a blank line; and before an item of a list. An item that is
# less plainly one needs punctuation before it. Each expression begins with one character, so that `re` looks for that
# alone: for a class of them it takes three times as long.
_CLOSING = r"[.!?…]*[»\"')\]]*(?:\s*\[\d+\])?\s+(?=[«\"'(\[]*\s?[A-ZÀ-ÖØ-Þ0-9])"
_STOPS = {sign: regexes.compile(rf"\{sign}{_CLOSING}") for sign in ".!?…"}
_LINE_END = regexes.compile(
    r"\n(?:(?P<blank>\s*\n\s*)|(?P<item>\s*(?=[•*–—]\s|\(?[a-z0-9]{1,3}[.)]\s))"
    r"|(?P<doubtful>\s*(?=[•*–—-]|\(?[a-z0-9]{1,3}[.)])))"
)
_BEFORE_ITEM = (";", ":", ",")
# What has no full stop for longer than this, on either side of a mention, is no sentence but a list, and is cut.
_LONG_SENTENCE = 1000
_ABBREVIATION = regexes.compile(
    r"(?:\b(?:M|MM|Mme|Mlle|Dr|Pr|Me|art|al|par|p|pp|no|nos|vol|chap|fig|cf|St|Ste|av|env|janv|févr|sept|oct|nov|déc"
    r"|[A-ZÀ-Þ])|^\s*\d{1,3}|\n\s*\d{1,3})\.\s+\Z"
)


def fold_text(text: str) -> str:
    """Bring apostrophes, spaces, hyphens and line ends to one form, one character for one."""
    if text.isascii() and text.isprintable():
        return text
    for variant, plain in _SAME:
        text = text.replace(variant, plain)
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    return text


# A line end inside a paragraph, unless the next line begins an item of a list.
_WRAP = regexes.compile(r"\n(?<!\n\n)(?! *(?:\n|[•*–—]|-\s|\(?(?:\d{1,3}|[a-z])[.)](?:\s|\Z)))")


def unwrap(text: str) -> str:
    """Turn the line wraps of a folded text into spaces, one for one; blank lines and items of lists keep theirs."""
    return _WRAP.sub(" ", text)


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """Bring a word to the form in which words are compared: lower case, no accents, straight apostrophe."""
    if word.isascii():
        return word.strip().lower()
    decomposed = unicodedata.normalize("NFKD", fold_text(word.strip()).lower().translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 16)
def fold_phrase(phrase: str) -> str:
    """Bring several words to the form in which names are compared, with single spaces."""
    return " ".join(fold_word(word) for word in fold_text(phrase).split())


def _starts(text: str) -> set[int]:
    """Where sentences begin."""
    stops = {match.end() for sign, stop in _STOPS.items() if sign in text for match in stop.finditer(text)}
    abbreviated = {at for at in stops if _ABBREVIATION.search(text, max(0, at - 12), at)}
    starts = {0, *stops} - abbreviated
    for match in _LINE_END.finditer(text):
        at, kind = match.end(), match.lastgroup
        if kind == "doubtful":
            before = text[max(0, match.start() - 8) : match.start()].rstrip()
            kind = "item" if before.endswith(_BEFORE_ITEM) else None
        if kind == "blank" or (kind == "item" and at not in abbreviated):
            starts.add(at)
    return starts


class Sentences:
    """Sentence borders of one text, found once and looked up by offset."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = sorted(_starts(text))
        self._trims: dict[tuple[int, int], tuple[int, int]] = {}

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Yield (offset, sentence) of all sentences, trimmed of white space."""
        for start, end in pairwise([*self._starts, len(self._text)]):
            sentence = self._text[start:end]
            if sentence.strip():
                yield start + len(sentence) - len(sentence.lstrip()), sentence.strip()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the sentence, or run of sentences, that holds `start` to `end`, trimmed of white space."""
        first = self._starts[bisect_right(self._starts, start) - 1]
        after = bisect_right(self._starts, end - 1)
        last = self._starts[after] if after < len(self._starts) else len(self._text)
        return self._trimmed(max(first, start - _LONG_SENTENCE), min(last, end + _LONG_SENTENCE))

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        """A stretch without the white space at its ends; most sentences are asked for more than once."""
        if (first, last) not in self._trims:
            sentence = self._text[first:last]
            start = first + len(sentence) - len(sentence.lstrip())
            self._trims[first, last] = start, first + len(sentence.rstrip())
        return self._trims[first, last]
