"""Whether a text is French. Short texts get the benefit of the doubt: names and figures have no language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

_MINIMUM_WORDS = 20
_SAMPLE = 1500
# Words that make up a third of French prose and are rare in other languages.
_FRENCH = frozenset(
    "le les des du et est sont dans pour par sur avec au aux une qui ne pas ce cette ces il elle à été où ou leur "
    "leurs dont selon même être tout toute entre sous ainsi afin autre autres comme lors donc aussi très chaque".split()
)
_FRENCH_SHARE = 0.12
# Parted at spaces only, as is done first for speed, a text has fewer words; with so many French ones it is French.
_PLAIN_SHARE = 0.2
# Letters that are frequent in French and rare elsewhere: they tell a list of `[Abrogé, 2011, art. 39]`.
_FRENCH_LETTERS = re.compile("[éèêçœ]")
_ACCENTED_SHARE = 0.25
# Prose in Latin letters is full of short words; lists of names are not.
_SHORT, _SHORT_SHARE = 3, 0.3
_LATIN = re.compile(r"[a-z]")
# The languages in which institutions write; among all of the world's, a list of names may look like any.
_LANGUAGES = ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh"]


def foreign_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text that is not French; None for French, or where one cannot tell."""
    sample = text[:_SAMPLE].lower()
    words = sample.split()
    if _french_words(words) >= _PLAIN_SHARE * len(words):
        return None
    words = re.findall(r"[^\W\d_]+", sample)
    if len(words) < _MINIMUM_WORDS or _french_words(words) >= _FRENCH_SHARE * len(words):
        return None
    if sum(word in _FRENCH or _FRENCH_LETTERS.search(word) is not None for word in words) >= _ACCENTED_SHARE * len(words):
        return None
    if sum(len(word) <= _SHORT for word in words) < _SHORT_SHARE * len(words) and _LATIN.search(text[:_SAMPLE]):
        return None  # a list of names: no prose in any language
    language = _classifier()(text[:_SAMPLE])[0]
    return None if language == "fr" else language


def _french_words(words: Iterable[str]) -> int:
    return sum(map(_FRENCH.__contains__, words))


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    """The identifier of languages; loading it takes longer than reading a short text, so it is only done in doubt."""
    import py3langid

    py3langid.set_languages(_LANGUAGES)
    classify: Callable[[str], tuple[str, float]] = py3langid.classify
    return classify
