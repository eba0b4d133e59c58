"""Acronyms: defined in brackets after a name, whose borders they then confirm, or standing with an article.

Direction générale des douanes et droits indirects (DGDDI)
D         g           d       e t d      i
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline import regexes
from pipeline.patterns.gates import Gate, relaxed
from pipeline.patterns.vocabulary import Vocabulary
from pipeline.plain_text import capitals
from pipeline.surface import UPPER, fold_word

_BRACKETED = regexes.compile(r"\((?:[^()\n]{0,40}[ «\"(])?([A-Z][A-Za-z0-9/-]*[A-Z][A-Za-z0-9-]*)[ »\"]{0,2}[),]")
_INTRODUCED = (
    r"(?:(?:plus )?connue?s? )?sous (?:son|le|leur) (?:sigle|acronyme)(?: [a-zéè]+)?|en abrégé|en sigle|ci-après"
)
KNOWN_AS = rf"(?: (?:»|>>))?,? \(?(?:{_INTRODUCED}) (?:(?:«|<<) ?)?(?:l'|la |le |les )?"
_INTRODUCTION = KNOWN_AS + r"([A-Z][A-Za-z-]*[A-Z])(?!\w)"
_KNOWN_AS, _KNOWN_AS_GATE = regexes.compile(_INTRODUCTION), Gate([relaxed(_INTRODUCTION)])
# Behind a letter none begins: else a run of capitals would be read anew at each of them.
_ACRONYM = regexes.compile(r"[A-Z](?<![\w.-].)(?=[A-Z0-9-])[A-Z0-9]*(?:-[A-Z0-9]+)*(?!\w)")
# `la DER/FJ`, where neither part is known
_SECOND_PART = regexes.compile(r"/[A-Z]{2,8}(?![\w/])")
_GAP = r"(?:(?:,|,? et|,? ou) (?:l'|la |le |les |du |des |de la |de l')?|/)"
_LISTED, _LIST_BEFORE = regexes.compile(_GAP), regexes.compile(rf"{_GAP}\Z")
_SINGULAR = regexes.compile(r"(?:(?<!\w)(?:le|la|du|au|de la|à la|par) |\b[ld]')$", re.IGNORECASE)
# `règlement (UE) 2016/794`, `2014/41/UE`: letters of a document number
_NUMBER_AFTER = regexes.compile(r"\)? ?(?:n° ?|no )?\d{2,4}/\d|[/-]\d|\(\d|\.\d")
_CODE_AFTER = regexes.compile(r"\.\d")
_BRACKETED_NUMBER = regexes.compile(r"\.\d|\) ?(?:n° ?|no )?\d{2,4}/\d")
_NUMBER_BEFORE = regexes.compile(r"\d/\Z")
_WORD = regexes.compile(r"[^\W\d_]+")
_BREAK = regexes.compile(r"[.;:()«»]")
_CAPITALISED = regexes.compile(rf"(?<![\w'-]){UPPER}[a-zà-öø-ÿ]")
# Longer acronyms are also written as words: `Unesco`, `Nigelec`.
_SPOKEN = 3
# Longer words in capitals are rather words than acronyms: `DÉCIDONS … et CONVENONS`.
_LONGEST_LISTED = 7
# How far before its acronym a name may begin.
_REACH = 150
# How much of a line, on both sides, tells whether it is a title in capitals.
_LINE = 60


def bracketed(text: str, plain: bytes) -> Iterator[tuple[int, str]]:
    """Yield (offset where the bracket begins, acronym) for acronyms in brackets; `(CCT/DECT)` gives two.

    `, connu sous son sigle anglais FATF` is as good as a bracket. `plain` is the text for gates.
    """
    end = 0
    for place in _KNOWN_AS_GATE.starts(plain):
        if place >= end and (match := _KNOWN_AS.match(text, place)):
            yield place, match[1]
            end = match.end()
    for match in _BRACKETED.finditer(text):
        if letters_of_number(text, match.start(1), match.end(1)):
            continue
        at = match.start()
        if text[at - 1 : at] == " ":
            at -= 1
        if text[at - 1 : at].isalnum():
            for acronym in match[1].split("/"):
                yield at, acronym


class Acronyms:
    """Finds acronyms that stand for bodies."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._no_body = {word.upper() for word in vocabulary.table("no_body")}
        self._small = frozenset(vocabulary.table("small_word"))

    def spelled_out(self, text: str, bracket: int, acronym: str) -> int | None:
        """Where the name begins whose initials are the acronym in the bracket at `bracket`; None if there is none.

        It begins with a capital, and only small words are left out.
        """
        reach = max(0, bracket - _REACH, text.rfind("\n", 0, bracket) + 1, text.rfind(". ", 0, bracket) + 1)
        for match in reversed(list(_CAPITALISED.finditer(text, reach, bracket))):
            if self._initials_fit(text[match.start() : bracket], acronym):
                return match.start()
        return None

    def _initials_fit(self, name: str, acronym: str) -> bool:
        if _BREAK.search(name):
            return False
        initials = [fold_word(word)[0] for word in _WORD.findall(name) if fold_word(word) not in self._small]
        letters = [c.lower() for c in acronym if c.isalpha()]
        return len(letters) >= 3 and initials == letters

    def find(
        self, text: str, plain: bytes, defined: set[str], undefined: set[str], names: Mapping[int, int]
    ) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, rule) of acronyms that the text defines for bodies, and of others that behave as such.

        `undefined` are those that the text defines for something else, `names` the ends of known names by their start.
        """
        listed: dict[int, int] = {}
        written = [match for at in capitals(plain) if (match := _ACRONYM.match(text, at))]
        for match in sorted([*written, *_mixed(text, defined)], key=lambda m: m.start()):
            acronym, start, end = match[0], match.start(), match.end()
            before = text[start - 1 : start]
            if before.isalnum() or before in ("-", "_", ".") or (before == "/" and acronym not in defined):
                continue
            if acronym in defined and not _CODE_AFTER.match(text, end):
                yield start, end, "names/defined-acronym"
            elif start not in names and acronym not in undefined and self._may_be_body(text, start, end):
                part = _SECOND_PART.match(text, end)
                end = part.end() if part and part[0][1:] not in defined and end + 1 not in names else end
                if len(acronym) <= _LONGEST_LISTED:
                    listed[start] = end
                if _SINGULAR.search(text[max(0, start - 8) : start]):
                    yield start, end, "names/acronym"
        yield from _beside(text, listed, names)

    def _may_be_body(self, text: str, start: int, end: int) -> bool:
        acronym = text[start:end]
        return (
            len(acronym) > 2
            and acronym not in self._no_body
            and not acronym[-1].isdigit()
            and not _NUMBER_AFTER.match(text, end)
            and not in_capitals(text, start, end)
        )


def _beside(text: str, acronyms: Mapping[int, int], names: Mapping[int, int]) -> Iterator[tuple[int, int, str]]:
    """Acronyms in one list with bodies: `la FAO, [FONGIP] et l’ADEPME`."""
    bodies = {**names}
    ends = {end: start for start, end in names.items()}
    for from_the_right in (False, True):
        for start in sorted(acronyms, reverse=from_the_right):
            end = acronyms[start]
            after = _LISTED.match(text, end)
            gap = _LIST_BEFORE.search(text, max(0, start - 12), start)
            if start not in bodies and ((after and after.end() in bodies) or (gap and gap.start() in ends)):
                bodies[start], ends[end] = end, start
                yield start, end, "names/listed-acronym"


def _mixed(text: str, defined: set[str]) -> Iterator[re.Match[str]]:
    """Where defined acronyms with small letters stand again: `INStaD`, and `Nigelec` of `NIGELEC`."""
    mixed = sorted(
        acronym.capitalize() if acronym.isupper() else acronym
        for acronym in defined
        if not acronym.isupper() or len(acronym) > _SPOKEN
    )
    return re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, mixed))})(?!\w)", text) if mixed else iter(())


def as_word(acronym: str, text: str, start: int) -> bool:
    """Whether an acronym stands written as a word, with its article: `l’Unesco`, `la Cedeao`."""
    spelled = len(acronym) > _SPOKEN and acronym[0].isupper() and acronym[1:].islower()
    return spelled and _SINGULAR.search(text[max(0, start - 8) : start]) is not None


def letters_of_number(text: str, start: int, end: int) -> bool:
    """Whether an acronym is part of a document number: `(UE) 2016/794`, `2014/41/UE`."""
    return bool(_NUMBER_BEFORE.search(text, max(0, start - 2), start) or _BRACKETED_NUMBER.match(text, end))


def in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words of the line around are in capitals too, as in a title."""
    first = max(text.rfind("\n", 0, start) + 1, start - _LINE)
    last = text.find("\n", end, end + _LINE)
    line = text[first:start] + text[end : last if last >= 0 else end + _LINE]
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > len(letters) / 2
