"""Names that no list has, read as French builds them: a head, then complements.

    Groupe d’appui à la lutte contre la grande criminalité et la criminalité organisée
    └head┘ └complement─┘└complement──────────────────────┘└──coordination───────────┘

The scanner walks from a head to the right, one complement at a time, and stops at the first word that cannot belong
to a name: a verb, an infinitive after a bare `de`, a possessive, a noun that announces something else
(`le Conseil de la [situation]`). The vocabulary is in `patterns/vocabulary/names.jsonl`.
"""

from __future__ import annotations

import re

from pipeline.patterns.vocabulary import Vocabulary
from pipeline.surface import fold_word

_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_UPPER = r"(?-i:[A-ZÀ-ÖØ-Þ])"
_OF = r"(?:de la |de l'|du |des |de |d')"
_ARTICLE = r"(?:la |le |les |l')"

# `de` complements anywhere; `contre`, `pour`, `sur` and the like introduce what a body is for.
_COMPLEMENT = re.compile(
    rf" (?:(?P<of>{_OF})|(?P<purpose>(?:pour|contre|sur) )(?P<article>{_ARTICLE})?"
    rf"|(?P<charge>(?:chargée?s? |spécialisée? |compétente? |relati(?:f|ve) |consacrée? |responsable )"
    rf"(?:de la |de l'|de |d'|des |du |dans la |dans le |dans les |à la |à l'|aux |au |à |en ))"
    rf"|(?P<aim>(?:à la |à l'|aux |au |à ))|(?P<place>(?:en |au |aux )(?={_UPPER})))",
)
_COORDINATED_OF = re.compile(rf"(?:, | et |, et )(?P<of>{_OF})(?={_WORD})")
_LIST = re.compile(rf"((?:, {_ARTICLE}{_WORD}(?: {_WORD})?)+)(?= et {_ARTICLE}{_WORD})")
_COORDINATED_NOUN = re.compile(rf" et {_ARTICLE}(?={_WORD})")
_QUOTED = re.compile(r" ?(?:«\s?[^»\n]{3,120}\s?»|<< ?[^>\n]{3,120} ?>>|\"[^\"\n]{3,120}\")")
_NOUN = re.compile(_WORD)
_PROPER = re.compile(
    rf"(?:l'|la |le |les )?{_UPPER}[\w'’-]*(?:(?: (?:de la |de l'|du |des |de |d'|et )?{_UPPER}[\w'’-]*)|(?: [a-z]+(?:ique|aine|ienne|ise) (?:du |de la |de l'|des |d'|de ){_UPPER}[\w'’-]*))*"
)
_ADJECTIVE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADJECTIVE_ENDING = re.compile(
    r"(?:(?:[aeo]l|ales?|aux|elles?|els?|ifs?|ives?|iques?|aires?|iennes?|iens?|aines?|ains?|aise?s?|oise?s?|eurs?|eures?"
    r"|istes?|ables?|ibles?|ées?|és|ante?s?|ente?s?|euse?s?|eux))$"
)
_NO_ADJECTIVE = re.compile(r"(?:ement|ment|ants?|ent)$")
_INFINITIVE = re.compile(
    r"(?:[^i]er|[fchlp]ier|ir|oir|endre|ettre|aire|uivre|uire|clure|aître|être|oindre|eindre|aindre|crire|dire|lire"
    r"|ondre|ompre|vivre|prendre)$"
)
_NO_INFINITIVE = frozenset("mer hiver fer cancer foyer danger papier tir avenir pouvoir pouvoirs affaire affaires".split())


class NameScanner:
    """Finds where a name ends that begins with a head."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._outside = frozenset(vocabulary.table("outside_noun"))
        self._adjectives = frozenset(vocabulary.table("name_adjective"))

    def end(self, text: str, head_end: int) -> int:
        """Give the end of the name whose head ends at `head_end`; `head_end` itself if nothing belongs to it."""
        at = self._adjectives_end(text, head_end)
        quoted = _QUOTED.match(text, at)
        if quoted:
            return quoted.end()
        purpose = False
        while True:
            complement = _COMPLEMENT.match(text, at)
            after = self._complement_end(text, complement, first=at == head_end) if complement else None
            if complement and after:
                purpose = purpose or bool(complement["purpose"] or complement["charge"] or complement["aim"])
                at = after
            elif coordinated := self._coordination_end(text, at, purpose):
                at = coordinated
            else:
                return at
            if at == head_end:
                return at

    def proper_end(self, text: str, head_end: int) -> int:
        """Give the end of a name with a lower-case head: it needs quotes, or a complement with a capital."""
        at = self._adjectives_end(text, head_end)
        quoted = _QUOTED.match(text, at)
        if quoted and text[quoted.start()] == " ":
            return quoted.end()
        of = re.compile(_OF).match(text, at + 1) if text[at : at + 1] == " " else None
        proper = _PROPER.match(text, of.end()) if of else None
        if proper is None:
            return head_end
        end = self._adjectives_end(text, proper.end())
        while (more := self._coordination_end(text, end, purpose=False)) is not None:
            end = more
        country = re.compile(rf" (?:du |de la |de l'|des |de |d')(?={_UPPER})").match(text, end)
        further = _PROPER.match(text, country.end()) if country else None
        return further.end() if further else end

    def _complement_end(self, text: str, complement: re.Match[str], first: bool) -> int | None:
        at = complement.end()
        if complement["place"]:
            proper = _PROPER.match(text, at)
            return proper.end() if proper and not first else None
        if complement["aim"] and first:
            return None
        noun = _NOUN.match(text, at)
        if noun is None:
            return None
        bare = complement[0] in (" de ", " d'") or (complement["purpose"] and not complement["article"])
        return self._noun_end(text, at, bare=bool(bare))

    def _noun_end(self, text: str, at: int, bare: bool) -> int | None:
        """The end of a noun group that begins at `at`, None if it cannot belong to a name."""
        proper = _PROPER.match(text, at)
        if proper:
            return self._adjectives_end(text, proper.end())
        noun = _NOUN.match(text, at)
        if noun is None:
            return None
        word = fold_word(noun[0])
        if "'" in word or word in self._outside:
            return None
        if bare and word not in _NO_INFINITIVE and _INFINITIVE.search(word):
            return None
        if word in self._adjectives:  # `la grande criminalité`
            following = _NOUN.match(text, noun.end() + 1)
            if following and text[noun.end()] == " " and fold_word(following[0]) not in self._outside:
                return self._adjectives_end(text, following.end())
        return self._adjectives_end(text, noun.end())

    def _adjectives_end(self, text: str, at: int) -> int:
        while True:
            step = re.compile(r" (?:et |, )?").match(text, at)
            word = _ADJECTIVE.match(text, step.end()) if step else None
            if step is None or word is None or not self._is_adjective(word[0]):
                return at
            at = word.end()

    def _is_adjective(self, word: str) -> bool:
        folded = fold_word(word)
        if folded in self._adjectives:
            return True
        if len(folded) < 5 or folded in self._outside or _NO_ADJECTIVE.search(folded):
            return False
        return bool(_ADJECTIVE_ENDING.search(word.lower()))

    def _coordination_end(self, text: str, at: int, purpose: bool) -> int | None:
        """`… et de la consolidation de la paix`, `la science et la culture`: what continues a name after `et`."""
        if purpose:
            listed = _LIST.match(text, at)
            if listed:
                at = listed.end()
            noun = _COORDINATED_NOUN.match(text, at)
            if noun and text[noun.end()].islower():
                return self._noun_end(text, noun.end(), bare=False)
        of = _COORDINATED_OF.match(text, at)
        if of is None or not text[of.end()].islower():
            return None
        if of[0].startswith(",") and not re.compile(rf"[^,.;:()]{{0,60}}(?:,| et) {_OF}").match(text, of.end()):
            return None
        return self._noun_end(text, of.end(), bare=of["of"] in ("de ", "d'"))
