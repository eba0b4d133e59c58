"""Noun groups inside names: a noun with the adjectives that belong to it, or a proper name with its own.

lutte contre la [grande criminalité organisée], Conseil des [droits fondamentaux], Banque du [Burkina Faso]
"""

from __future__ import annotations

import re

from pipeline import regexes
from pipeline.patterns.vocabulary import Vocabulary
from pipeline.surface import UPPER, fold_word

WORD = r"[^\W\d_]+(?:[-'][^\W\d_]+)*"
OF = r"(?:de la |de l'|du |des |de |d')"
# Longer names than this are none: a bound on the work at each head, whatever the text.
MOST_PARTS = 16

NOUN = regexes.compile(WORD)
# `Burkina Faso`, `République démocratique du Congo`, `Nations Unies`
PROPER = regexes.compile(
    rf"(?:l'|la |le |les )?{UPPER}[\w'-]*"
    rf"(?: (?:{OF})?{UPPER}[\w'-]*| [a-z]+(?:ique|aine|ienne|ise) {OF}{UPPER}[\w'-]*| et {UPPER}[\w-]*){{0,12}}"
)
CHARGED = r"(?:chargée?s? |spécialisée?s? |compétente?s? |relati(?:f|ve)s? |consacrée?s? |responsables? )"
CHARGED_WITH = rf"{CHARGED}(?:de la |de l'|de |d'|des |du |dans la |dans le |dans les |à la |à l'|aux |au |à |en )"

_CHARGED_START = regexes.compile(rf" {CHARGED_WITH}")
_STEP = regexes.compile(rf", (?={WORD}(?:, {WORD})* et {WORD})| et | ")
_SPACE = regexes.compile(" ")
_PLURAL_BEFORE = regexes.compile(r"[^\W\d_]{3,}[sx]\Z")
_ADJECTIVE_ENDING = regexes.compile(
    r"(?:[ae]l|ales?|aux|(?:[iu]|nn|[ou]r)elles?|els|ifs?|ives?|iques?|aires?|oires?|[ié]ennes?|[ié]ens?|aines?|ains?|aise?s?"
    r"|oise?s?|eurs?|eures?|iers?|ières?|istes|ables?|ibles?|estres?|euse?s?|eux)$"
)
# Participles describe a complement (`armes saisies`), but after a bare head they tell what became of the body.
_PARTICIPLE_ENDING = regexes.compile(r"(?:ées?|és)$")
INFINITIVE = regexes.compile(
    r"(?:[^i]er|[fclpdrn]ier|ir|oir|endre|ettre|aire|uivre|uire|clure|aître|être|oindre|eindre|aindre|crire|dire|lire"
    r"|ondre|ompre|vivre|prendre)$"
)


class NounPhrases:
    """Finds where noun groups end; all texts are folded and without line wraps."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._outside = frozenset(vocabulary.table("outside_noun"))
        self._qualified = frozenset(vocabulary.table("qualified_noun"))
        self._objects = frozenset(vocabulary.table("object_noun"))
        self._idiom = regexes.compile(vocabulary.expand("{:name_idiom}(?!\\w)"), re.IGNORECASE)
        self._adjectives = frozenset(vocabulary.table("name_adjective"))
        self._no_infinitives = frozenset(vocabulary.table("no_infinitive"))
        self._demonyms = frozenset(vocabulary.table("demonym"))

    def noun_end(self, text: str, at: int, bare: bool, of_action: bool = False) -> int | None:
        """The end of a noun group that begins at `at`, None if it cannot belong to a name.

        `bare` says that it has no article, `of_action` that it may be the object of an action: `suivi des [mesures]`.
        """
        idiom = self._idiom.match(text, at)
        if idiom:
            return self.adjectives_end(text, idiom.end())
        proper = PROPER.match(text, at)
        if proper:
            return self.adjectives_end(text, proper.end())
        noun = NOUN.match(text, at)
        if noun is None:
            return None
        word = fold_word(noun[0])
        if word in self._qualified:  # `questions autochtones`, but not `la question de`
            end = self.adjectives_end(text, noun.end())
            return end if end > noun.end() or (of_action and word in self._objects) else None
        if "'" in word or (word in self._outside and not (of_action and word in self._objects)):
            return None
        if bare and word not in self._no_infinitives and INFINITIVE.search(noun[0]):
            return None
        if word in self._adjectives and text.startswith(" ", noun.end()):  # `la grande criminalité`
            following = NOUN.match(text, noun.end() + 1)
            if following and len(following[0]) > 3 and fold_word(following[0]) not in self._outside:
                return self.adjectives_end(text, following.end())
        return self.adjectives_end(text, noun.end())

    def adjectives_end(self, text: str, at: int, demonyms: bool = True, bare_head: bool = False) -> int:
        """The end of the adjectives that follow; `et` may only join a further one."""
        for index in range(MOST_PARTS):
            step = (_STEP if index else _SPACE).match(text, at)
            word = NOUN.match(text, step.end()) if step else None
            if step is None or word is None:
                return at
            alone = step[0] == " "
            if alone and word[0] == "non" and not bare_head:  # `non gouvernementales`
                word = NOUN.match(text, word.end() + 1) or word
            adjective = self._is_adjective(word[0], demonyms)
            adjective = adjective or (not (bare_head and index == 0) and self._is_participle(word[0]))
            if not adjective and alone and self._agrees(word[0]):
                adjective = _PLURAL_BEFORE.search(text, max(0, at - 20), at) is not None
            if not adjective or _CHARGED_START.match(text, at):
                return at
            at = word.end()
        return at

    def _is_adjective(self, word: str, demonyms: bool) -> bool:
        folded = fold_word(word)
        if folded in self._outside or "'" in folded:
            return False
        if folded in self._demonyms:
            return demonyms
        if folded in self._adjectives:
            return True
        if len(folded) < 5 or word[0].isupper():
            return False
        return bool(_ADJECTIVE_ENDING.search(word.lower()))

    def _is_participle(self, word: str) -> bool:
        return _PARTICIPLE_ENDING.search(word) is not None and fold_word(word) not in self._outside

    def _agrees(self, word: str) -> bool:
        """After a plural, whether a word may be its adjective: `épaves profondes`, `ports francs`."""
        folded = fold_word(word)
        return word.islower() and len(folded) > 4 and folded[-1] in "sx" and folded not in self._outside
