"""What a line end, a scan or a file format did to words, undone for reading: every offset leads back to the source.

    le 3 juil-        -> le 3 juillet 2004
    let 2OO4

Only faults with one reading are mended: words broken at line ends, decomposed letters, ligatures, invisible
characters, and scanned letters that stand for digits.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable

from pipeline import regexes
from pipeline.patterns.gates import Gate
from pipeline.patterns.vocabulary import Vocabulary
from pipeline.plain_text import BEYOND_LATIN_1
from pipeline.surface import fold_word

_LETTER = r"[^\W\d_]"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_BREAK = r"\r?\n[^\S\n]*"
# The line end comes first, so that `re` looks for that alone.
_HYPHENATED = regexes.compile(r"\n(?<=[-\u2010\u2013]\n)")
_ODD = regexes.compile(rf"[\u0300-\u036f{_INVISIBLE}]")
_ODD_LETTERS = "\u00ad\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"
_GLUED = r"(?-i:[a-z\xf7](?:[a-z\xf7]{4}|[ ](?:19|20)[0-9][0-9]))[0-9][0-9]?(?:[^0-9A-Za-z_]|\z)"
_SCANNED = r"(?-i:\b(?:[0-9]+[OolI]|[OolI]+[0-9]|OOO|[lI]er\b))"
_MISREAD = Gate([_GLUED, _SCANNED])


def _is_misread(text: str, plain: bytes) -> bool:
    return _MISREAD.opens_in(plain)


def _is_hyphenated(text: str, plain: bytes) -> bool:
    return _HYPHENATED.search(text) is not None or ("\r" in text and "-\r" in text)


def _is_odd(text: str, plain: bytes) -> bool:
    """To look for single characters takes a fraction of the time of a pattern; the others are beyond Latin-1."""
    if any(char in text for char in _ODD_LETTERS):
        return True
    return BEYOND_LATIN_1 in plain and _ODD.search(text) is not None


# Faults by kind, each with what tells in one pass whether a text may have one: few have any.
_Signs = Callable[[str, bytes], bool]
_FAULTS: tuple[tuple[str, _Signs, str], ...] = (
    ("broken", _is_hyphenated, rf"(?<={_LETTER})[-\u2010]{_BREAK}(?={_LETTER})"),
    ("range", _is_hyphenated, rf"(?<=\d)[-\u2010\u2013]{_BREAK}(?=\d)"),
    ("invisible", _is_odd, rf"\u00ad\r?\n(?![^\S\n]*\n)[^\S\n]*|[\u00ad{_INVISIBLE}]+"),
    ("letter", _is_odd, rf"{_LETTER}[\u0300-\u036f]+|[\ufb00-\ufb06]"),
    # A footnote number glued to a word (`francs3`) or to a year (`septembre 201442`).
    ("footnote", _is_misread, r"(?:(?<=[a-zà-ÿ]{5})|(?<=[a-zà-ÿ] (?:19|20)\d\d))\d{1,2}(?=[\s.,;:)»]|\Z)"),
    (
        "digits",
        _is_misread,
        r"(?<![\w.,/-])(?:\d+[OolI]|[OolI]+\d|O{3}(?!\w)|[lI]er(?!\w))[\dOolI]*(?![\w/-])",
    ),
)
_SIGNS = tuple(dict.fromkeys(signs for _, signs, _ in _FAULTS))
_PATTERNS = {kind: regexes.compile(pattern) for kind, _, pattern in _FAULTS}
# Letters among digits are only mended where they have one reading: a year, a day of a month, groups of thousands.
_YEAR = regexes.compile(r"(?:1[5-9]|20)\d\d")
_DAY = regexes.compile(r"[12]?\d|3[01]|1er")
_GROUP_BEFORE = regexes.compile(r"(?<!\w)[\dO]{1,3}[ .\u00a0\u202f]\Z")
_GROUP_AFTER = regexes.compile(r"[ .\u00a0\u202f][\dO]{3}(?!\w)")
_DIGITS = str.maketrans("OolI", "0011")


class Mended:
    """A text for reading, and where each stretch of it stands in the source."""

    def __init__(self, source: str, faults: list[tuple[int, int, str]]) -> None:
        """Replace each fault (start, end, correction), in the order of the text."""
        pieces: list[str] = []
        self._starts: list[int] = []
        self._corrections: list[tuple[int, int, int]] = []
        at = length = 0
        for start, end, correction in faults:
            length += start - at
            self._starts.append(length)
            pieces += [source[at:start], correction]
            length += len(correction)
            self._corrections.append((length, start, end))
            at = end
        self.text = "".join([*pieces, source[at:]]) if faults else source

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the source for a stretch of at least one character."""
        if not self._starts:
            return start, end
        return self._character(start)[0], self._character(end - 1)[1]

    def _character(self, at: int) -> tuple[int, int]:
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return at, at + 1
        correction_end, start, end = self._corrections[index]
        if at < correction_end:
            return start, end
        return end + at - correction_end, end + at - correction_end + 1


class Mender:
    """Mends texts; which hyphens belong to a word is in `patterns/vocabulary/surface.jsonl`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._month_after = regexes.compile(vocabulary.expand(r"[ \u00a0\u202f]+{:month}(?!\w)"), re.IGNORECASE)
        before_year = r"(?<!\w)(?:{:month}|en|fin|début|depuis|dès) \Z"
        self._before_year = regexes.compile(vocabulary.expand(before_year), re.IGNORECASE)
        self._first_parts = frozenset(vocabulary.table("hyphen_first"))
        self._last_parts = frozenset(vocabulary.table("hyphen_last"))

    def mend(self, text: str, plain: bytes) -> Mended:
        """Give the text as it should be read; the text itself where nothing is wrong with it. `plain` is for gates."""
        faults: list[tuple[int, int, str]] = []
        shown = {signs for signs in _SIGNS if signs(text, plain)}
        for kind, signs, _ in _FAULTS:
            if signs in shown:
                for match in _PATTERNS[kind].finditer(text):
                    correction = self._correct(kind, text, match)
                    if correction != match[0]:
                        faults.append((match.start(), match.end(), correction))
        return Mended(text, _without_overlap(sorted(faults)))

    def _correct(self, kind: str, text: str, match: re.Match[str]) -> str:
        fault = match[0]
        if kind == "broken":
            return fault[0] if self._keeps_hyphen(text, match.start(), match.end()) else ""
        if kind == "range":
            return fault[0]
        if kind == "footnote":
            year = text[match.start() - 1].isdigit()
            before = text[max(0, match.start() - 24) : match.start() - 4]
            return fault if year and not self._before_year.search(before) else ""
        if kind == "letter":
            return unicodedata.normalize("NFKC", fault)
        return self._digits(text, match) if kind == "digits" else ""

    def _digits(self, text: str, match: re.Match[str]) -> str:
        scanned = match[0]
        digits = scanned.replace("ler", "1er").replace("Ier", "1er") if "er" in scanned else scanned.translate(_DIGITS)
        thousands = len(digits) <= 3 and (
            _GROUP_AFTER.match(text, match.end())
            or (len(digits) == 3 and _GROUP_BEFORE.search(text[max(0, match.start() - 5) : match.start()]))
        )
        day = _DAY.fullmatch(digits) and self._month_after.match(text, match.end())
        year = _YEAR.fullmatch(digits) and sum(c.isdigit() for c in scanned) > 1
        return digits if thousands or day or year else scanned

    def _keeps_hyphen(self, text: str, start: int, end: int) -> bool:
        """`Haut-⏎Commissariat`, `vingt-⏎deux`, but not `COM-⏎MISSION`."""
        first = re.search(rf"{_LETTER}+\Z", text[max(0, start - 30) : start])
        last = re.match(rf"{_LETTER}+", text[end : end + 30])
        assert first and last
        if last[0][0].isupper() and not first[0].isupper():
            return True
        return fold_word(first[0]) in self._first_parts or fold_word(last[0]) in self._last_parts


def _without_overlap(faults: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for fault in faults:
        if not kept or fault[0] >= kept[-1][1]:
            kept.append(fault)
    return kept
