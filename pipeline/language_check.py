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
# The commonest words of the other languages in Latin letters, which make up a fifth of their prose: where there are
# none, as in a list of `[Abrogé, 2011, art. 39]`, nothing speaks for another language.
_FOREIGN = frozenset(
    "the of and to in for that is with by be der die das und den von zu mit dem des ist el los las que del "
    "con por una al o os da do em não para no na um uma di che il della dei per non è het een van op te dat "
    "och att som det ett på nie że jest ve bir bu için ile olarak".split()
).difference(_FRENCH)
_FOREIGN_SHARE = 0.03
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
    if _LATIN.search(sample) and (
        sum(map(_FOREIGN.__contains__, words)) < _FOREIGN_SHARE * len(words)
        or sum(len(word) <= _SHORT for word in words) < _SHORT_SHARE * len(words)  # a list of names: no prose at all
    ):
        return None
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
