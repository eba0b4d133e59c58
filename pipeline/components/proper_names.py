"""Bodies with a proper name: companies, NGOs and foreign bodies, by what announces them or by a word of the name.

    l’opérateur [Zamani Telecom], [Niger Fret SARL], l’[Overseas Development Institute], [Orange] Niger

The cues are in `patterns/vocabulary/proper-names.jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline import regexes
from pipeline.patterns.name_places import Opening
from pipeline.patterns.rules import opener_of
from pipeline.patterns.vocabulary import Vocabulary
from pipeline.surface import UPPER, fold_word

_CAPITAL = rf"{UPPER}(?:[\w&-]|'(?=s ))*\w|[A-Z]&[A-Z]"
_ENGLISH = r"(?:(?:of|for|on|and|the|in|against|to|without|&) ){1,2}"
_ROMANCE = r"(?:(?:de|del|dela|do|da|dos|das|di|della|la|los|las|e|y|der|des|für|und) ){1,2}"
# How far before its last word a name may begin.
_REACH = 80

_BEFORE = regexes.compile(rf"(?<![\w'-])(?:{_CAPITAL})(?: (?:{_ENGLISH})?(?:{_CAPITAL}))* \Z")
_BEFORE_COMPANY = regexes.compile(
    rf"(?<![\w'-])(?:{_CAPITAL})(?: (?:(?:et|de|du|des) |& |{_ROMANCE})?(?:{_CAPITAL}))* \Z"
)
_FIRST_WORD = regexes.compile(rf"(?:{_CAPITAL}|{UPPER}) (?:{_ENGLISH})?")
_OF = regexes.compile(rf" (?:of|for|on|without) (?:the )?(?:{_CAPITAL})")
_AFTER = regexes.compile(rf"(?: (?:{_ENGLISH})?(?:{_CAPITAL})){{0,10}}")
_AFTER_ROMANCE = regexes.compile(rf"(?: (?:{_ROMANCE})?(?:{_CAPITAL})){{1,10}}")
# Between what announces a name and the name, one adjective: `l’ONG londonienne [Fair Trials]`.
_ADJECTIVE = (
    r"(?: (?!(?:des|les|aux|une|mes|ses|nos) )[a-zà-ÿ-]+(?:[ao]is|[ao]ise|iens?|iennes?|ains?|aines?|ée?s?|ifs?|ives?"
    r"|iques?|a[lu]x?|ales?|aires?|ines?|ans?|anes?|istes?|eurs?|euses?|els?|elles?|es?))?"
)
_ANNOUNCED = regexes.compile(
    rf"{_ADJECTIVE} (?P<name>(?:{_CAPITAL})(?: (?:(?:de|du|des|&) )?(?:{_CAPITAL}))*)(?![\w'])"
)
_PLACE_AFTER = regexes.compile(rf" (?:{_CAPITAL})(?: (?:{_CAPITAL})){{0,8}}(?![\w'-])")


# The classes of words that give a name away.
CUES = ("announcing", "corporate_suffix", "foreign_last", "foreign_of", "romance_first")


class ProperNames:
    """Finds them; `openers` are the words that give them away."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._cues = {cue: vocabulary.openers(cue) for cue in CUES}
        self._forms = {name: regexes.compile(vocabulary.expand(f"{{:{name}}}(?!\\w)")) for name in self._cues}
        self._country = regexes.compile(vocabulary.expand(" {:country}(?![\\w'-])"))
        self._countries = frozenset(vocabulary.table("country"))
        self._outside = frozenset(vocabulary.table("not_in_name"))
        self.openers = frozenset().union(*self._cues.values())

    def find(self, text: str, openings: Iterable[Opening]) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, rule) of names with a cue, and of the same names wherever they stand again."""
        found = list(self._cued(text, openings))
        yield from found
        again = sorted({text[start:end] for start, end, _ in found}, key=lambda name: (-len(name), name))
        if again:
            for match in re.finditer(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, again))})(?![\w-])", text):
                yield match.start(), match.end(), "names/proper-name-again"

    def _cued(self, text: str, openings: Iterable[Opening]) -> Iterator[tuple[int, int, str]]:
        for at, word in openings:
            key = opener_of(word)
            if key not in self.openers:
                continue
            for cue, openers in self._cues.items():
                form = self._forms[cue].match(text, at) if key in openers else None
                span = self._span(cue, text, at, form.end()) if form else None
                if span:
                    yield *span, f"names/{cue.replace('_', '-')}"

    def _span(self, cue: str, text: str, at: int, end: int) -> tuple[int, int] | None:
        """Where a name begins and ends by a cue at `at`; None if nothing there is a name."""
        if cue == "announcing":
            return self._announced(text, end)
        if cue == "romance_first":
            after = _AFTER_ROMANCE.match(text, end)
            return (at, after.end()) if after else None
        if cue == "corporate_suffix":
            start = self._start(text, at, _BEFORE_COMPANY)
            return (start, end) if start < at else None
        start = self._start(text, at, _BEFORE)
        if cue == "foreign_of":
            of = _OF.match(text, end)
            after = _AFTER.match(text, of.end()) if of else None
            return (start, after.end()) if after else None
        after = _AFTER.match(text, end)
        return (start, after.end() if after else end) if start < at else None

    def _start(self, text: str, at: int, before: re.Pattern[str]) -> int:
        """Where the capitals before `at` begin, without French words that only open the sentence."""
        run = before.search(text, max(0, at - _REACH), at)
        start = run.start() if run else at
        while (word := _FIRST_WORD.match(text, start, at)) and fold_word(word[0].split()[0]) in self._outside:
            start = word.end()
        return start

    def _announced(self, text: str, end: int) -> tuple[int, int] | None:
        """`l’ONG londonienne [Fair Trials]`; a country alone is no name."""
        match = _ANNOUNCED.match(text, end)
        if match is None or fold_word(match["name"]) in self._countries or fold_word(match["name"]) in self._outside:
            return None
        return match.span("name")

    def branch_end(self, text: str, end: int, proper: bool) -> int:
        """The end of a known name with its country, `UNICEF [Tchad]`; a `proper` one takes any: `Orano [NCS]`."""
        after = (_PLACE_AFTER if proper else self._country).match(text, end)
        return after.end() if after else end
